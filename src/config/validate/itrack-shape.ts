import * as z from "zod/mini";
import { itrackSecretNames, type ITrackConfig } from "../itrack";
import { operatorSecretsShape } from "./operator-secrets";
import {
  auditTrail,
  backupsShape,
  bastionShape,
  edgeShape,
  mySqlServerShape,
  regionalCopy,
  retentionShape,
  safeguard,
  scaledServiceShape,
  serviceDeployments,
  systemShape,
} from "./system-shape";

/** The type again, for data that no compiler saw (bundles are not type-checked): exactly these settings, of these kinds. */
export const itrackShape = z.strictObject({
  ...systemShape,
  operatorSecrets: operatorSecretsShape(itrackSecretNames),
  database: z.strictObject(mySqlServerShape),
  recovery: z.strictObject({ backups: backupsShape }),
  items: z.strictObject({ tableName: z.string(), replica: regionalCopy }),
  handler: z.strictObject({
    runtime: z.string(),
    memoryMiB: z.number(),
    timeoutSeconds: z.number(),
    reservedConcurrency: z.number(),
    codeSigning: safeguard,
  }),
  api: z.strictObject({
    domain: edgeShape,
    throttling: z.strictObject({ rate: z.number(), burst: z.number() }),
  }),
  firewall: z.strictObject({
    countries: z.array(z.string()),
    requestsPerFiveMinutes: z.number(),
    maxBodyBytes: z.number(),
  }),
  site: z.extend(edgeShape, { copy: regionalCopy }),
  services: z.strictObject({
    backend: z.strictObject({ ...scaledServiceShape, deployments: serviceDeployments }),
    frontend: z.strictObject(scaledServiceShape),
  }),
  bastion: bastionShape,
  trail: auditTrail,
  apiGatewayAccount: z.discriminatedUnion(
    "owned",
    [z.strictObject({ owned: z.literal(true) }), z.strictObject({ owned: z.literal(false), ownedBy: z.string() })],
    "true, or false with ownedBy",
  ),
  retention: z.strictObject(retentionShape),
}) satisfies z.ZodMiniType<ITrackConfig>;
