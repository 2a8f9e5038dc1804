import * as z from "zod/mini";
import { omniPortalSecretNames, type OmniPortalConfig } from "../omni-portal";
import {
  auditTrail,
  mySqlServerShape,
  recoveryShape,
  regionalCopy,
  relaxed,
  retentionShape,
  scaledServiceShape,
  secretsShape,
  serviceDeployments,
  systemShape,
} from "./system-shape";

/** The type again, for data that no compiler saw (bundles are not type-checked): exactly these settings, of these kinds. */
export const omniPortalShape = z.strictObject({
  ...systemShape,
  secrets: secretsShape(omniPortalSecretNames),
  database: z.strictObject({
    ...mySqlServerShape,
    masterPassword: z.strictObject({ source: z.enum(["secret", "rds-managed"]), reason: z.string() }),
    application: z.strictObject({ username: z.string(), passwordVersion: z.number() }),
    iamUsername: z.string(),
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
    ...scaledServiceShape,
    stickinessSeconds: z.number(),
    capacity: z.enum(["on-demand", "spot"]),
    deployments: serviceDeployments,
  }),
  trail: auditTrail,
  retention: z.strictObject(retentionShape),
}) satisfies z.ZodMiniType<Omit<OmniPortalConfig, "cache">>;
