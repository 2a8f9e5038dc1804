import * as z from "zod/mini";
import { omniPortalSecretNames, type OmniPortalConfig } from "../omni-portal";
import {
  recoveryShape,
  regionalCopy,
  relaxed,
  retentionShape,
  safeguard,
  safeguardWith,
  secretsShape,
  serviceShape,
  systemShape,
} from "./system-shape";

const deployments = z.discriminatedUnion(
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

/** The type again, for data that no compiler saw (bundles are not type-checked): exactly these settings, of these kinds. */
export const omniPortalShape = z.strictObject({
  ...systemShape,
  secrets: secretsShape(omniPortalSecretNames),
  database: z.strictObject({
    engineVersion: z.string(),
    instanceClass: z.string(),
    storage: z.strictObject({ allocatedGiB: z.number(), maxGiB: z.number() }),
    databaseName: z.string(),
    masterUsername: z.string(),
    masterPassword: z.strictObject({ source: z.enum(["secret", "rds-managed"]), reason: z.string() }),
    application: z.strictObject({ username: z.string(), passwordVersion: z.number() }),
    iamUsername: z.string(),
    multiAz: safeguard,
    readReplica: safeguard,
    snapshotPrefix: z.string(),
    backupRetentionDays: z.number(),
    backupWindow: z.string(),
    maintenanceWindow: z.string(),
    monitoringIntervalSeconds: z.number(),
    slowQuerySeconds: z.number(),
    performanceInsights: safeguardWith({ retentionDays: z.number() }),
  }),
  cache: z.strictObject({
    engineVersion: z.string(),
    nodeType: z.string(),
    nodes: z.strictObject({ count: z.number(), ...relaxed }),
    snapshotRetentionDays: z.number(),
    snapshotWindow: z.string(),
    maintenanceWindow: z.string(),
  }),
  buckets: z.strictObject({ glacierAfterDays: z.number(), oldVersionDays: z.number(), copy: regionalCopy }),
  recovery: recoveryShape,
  api: z.strictObject({
    ...serviceShape,
    port: z.number(),
    healthPath: z.string(),
    scaleAt: z.strictObject({ cpuPercent: z.number(), memoryPercent: z.number() }),
    stickinessSeconds: z.number(),
    capacity: z.enum(["on-demand", "spot"]),
    deployments,
  }),
  trail: z.discriminatedUnion(
    "own",
    [
      z.strictObject({ own: z.literal(true), lock: safeguard }),
      z.strictObject({ own: z.literal(false), coveredBy: z.string() }),
    ],
    "true with a lock, or false with coveredBy",
  ),
  retention: z.strictObject(retentionShape),
}) satisfies z.ZodMiniType<Omit<OmniPortalConfig, "cache">>;
