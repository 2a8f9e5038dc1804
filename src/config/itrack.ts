import type { ApiGatewayAccountConfig } from "./api-gateway-account";
import type { AuditTrailConfig } from "./audit-trail";
import type { BastionConfig } from "./bastion";
import type { RegionalCopyConfig } from "./buckets";
import type { EdgeConfig } from "./edge";
import type { Environment } from "./environment";
import type { FirewallConfig } from "./firewall";
import type { FunctionConfig } from "./functions";
import type { MySqlServerConfig } from "./mysql";
import { interfaceEndpoints } from "./network";
import type { OperatorSecretsConfig } from "./operator-secrets";
import type { RecoveryConfig } from "./recovery";
import type { ServiceDeploymentsConfig } from "./service-deployments";
import type { ServiceConfig, WebServiceConfig } from "./services";
import type { SystemConfig } from "./system";

/** The environments of document 003: what is developed is tried in staging. */
export const itrackEnvironments = ["staging", "production"] as const satisfies readonly Environment[];
export type ITrackEnvironment = (typeof itrackEnvironments)[number];

/** The secrets that people make before the first deployment. */
export const itrackSecretNames = ["db_password", "jwt_secret", "api_key"] as const;
export type ITrackSecretName = (typeof itrackSecretNames)[number];

/** A service on Fargate that scales by its load. */
export interface ITrackServiceConfig extends ServiceConfig, Pick<WebServiceConfig, "port" | "healthPath"> {
  /** Average CPU and memory that tasks are added and removed for, percent, 10-95. */
  readonly scaleAt: { readonly cpuPercent: number; readonly memoryPercent: number };
}

/** The REST API. */
export interface ITrackApiConfig {
  /** Its own host name; the address that AWS gives is switched off. */
  readonly domain: EdgeConfig;
  /** Requests a second on average (from 1), and at once (not below): what exceeds them is turned away with 429. */
  readonly throttling: { readonly rate: number; readonly burst: number };
}

/** Everything that may differ between the environments of iTrack. */
export interface ITrackConfig extends SystemConfig {
  readonly operatorSecrets: OperatorSecretsConfig<ITrackSecretName>;
  readonly database: MySqlServerConfig;
  readonly recovery: Pick<RecoveryConfig, "backups">;
  readonly items: {
    /** Without the environment in production, as documented; with it elsewhere, so that both can share an account. */
    readonly tableName: string;
    /** Whether the table is written in a second region too. */
    readonly replica: RegionalCopyConfig;
  };
  readonly handler: FunctionConfig;
  readonly api: ITrackApiConfig;
  readonly firewall: FirewallConfig;
  /** CloudFront and the static files behind it. */
  readonly site: EdgeConfig & {
    /** Whether the files are copied to another region, from which CloudFront answers when the first one fails. */
    readonly copy: RegionalCopyConfig;
  };
  readonly services: {
    readonly backend: ITrackServiceConfig & { readonly deployments: ServiceDeploymentsConfig };
    /** Replaced task by task. */
    readonly frontend: ITrackServiceConfig;
  };
  readonly bastion: BastionConfig;
  readonly trail: AuditTrailConfig;
  readonly apiGatewayAccount: ApiGatewayAccountConfig;
}

/** Zones a to c (at most) of a VPC whose block is `10.<second>.0.0/16`. */
const zonesOf = (second: number, letters: readonly ("a" | "b" | "c")[]) =>
  letters.map((letter, index) => ({
    name: `us-east-1${letter}`,
    publicCidr: `10.${second}.${1 + index}.0/24`,
    appCidr: `10.${second}.${11 + index}.0/24`,
    dataCidr: `10.${second}.${21 + index}.0/24`,
  }));

const network = { gatewayEndpoints: ["s3", "dynamodb"], flowLogs: { aggregationSeconds: 60 } } as const;
const keys = { deletionWindowDays: 30, rotationPeriodDays: 365 } as const;

/** Document 003 makes them by `make create-secrets` before the first deployment. */
const operatorSecrets = (environment: ITrackEnvironment) =>
  ({
    keyAlias: `alias/itrack-${environment}-secrets`,
    prefix: `itrack/${environment}`,
    rotateEveryDays: 90, // 164.308(a)(5)(ii)(D)
    values: {
      db_password: { variable: "DB_PASSWORD", kind: "mysql-password", length: 32 },
      jwt_secret: { variable: "JWT_SECRET", kind: "key", length: 64 },
      api_key: { variable: "API_KEY", kind: "key", length: 64 },
    },
  }) as const;

/** What the database is everywhere; size, standby and insights differ. */
const database = {
  engineVersion: "8.0.42",
  databaseName: "itrack",
  masterUsername: "admin", // document 003
  backupRetentionDays: 30, // document 003; AWS Backup keeps 35 days besides
  backupWindow: "03:00-04:00",
  maintenanceWindow: "sun:04:30-sun:05:30",
  monitoringIntervalSeconds: 60,
  slowQuerySeconds: 2,
  readReplica: { kept: false, reason: "Document 003 has one instance: items are read from DynamoDB." },
} as const;

const handler = { runtime: "nodejs22.x", memoryMiB: 512, timeoutSeconds: 15, codeSigning: { kept: true } } as const;
/** Document 003; the countries are decided (decision 0307). WAF looks at the first 8 KiB of a body. */
const firewall = {
  countries: ["US", "CA", "GB", "AU"],
  requestsPerFiveMinutes: 10_000,
  maxBodyBytes: 8192,
} as const;

const scaleAt = { cpuPercent: 70, memoryPercent: 80 } as const;
const backend = { port: 8080, healthPath: "/health", scaleAt } as const;
const frontend = { port: 8080, healthPath: "/app/health", scaleAt } as const;

const bastion = {
  instanceType: "t3.micro",
  volumeGiB: 10,
  patchSchedule: "cron(0 6 ? * SUN *)",
  idleTimeoutMinutes: 15,
  maxSessionMinutes: 60,
} as const;

const retention = { auditLogDays: 2557, applicationLogDays: 365 } as const;
const subscribers = [{ name: "operations", address: "operations@example.com" }] as const;
const ownedByOmnirapeutic = { owned: false, ownedBy: "omnirapeutic-production" } as const;

/** The placeholder domain, as the documentation account is one: `.example` is nobody's. */
const host = (domainName: string) => ({ domainName, certificate: { hostedZone: "itrack.example" } });

/** The two environments side by side. */
export const itrack = {
  staging: {
    network: {
      ...network,
      cidr: "10.1.0.0/16",
      zones: zonesOf(1, ["a", "b"]),
      peers: { "itrack-production": "10.0.0.0/16", "omni-portal": "10.10.0.0/16" },
      nat: {
        gateways: 1,
        reason: "No patient traffic: losing egress together with one zone costs work time, not care.",
      },
      interfaceEndpoints: {
        services: ["secretsmanager", "ssm", "ssmmessages", "ec2messages", "kms", "logs", "xray"],
        reason:
          "Endpoints are paid per zone and hour: the bastion, secrets, keys, logs and traces get one, the rest uses NAT.",
      },
    },
    keys,
    operatorSecrets: operatorSecrets("staging"),
    database: {
      ...database,
      instanceClass: "db.t3.micro",
      storage: { allocatedGiB: 20, maxGiB: 100 },
      multiAz: {
        kept: false,
        reason: "Holds test data only: a failover may wait until AWS has replaced the instance.",
      },
      performanceInsights: { kept: false, reason: "Performance Insights does not run on db.t3.micro." },
      snapshotPrefix: "itrack-staging-snapshot",
    },
    recovery: {
      backups: {
        retentionDays: { daily: 35, weekly: 90 },
        lock: { mode: "none", reason: "Holds no patient data; the vault's policy already stops deletion by hand." },
        copy: { copied: false, reason: "Test data can be made anew: a lost region takes nothing of value along." },
        restoreTests: { tested: true },
      },
    },
    items: {
      tableName: "itrack-items-staging",
      replica: { copied: false, reason: "Test data can be made anew: a lost region takes nothing of value along." },
    },
    handler: { ...handler, reservedConcurrency: 20 },
    api: { domain: host("api.staging.itrack.example"), throttling: { rate: 50, burst: 100 } },
    firewall,
    site: {
      ...host("app.staging.itrack.example"),
      copy: { copied: true, region: "us-west-2" }, // a release is tried with the origins that it will meet
    },
    edge: host("services.staging.itrack.example"),
    services: {
      backend: {
        ...backend,
        cpu: 512,
        memoryMiB: 1024,
        tasks: { min: 1, max: 3 },
        deployments: { strategy: "rolling" },
      },
      frontend: { ...frontend, cpu: 256, memoryMiB: 512, tasks: { min: 1, max: 2 } },
    },
    bastion,
    trail: { own: false, coveredBy: "itrack-production" },
    apiGatewayAccount: { owned: true },
    accountServices: ownedByOmnirapeutic,
    retention,
    alarms: { monthlyBudgetUsd: 300, subscribers, endpoints: [] },
    protection: { allowDestroy: { kept: true } },
  },
  production: {
    network: {
      ...network,
      cidr: "10.0.0.0/16",
      zones: zonesOf(0, ["a", "b", "c"]),
      peers: { "itrack-staging": "10.1.0.0/16", "omni-portal": "10.10.0.0/16" },
      nat: { gateways: 3 },
      interfaceEndpoints: { services: [...interfaceEndpoints, "xray"] },
    },
    keys,
    operatorSecrets: operatorSecrets("production"),
    database: {
      ...database,
      instanceClass: "db.r5.large",
      storage: { allocatedGiB: 100, maxGiB: 500 },
      multiAz: { kept: true }, // 164.308(a)(7)(i)
      performanceInsights: { kept: true, retentionDays: 7 },
      snapshotPrefix: "itrack-production-snapshot",
    },
    recovery: {
      backups: {
        retentionDays: { daily: 35, weekly: 365 },
        weeklyColdAfterDays: 90,
        lock: {
          mode: "governance",
          reason:
            "A compliance lock can never be taken back; the team turns it on once the retention has proved right.",
        },
        copy: { copied: true, region: "us-west-2" }, // 164.308(a)(7)(i)
        restoreTests: { tested: true }, // 164.308(a)(7)(ii)(D)
      },
    },
    items: { tableName: "itrack-items", replica: { copied: true, region: "us-west-2" } },
    handler: { ...handler, reservedConcurrency: 100 },
    api: { domain: host("api.itrack.example"), throttling: { rate: 500, burst: 1000 } },
    firewall,
    site: { ...host("app.itrack.example"), copy: { copied: true, region: "us-west-2" } },
    edge: host("services.itrack.example"),
    services: {
      backend: {
        ...backend,
        cpu: 1024,
        memoryMiB: 2048,
        tasks: { min: 3, max: 10 },
        deployments: { strategy: "blue-green", keepOldMinutes: 60 },
      },
      frontend: { ...frontend, cpu: 512, memoryMiB: 1024, tasks: { min: 3, max: 6 } },
    },
    bastion,
    trail: { own: true, lock: { kept: true } },
    apiGatewayAccount: { owned: false, ownedBy: "itrack-staging" },
    accountServices: ownedByOmnirapeutic,
    retention,
    alarms: { monthlyBudgetUsd: 1500, subscribers, endpoints: [] },
    protection: { allowDestroy: { kept: true } }, // 164.312(c)(1)
  },
} satisfies Record<ITrackEnvironment, ITrackConfig>;
