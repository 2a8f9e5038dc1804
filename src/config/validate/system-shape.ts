import * as z from "zod/mini";
import type { BastionConfig } from "../bastion";
import type { EdgeConfig } from "../edge";
import { gatewayEndpoints, knownInterfaceEndpoints } from "../network";
import type { RecoveryConfig } from "../recovery";
import type { RetentionConfig, SystemConfig } from "../system";

/** The written reason of the arm that relaxes something. */
export const relaxed = { reason: z.optional(z.string()) };
/** A Safeguard; the kept arm may carry settings. */
export const safeguardWith = <Settings extends Record<string, z.core.$ZodType>>(settings: Settings) =>
  z.discriminatedUnion(
    "kept",
    [
      z.strictObject({ kept: z.literal(true), ...settings }),
      z.strictObject({ kept: z.literal(false), reason: z.string() }),
    ],
    "true, or false with a reason",
  );
export const safeguard = safeguardWith({});

export const regionalCopy = z.discriminatedUnion(
  "copied",
  [
    z.strictObject({ copied: z.literal(true), region: z.string() }),
    z.strictObject({ copied: z.literal(false), reason: z.string() }),
  ],
  "true with a region, or false with a reason",
);

export const secretsShape = <const Names extends readonly string[]>(names: Names) =>
  z.strictObject({
    recoveryWindowDays: z.number(),
    generated: z.record(z.enum(names), z.strictObject({ length: z.number(), version: z.number() })),
  });

export const retentionShape = { auditLogDays: z.number(), applicationLogDays: z.number() } satisfies Record<
  keyof RetentionConfig,
  unknown
>;

export const serviceShape = {
  cpu: z.number(),
  memoryMiB: z.number(),
  tasks: z.strictObject({ min: z.number(), max: z.number() }),
};

export const backupsShape = z.strictObject({
  retentionDays: z.strictObject({ daily: z.number(), weekly: z.number() }),
  weeklyColdAfterDays: z.optional(z.number()),
  lock: z.discriminatedUnion(
    "mode",
    [
      z.strictObject({ mode: z.literal("compliance"), changeableForDays: z.number() }),
      z.strictObject({ mode: z.literal("governance"), reason: z.string() }),
      z.strictObject({ mode: z.literal("none"), reason: z.string() }),
    ],
    "compliance with changeableForDays, or governance or none with a reason",
  ),
  copy: regionalCopy,
  restoreTests: z.discriminatedUnion(
    "tested",
    [z.strictObject({ tested: z.literal(true) }), z.strictObject({ tested: z.literal(false), reason: z.string() })],
    "true, or false with a reason",
  ),
}) satisfies z.ZodMiniType<RecoveryConfig["backups"]>;

export const scaledServiceShape = {
  ...serviceShape,
  port: z.number(),
  healthPath: z.string(),
  scaleAt: z.strictObject({ cpuPercent: z.number(), memoryPercent: z.number() }),
};

export const serviceDeployments = z.discriminatedUnion(
  "strategy",
  [
    z.strictObject({ strategy: z.literal("rolling") }),
    z.strictObject({ strategy: z.literal("blue-green"), keepOldMinutes: z.number() }),
    z.strictObject({
      strategy: z.literal("canary"),
      percent: z.number(),
      minutes: z.number(),
      keepOldMinutes: z.number(),
    }),
  ],
  "rolling, blue-green with keepOldMinutes, or canary with percent, minutes and keepOldMinutes",
);

export const auditTrail = z.discriminatedUnion(
  "own",
  [
    z.strictObject({ own: z.literal(true), lock: safeguard }),
    z.strictObject({ own: z.literal(false), coveredBy: z.string() }),
  ],
  "true with a lock, or false with coveredBy",
);

export const mySqlServerShape = {
  engineVersion: z.string(),
  instanceClass: z.string(),
  storage: z.strictObject({ allocatedGiB: z.number(), maxGiB: z.number() }),
  databaseName: z.string(),
  masterUsername: z.string(),
  multiAz: safeguard,
  readReplica: safeguard,
  snapshotPrefix: z.string(),
  backupRetentionDays: z.number(),
  backupWindow: z.string(),
  maintenanceWindow: z.string(),
  monitoringIntervalSeconds: z.number(),
  slowQuerySeconds: z.number(),
  performanceInsights: safeguardWith({ retentionDays: z.number() }),
};

export const bastionShape = z.strictObject({
  instanceType: z.string(),
  volumeGiB: z.number(),
  patchSchedule: z.string(),
  idleTimeoutMinutes: z.number(),
  maxSessionMinutes: z.number(),
}) satisfies z.ZodMiniType<BastionConfig>;

export const recoveryShape = z.strictObject({
  backups: backupsShape,
  rotation: z.discriminatedUnion(
    "automatic",
    [
      z.strictObject({ automatic: z.literal(true), everyDays: z.number() }),
      z.strictObject({ automatic: z.literal(false), reason: z.string() }),
    ],
    "true with everyDays, or false with a reason",
  ),
}) satisfies z.ZodMiniType<RecoveryConfig>;

/** What `SystemConfig` says, but for the retention, to which systems add. */
export const edgeShape = z.strictObject({
  domainName: z.string(),
  certificate: z.union(
    [z.strictObject({ hostedZone: z.string() }), z.strictObject({ arn: z.string() })],
    "{ hostedZone } with the name of a Route 53 zone, or { arn } of an issued certificate, and not both",
  ),
}) satisfies z.ZodMiniType<EdgeConfig>;

export const systemShape = {
  network: z.strictObject({
    cidr: z.string(),
    zones: z.array(
      z.strictObject({ name: z.string(), publicCidr: z.string(), appCidr: z.string(), dataCidr: z.string() }),
    ),
    nat: z.strictObject({ gateways: z.number(), ...relaxed }),
    gatewayEndpoints: z.array(z.enum(gatewayEndpoints)),
    interfaceEndpoints: z.strictObject({ services: z.array(z.enum(knownInterfaceEndpoints)), ...relaxed }),
    peers: z.optional(z.record(z.string(), z.string())),
    flowLogs: z.strictObject({ aggregationSeconds: z.literal([60, 600]) }),
  }),
  keys: z.strictObject({ deletionWindowDays: z.number(), rotationPeriodDays: z.number() }),
  edge: edgeShape,
  accountServices: z.discriminatedUnion(
    "owned",
    [
      z.strictObject({
        owned: z.literal(true),
        configRole: z.enum(["create", "existing"]),
        otherVpcIds: z.array(z.string()),
        securityHub: safeguard,
      }),
      z.strictObject({ owned: z.literal(false), ownedBy: z.string() }),
    ],
    "true with its settings, or false with ownedBy",
  ),
  alarms: z.strictObject({
    monthlyBudgetUsd: z.number(),
    subscribers: z.array(z.strictObject({ name: z.string(), address: z.string() })),
    endpoints: z.array(z.strictObject({ name: z.string(), host: z.string() })),
  }),
  protection: z.strictObject({
    allowDestroy: safeguard,
  }),
} satisfies { readonly [Part in keyof Omit<SystemConfig, "retention">]: z.ZodMiniType<SystemConfig[Part]> };
