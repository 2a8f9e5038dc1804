import type { DatabaseConfig } from "./database";
import type { Environment, Safeguard } from "./environment";
import { interfaceEndpoints, type NetworkConfig } from "./network";

/** The generated secrets, by the documented names. */
export const secretNames = [
  "aurora-master-password",
  "supabase-jwt-secret",
  "supabase-anon-key",
  "supabase-service-key",
] as const;
export type SecretName = (typeof secretNames)[number];

/** A generated secret. */
export interface SecretConfig {
  /** Characters. */
  readonly length: number;
  /** From 1; adding 1 generates a new value (rotation). */
  readonly version: number;
}

/** Everything that may differ between the environments of Omnirapeutic. */
export interface OmnirapeuticConfig {
  readonly network: NetworkConfig;
  readonly keys: {
    /** Days between asking for a key's deletion and losing it, 7-30. */
    readonly deletionWindowDays: number;
    /** Days between rotations, 90-2560. */
    readonly rotationPeriodDays: number;
  };
  readonly secrets: {
    /** Days in which a deleted secret can be restored, 7-30. */
    readonly recoveryWindowDays: number;
    readonly generated: Readonly<Record<SecretName, SecretConfig>>;
  };
  readonly database: DatabaseConfig;
  readonly retention: {
    /** Flow logs, database logs and trails: a CloudWatch step of at least six years. */
    readonly auditLogDays: number; // 164.316(b)(2)(i)
    /** A CloudWatch step of at least a year. */
    readonly applicationLogDays: number;
  };
  readonly alarms: {
    /** Who gets the alarms by e-mail; each confirms a first mail from AWS. `name` becomes part of an address. */
    readonly subscribers: readonly { readonly name: string; readonly address: string }[];
  };
  readonly protection: {
    /** Kept: deletion protection, final snapshot, `prevent_destroy`, no `force_destroy`. */
    readonly allowDestroy: Safeguard;
  };
}

/** The documented subnets; every environment has a VPC of its own, so all use the same blocks. */
const documentedNetwork = {
  cidr: "10.0.0.0/16",
  zones: [
    { name: "us-east-1a", publicCidr: "10.0.1.0/24", appCidr: "10.0.11.0/24", dataCidr: "10.0.21.0/24" },
    { name: "us-east-1b", publicCidr: "10.0.2.0/24", appCidr: "10.0.12.0/24", dataCidr: "10.0.22.0/24" },
    { name: "us-east-1c", publicCidr: "10.0.3.0/24", appCidr: "10.0.13.0/24", dataCidr: "10.0.23.0/24" },
  ],
  gatewayEndpoints: ["s3", "dynamodb"],
  flowLogs: { aggregationSeconds: 60 },
} as const;

/** Enough for environments without patients: one NAT gateway, and endpoints only for secrets and logs. */
const smallNetwork = {
  ...documentedNetwork,
  nat: { gateways: 1, reason: "No patient traffic: losing egress together with one zone costs work time, not care." },
  interfaceEndpoints: {
    services: ["kms", "logs", "secretsmanager"],
    reason: "Endpoints are paid per zone and hour: only secrets, keys and logs get one, the rest goes through NAT.",
  },
} as const;

const documentedSecrets = {
  recoveryWindowDays: 7,
  generated: {
    "aurora-master-password": { length: 32, version: 1 },
    "supabase-jwt-secret": { length: 64, version: 1 },
    "supabase-anon-key": { length: 64, version: 1 },
    "supabase-service-key": { length: 64, version: 1 },
  },
} as const;

/** What the database is everywhere; capacity, instances and backups differ. */
const documentedDatabase = {
  engineVersion: "15.10",
  databaseName: "omnirapeutic",
  masterUsername: "postgres",
  backupWindow: "03:00-04:00",
  maintenanceWindow: "sun:04:30-sun:05:30",
  monitoringIntervalSeconds: 60,
  slowStatementMillis: 1000,
  performanceInsightsRetentionDays: 7,
} as const;

const documentedKeys = { deletionWindowDays: 30, rotationPeriodDays: 365 } as const;

/** The three environments side by side. */
export const omnirapeutic = {
  dev: {
    network: smallNetwork,
    keys: documentedKeys,
    secrets: documentedSecrets,
    database: {
      ...documentedDatabase,
      masterPassword: {
        source: "secret",
        reason: "The same path as production, so that password rotation is rehearsed before it matters.",
      },
      capacity: { minAcu: 0.5, maxAcu: 1 },
      instances: { count: 1, reason: "Holds test data only: a failover may wait until AWS has replaced the instance." },
      backupRetentionDays: 7,
    },
    retention: { auditLogDays: 2557, applicationLogDays: 365 },
    alarms: { subscribers: [] },
    protection: {
      allowDestroy: {
        kept: false,
        reason: "Development is torn down and rebuilt at will; it holds test data only.",
      },
    },
  },
  staging: {
    network: smallNetwork,
    keys: documentedKeys,
    secrets: documentedSecrets,
    database: {
      ...documentedDatabase,
      masterPassword: {
        source: "secret",
        reason: "The same path as production, so that a release is tested with the password handling it will meet.",
      },
      capacity: { minAcu: 0.5, maxAcu: 1 },
      instances: { count: 1, reason: "Serves testers only: a failover may wait until AWS has replaced the instance." },
      backupRetentionDays: 7,
    },
    retention: { auditLogDays: 2557, applicationLogDays: 365 },
    alarms: { subscribers: [] },
    protection: { allowDestroy: { kept: true } },
  },
  production: {
    network: {
      ...documentedNetwork,
      nat: { gateways: 3 },
      interfaceEndpoints: { services: interfaceEndpoints },
    },
    keys: documentedKeys,
    secrets: documentedSecrets,
    database: {
      ...documentedDatabase,
      masterPassword: {
        source: "secret",
        reason: "The documented 32-character secret, rotated by its version; the value never enters Terraform state.",
      },
      capacity: { minAcu: 0.5, maxAcu: 4 },
      instances: { count: 2 },
      backupRetentionDays: 35, // 164.308(a)(7)(ii)(A)
    },
    retention: { auditLogDays: 2557, applicationLogDays: 365 },
    alarms: { subscribers: [] },
    protection: { allowDestroy: { kept: true } }, // 164.312(c)(1)
  },
} satisfies Record<Environment, OmnirapeuticConfig>;
