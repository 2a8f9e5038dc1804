import * as z from "zod/mini";
import { gatewayEndpoints, interfaceEndpoints } from "../network";
import { secretNames, type OmnirapeuticConfig } from "../omnirapeutic";

const relaxed = { reason: z.optional(z.string()) };
const safeguard = z.discriminatedUnion(
  "kept",
  [z.strictObject({ kept: z.literal(true) }), z.strictObject({ kept: z.literal(false), reason: z.string() })],
  "true, or false with a reason",
);
const secret = z.strictObject({ length: z.number(), version: z.number() });

const service = {
  cpu: z.number(),
  memoryMiB: z.number(),
  tasks: z.strictObject({ min: z.number(), max: z.number() }),
};
const webService = z.strictObject({
  ...service,
  port: z.number(),
  healthPath: z.string(),
  requestsPerTask: z.number(),
});

/** The type again, for data that no compiler saw (bundles are not type-checked): exactly these settings, of these kinds. */
export const omnirapeuticShape = z.strictObject({
  network: z.strictObject({
    cidr: z.string(),
    zones: z.array(
      z.strictObject({ name: z.string(), publicCidr: z.string(), appCidr: z.string(), dataCidr: z.string() }),
    ),
    nat: z.strictObject({ gateways: z.number(), ...relaxed }),
    gatewayEndpoints: z.array(z.enum(gatewayEndpoints)),
    interfaceEndpoints: z.strictObject({ services: z.array(z.enum(interfaceEndpoints)), ...relaxed }),
    flowLogs: z.strictObject({ aggregationSeconds: z.literal([60, 600]) }),
  }),
  keys: z.strictObject({ deletionWindowDays: z.number(), rotationPeriodDays: z.number() }),
  secrets: z.strictObject({
    recoveryWindowDays: z.number(),
    generated: z.record(z.enum(secretNames), secret),
  }),
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
  recovery: z.strictObject({
    backups: z.strictObject({
      retentionDays: z.strictObject({ daily: z.number(), weekly: z.number() }),
      lock: z.discriminatedUnion(
        "mode",
        [
          z.strictObject({ mode: z.literal("compliance"), changeableForDays: z.number() }),
          z.strictObject({ mode: z.literal("governance"), reason: z.string() }),
          z.strictObject({ mode: z.literal("none"), reason: z.string() }),
        ],
        "compliance with changeableForDays, or governance or none with a reason",
      ),
      copy: z.discriminatedUnion(
        "copied",
        [
          z.strictObject({ copied: z.literal(true), region: z.string() }),
          z.strictObject({ copied: z.literal(false), reason: z.string() }),
        ],
        "true with a region, or false with a reason",
      ),
      restoreTests: z.discriminatedUnion(
        "tested",
        [z.strictObject({ tested: z.literal(true) }), z.strictObject({ tested: z.literal(false), reason: z.string() })],
        "true, or false with a reason",
      ),
    }),
    rotation: z.discriminatedUnion(
      "automatic",
      [
        z.strictObject({ automatic: z.literal(true), everyDays: z.number() }),
        z.strictObject({ automatic: z.literal(false), reason: z.string() }),
      ],
      "true with everyDays, or false with a reason",
    ),
  }),
  edge: z.strictObject({
    domainName: z.string(),
    certificate: z.union(
      [z.strictObject({ hostedZone: z.string() }), z.strictObject({ arn: z.string() })],
      "{ hostedZone } with the name of a Route 53 zone, or { arn } of an issued certificate, and not both",
    ),
  }),
  services: z.strictObject({ api: webService, web: webService, worker: z.strictObject(service) }),
  bastion: z.strictObject({
    instanceType: z.string(),
    volumeGiB: z.number(),
    patchSchedule: z.string(),
    idleTimeoutMinutes: z.number(),
    maxSessionMinutes: z.number(),
  }),
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
  retention: z.strictObject({ auditLogDays: z.number(), applicationLogDays: z.number(), trailLock: safeguard }),
  alarms: z.strictObject({
    monthlyBudgetUsd: z.number(),
    subscribers: z.array(z.strictObject({ name: z.string(), address: z.string() })),
  }),
  protection: z.strictObject({
    allowDestroy: safeguard,
  }),
}) satisfies z.ZodMiniType<OmnirapeuticConfig>;
