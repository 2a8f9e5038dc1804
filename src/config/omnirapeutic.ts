import { bastionEndpoints, type BastionConfig } from "./bastion";
import type { DatabaseConfig } from "./database";
import type { Environment, Safeguard } from "./environment";
import { interfaceEndpoints } from "./network";
import type { RecoveryConfig } from "./recovery";
import type { ServicesConfig } from "./services";
import type { RetentionConfig, SecretsConfig, SystemConfig } from "./system";

/** The generated secrets, by the documented names. */
export const secretNames = [
  "aurora-master-password",
  "jwt-secret",
  "supabase-jwt-secret",
  "supabase-anon-key",
  "supabase-service-key",
] as const;
export type SecretName = (typeof secretNames)[number];

/** Everything that may differ between the environments of Omnirapeutic. */
export interface OmnirapeuticConfig extends SystemConfig {
  readonly secrets: SecretsConfig<SecretName>;
  readonly database: DatabaseConfig;
  readonly recovery: RecoveryConfig;
  readonly services: ServicesConfig;
  readonly bastion: BastionConfig;
  readonly retention: RetentionConfig & {
    /** Kept: while the deployment is protected, nobody deletes a log file of the trail before its time. A later change replaces the bucket. */
    readonly trailLock: Safeguard; // 164.312(c)(1)
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

/** Enough for environments without patients: one NAT gateway, and endpoints only for secrets and for the bastion, which has no other way. */
const smallNetwork = {
  ...documentedNetwork,
  nat: { gateways: 1, reason: "No patient traffic: losing egress together with one zone costs work time, not care." },
  interfaceEndpoints: {
    services: [...bastionEndpoints, "secretsmanager"],
    reason:
      "Endpoints are paid per zone and hour: secrets and the bastion's services get one, the rest goes through NAT.",
  },
} as const;

const documentedSecrets = {
  recoveryWindowDays: 7,
  generated: {
    "aurora-master-password": { length: 32, version: 1 },
    "jwt-secret": { length: 64, version: 1 },
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
  application: { username: "omnirapeutic_app", passwordVersion: 1 },
  backupWindow: "03:00-04:00",
  maintenanceWindow: "sun:04:30-sun:05:30",
  monitoringIntervalSeconds: 60,
  slowStatementMillis: 1000,
  performanceInsightsRetentionDays: 7,
} as const;

/** Document 004's numbers for the API; web and worker alike. Sizes differ by environment. */
const smallTask = { cpu: 256, memoryMiB: 512 } as const;
const documentedTask = { cpu: 512, memoryMiB: 1024 } as const;
const api = { port: 3000, healthPath: "/health", requestsPerTask: 1000 } as const;
const web = { port: 8080, healthPath: "/", requestsPerTask: 1000 } as const;

const smallServices = {
  api: { ...api, ...smallTask, tasks: { min: 2, max: 4 } },
  web: { ...web, ...smallTask, tasks: { min: 2, max: 4 } },
  worker: { ...smallTask, tasks: { min: 1, max: 2 } },
} as const;

const bastion = {
  instanceType: "t3.micro",
  volumeGiB: 8,
  patchSchedule: "cron(0 6 ? * SUN *)",
  idleTimeoutMinutes: 15,
  maxSessionMinutes: 60,
} as const;

/** The placeholder domain, as the documentation account is one: `.example` is nobody's. */
const edge = (domainName: string) => ({ domainName, certificate: { hostedZone: "omnirapeutic.example" } });

const rotation = { automatic: true, everyDays: 30 } as const; // 164.308(a)(5)(ii)(D)
const retention = { auditLogDays: 2557, applicationLogDays: 365, trailLock: { kept: true } } as const;

/** While the environments share an account, production owns what an account has once: it is never torn down. */
const ownedByProduction = { owned: false, ownedBy: "omnirapeutic-production" } as const;

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
    recovery: {
      backups: {
        retentionDays: { daily: 35, weekly: 90 },
        lock: { mode: "none", reason: "A locked vault would outlive the environment, which is torn down at will." },
        copy: { copied: false, reason: "Test data can be made anew: a lost region takes nothing of value along." },
        restoreTests: {
          tested: false,
          reason: "Staging tests the same plan each month; a second test proves nothing.",
        },
      },
      rotation,
    },
    edge: edge("dev.omnirapeutic.example"),
    services: smallServices,
    bastion,
    accountServices: ownedByProduction,
    retention,
    alarms: { monthlyBudgetUsd: 600, subscribers: [], endpoints: [] },
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
    recovery: {
      backups: {
        retentionDays: { daily: 35, weekly: 90 },
        lock: { mode: "none", reason: "Holds no patient data; the vault's policy already stops deletion by hand." },
        copy: { copied: false, reason: "Test data can be made anew: a lost region takes nothing of value along." },
        restoreTests: { tested: true },
      },
      rotation,
    },
    edge: edge("staging.omnirapeutic.example"),
    services: smallServices,
    bastion,
    accountServices: ownedByProduction,
    retention,
    alarms: { monthlyBudgetUsd: 600, subscribers: [], endpoints: [] },
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
    recovery: {
      backups: {
        retentionDays: { daily: 35, weekly: 365 },
        lock: {
          mode: "governance",
          reason:
            "A compliance lock can never be taken back; the team turns it on once the retention has proved right.",
        },
        copy: { copied: true, region: "us-west-2" }, // 164.308(a)(7)(i)
        restoreTests: { tested: true }, // 164.308(a)(7)(ii)(D)
      },
      rotation,
    },
    edge: edge("app.omnirapeutic.example"),
    services: {
      api: { ...api, ...documentedTask, tasks: { min: 2, max: 10 } },
      web: { ...web, ...documentedTask, tasks: { min: 2, max: 10 } },
      worker: { ...documentedTask, tasks: { min: 1, max: 4 } },
    },
    bastion,
    accountServices: { owned: true, configRole: "create", otherVpcIds: [], securityHub: { kept: true } },
    retention,
    alarms: { monthlyBudgetUsd: 1200, subscribers: [], endpoints: [] },
    protection: { allowDestroy: { kept: true } }, // 164.312(c)(1)
  },
} satisfies Record<Environment, OmnirapeuticConfig>;
