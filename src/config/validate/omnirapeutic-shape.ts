import * as z from "zod/mini";
import { secretNames, type OmnirapeuticConfig } from "../omnirapeutic";
import {
  bastionShape,
  recoveryShape,
  relaxed,
  retentionShape,
  safeguard,
  secretsShape,
  serviceShape,
  systemShape,
} from "./system-shape";

const webService = z.strictObject({
  ...serviceShape,
  port: z.number(),
  healthPath: z.string(),
  requestsPerTask: z.number(),
});

/** The type again, for data that no compiler saw (bundles are not type-checked): exactly these settings, of these kinds. */
export const omnirapeuticShape = z.strictObject({
  ...systemShape,
  secrets: secretsShape(secretNames),
  database: z.strictObject({
    engineVersion: z.string(),
    databaseName: z.string(),
    masterUsername: z.string(),
    masterPassword: z.strictObject({ source: z.enum(["secret", "rds-managed"]), reason: z.string() }),
    application: z.strictObject({ username: z.string(), passwordVersion: z.number() }),
    capacity: z.strictObject({ minAcu: z.number(), maxAcu: z.number() }),
    instances: z.strictObject({ count: z.number(), ...relaxed }),
    backupRetentionDays: z.number(),
    backupWindow: z.string(),
    maintenanceWindow: z.string(),
    monitoringIntervalSeconds: z.number(),
    slowStatementMillis: z.number(),
    performanceInsightsRetentionDays: z.number(),
  }),
  recovery: recoveryShape,
  services: z.strictObject({ api: webService, web: webService, worker: z.strictObject(serviceShape) }),
  bastion: bastionShape,
  retention: z.strictObject({ ...retentionShape, trailLock: safeguard }),
}) satisfies z.ZodMiniType<OmnirapeuticConfig>;
