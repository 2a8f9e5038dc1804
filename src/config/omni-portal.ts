import type { AuditTrailConfig } from "./audit-trail";
import type { BucketsConfig } from "./buckets";
import type { ServiceDeploymentsConfig } from "./service-deployments";
import type { Environment } from "./environment";
import type { MySqlConfig } from "./mysql";
import { interfaceEndpoints } from "./network";
import type { RecoveryConfig } from "./recovery";
import type { RedisConfig } from "./redis";
import type { ServiceConfig } from "./services";
import type { SecretsConfig, SystemConfig } from "./system";

/** The generated secrets. */
export const omniPortalSecretNames = ["database-master-password", "jwt-secret", "app-key"] as const;
export type OmniPortalSecretName = (typeof omniPortalSecretNames)[number];

/** The one service of OmniPortal. */
export interface OmniPortalApiConfig extends ServiceConfig {
  /** TCP port of the container, 1-65535. */
  readonly port: number;
  /** Path that answers 200 while a task is healthy; starts with `/`. */
  readonly healthPath: string;
  /** Average CPU and memory that tasks are added and removed for, percent, 10-95. */
  readonly scaleAt: { readonly cpuPercent: number; readonly memoryPercent: number };
  /** Seconds in which a client comes back to the same task, 1-604800. */
  readonly stickinessSeconds: number;
  /** `spot` saves money, and AWS may end a task with two minutes' notice; never in production. */
  readonly capacity: "on-demand" | "spot";
  readonly deployments: ServiceDeploymentsConfig;
}

/** Everything that may differ between the environments of OmniPortal. */
export interface OmniPortalConfig extends SystemConfig {
  readonly secrets: SecretsConfig<OmniPortalSecretName>;
  readonly database: MySqlConfig;
  readonly cache: RedisConfig;
  readonly buckets: BucketsConfig;
  readonly recovery: RecoveryConfig;
  readonly api: OmniPortalApiConfig;
  readonly trail: AuditTrailConfig;
}

/** The document names no blocks: these meet none of the other systems', so that the VPCs could be peered. */
const network = {
  cidr: "10.10.0.0/16",
  zones: [
    { name: "us-east-1a", publicCidr: "10.10.1.0/24", appCidr: "10.10.11.0/24", dataCidr: "10.10.21.0/24" },
    { name: "us-east-1b", publicCidr: "10.10.2.0/24", appCidr: "10.10.12.0/24", dataCidr: "10.10.22.0/24" },
    { name: "us-east-1c", publicCidr: "10.10.3.0/24", appCidr: "10.10.13.0/24", dataCidr: "10.10.23.0/24" },
  ],
  gatewayEndpoints: ["s3", "dynamodb"],
  flowLogs: { aggregationSeconds: 60 },
} as const;

const smallNetwork = {
  ...network,
  nat: { gateways: 1, reason: "No patient traffic: losing egress together with one zone costs work time, not care." },
  interfaceEndpoints: {
    services: ["secretsmanager", "ssmmessages", "kms", "logs"],
    reason: "Endpoints are paid per zone and hour: secrets, keys, logs and shells get one, the rest goes through NAT.",
  },
} as const;

const keys = { deletionWindowDays: 30, rotationPeriodDays: 365 } as const;

const secrets = {
  recoveryWindowDays: 7,
  generated: {
    "database-master-password": { length: 32, version: 1 },
    "jwt-secret": { length: 64, version: 1 },
    "app-key": { length: 64, version: 1 },
  },
} as const;

/** What the database is everywhere; size, standby, replica and backups differ. */
const database = {
  engineVersion: "8.0.42",
  databaseName: "omni_portal",
  masterUsername: "omni_admin",
  application: { username: "omni_portal_app", passwordVersion: 1 },
  iamUsername: "omni_portal_iam",
  backupWindow: "03:00-04:00",
  maintenanceWindow: "sun:04:30-sun:05:30",
  monitoringIntervalSeconds: 60,
  slowQuerySeconds: 2,
  performanceInsights: { kept: true, retentionDays: 7 },
} as const;

const cache = {
  engineVersion: "7.1",
  snapshotRetentionDays: 15,
  snapshotWindow: "02:00-03:00",
  maintenanceWindow: "sun:06:00-sun:07:00",
} as const;

/** Document 000: Glacier after 90 days. */
const buckets = { glacierAfterDays: 90, oldVersionDays: 365 } as const;

const api = {
  port: 80,
  healthPath: "/api/health",
  scaleAt: { cpuPercent: 70, memoryPercent: 80 },
  stickinessSeconds: 86_400,
} as const;

const rotation = { automatic: true, everyDays: 30 } as const; // 164.308(a)(5)(ii)(D)
const retention = { auditLogDays: 2557, applicationLogDays: 365 } as const;
const subscribers = [{ name: "on_call", address: "oncall@example.com" }] as const;

/** The placeholder domain, as the documentation account is one: `.example` is nobody's. */
const edge = (domainName: string) => ({ domainName, certificate: { hostedZone: "omni-portal.example" } });

/** While all systems share an account, one deployment owns what an account has once. */
const ownedByOmnirapeutic = { owned: false, ownedBy: "omnirapeutic-production" } as const;
const coveredByProduction = { own: false, coveredBy: "omni-portal-production" } as const;

const noCopy = {
  copied: false,
  reason: "Test data can be made anew: a lost region takes nothing of value along.",
} as const;
const unlockedVault = {
  mode: "none",
  reason: "Holds no patient data; the vault's policy already stops deletion by hand.",
} as const;

/** The three environments side by side. */
export const omniPortal = {
  dev: {
    network: smallNetwork,
    keys,
    secrets,
    database: {
      ...database,
      instanceClass: "db.t3.medium",
      storage: { allocatedGiB: 20, maxGiB: 100 },
      masterPassword: {
        source: "secret",
        reason: "The same path as production, so that password rotation is rehearsed before it matters.",
      },
      multiAz: {
        kept: false,
        reason: "Holds test data only: a failover may wait until AWS has replaced the instance.",
      },
      readReplica: { kept: false, reason: "Developers' reads are few: one instance answers them all." },
      snapshotPrefix: "dev-snapshot",
      backupRetentionDays: 7,
    },
    cache: {
      ...cache,
      nodeType: "cache.t3.small",
      nodes: { count: 1, reason: "Holds test data only: a lost node costs developers a cold cache." },
    },
    buckets: { ...buckets, copy: noCopy },
    recovery: {
      backups: {
        retentionDays: { daily: 35, weekly: 90 },
        lock: { mode: "none", reason: "A locked vault would outlive the environment, which is torn down at will." },
        copy: noCopy,
        restoreTests: {
          tested: false,
          reason: "Staging tests the same plan each month; a second test proves nothing.",
        },
      },
      rotation,
    },
    edge: edge("dev.omni-portal.example"),
    api: {
      ...api,
      cpu: 512,
      memoryMiB: 1024,
      tasks: { min: 2, max: 4 },
      capacity: "spot",
      deployments: { strategy: "rolling" },
    },
    trail: coveredByProduction,
    accountServices: ownedByOmnirapeutic,
    retention,
    alarms: { monthlyBudgetUsd: 300, subscribers, endpoints: [] },
    protection: {
      allowDestroy: {
        kept: false,
        reason: "Development is torn down and rebuilt at will; it holds test data only.",
      },
    },
  },
  staging: {
    network: smallNetwork,
    keys,
    secrets,
    database: {
      ...database,
      instanceClass: "db.r6g.large",
      storage: { allocatedGiB: 50, maxGiB: 200 },
      masterPassword: {
        source: "secret",
        reason: "The same path as production, so that a release is tested with the password handling it will meet.",
      },
      multiAz: { kept: true },
      readReplica: { kept: false, reason: "Serves testers only: nothing reads so much that a replica would help." },
      snapshotPrefix: "staging-snapshot",
      backupRetentionDays: 7,
    },
    cache: { ...cache, nodeType: "cache.t3.medium", nodes: { count: 2 } },
    buckets: { ...buckets, copy: noCopy },
    recovery: {
      backups: {
        retentionDays: { daily: 35, weekly: 90 },
        lock: unlockedVault,
        copy: noCopy,
        restoreTests: { tested: true },
      },
      rotation,
    },
    edge: edge("staging.omni-portal.example"),
    api: {
      ...api,
      cpu: 1024,
      memoryMiB: 2048,
      tasks: { min: 2, max: 4 },
      capacity: "on-demand",
      deployments: { strategy: "canary", percent: 10, minutes: 15, keepOldMinutes: 15 },
    },
    trail: coveredByProduction,
    accountServices: ownedByOmnirapeutic,
    retention,
    alarms: { monthlyBudgetUsd: 900, subscribers, endpoints: [] },
    protection: { allowDestroy: { kept: true } },
  },
  production: {
    network: {
      ...network,
      nat: { gateways: 3 },
      interfaceEndpoints: { services: interfaceEndpoints },
    },
    keys,
    secrets,
    database: {
      ...database,
      instanceClass: "db.r6g.xlarge",
      storage: { allocatedGiB: 100, maxGiB: 1000 },
      masterPassword: {
        source: "secret",
        reason: "Rotated by its version like the other secrets; the value never enters Terraform state.",
      },
      multiAz: { kept: true }, // 164.308(a)(7)(i)
      readReplica: { kept: true },
      snapshotPrefix: "prod-snapshot",
      backupRetentionDays: 35, // 164.308(a)(7)(ii)(A)
    },
    cache: { ...cache, nodeType: "cache.r6g.large", nodes: { count: 2 } },
    buckets: { ...buckets, copy: { copied: true, region: "us-west-2" } }, // 164.308(a)(7)(i)
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
    edge: edge("app.omni-portal.example"),
    api: {
      ...api,
      cpu: 2048,
      memoryMiB: 4096,
      tasks: { min: 3, max: 10 },
      capacity: "on-demand",
      deployments: { strategy: "blue-green", keepOldMinutes: 60 },
    },
    trail: { own: true, lock: { kept: true } },
    accountServices: ownedByOmnirapeutic,
    retention,
    alarms: { monthlyBudgetUsd: 2500, subscribers, endpoints: [] },
    protection: { allowDestroy: { kept: true } }, // 164.312(c)(1)
  },
} satisfies Record<Environment, OmniPortalConfig>;
