import * as z from "zod/mini";
import { gatewayEndpoints, interfaceEndpoints } from "../network";
import { secretNames, type OmnirapeuticConfig } from "../omnirapeutic";
import { suggest } from "../suggest";
import type { Advice, Findings } from "./findings";

const relaxed = { reason: z.optional(z.string()) };
const secret = z.strictObject({ length: z.number(), version: z.number() });

/** The type again, for data that no compiler saw (bundles are not type-checked): exactly these settings, of these kinds. */
const omnirapeuticShape = z.strictObject({
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
    capacity: z.strictObject({ minAcu: z.number(), maxAcu: z.number() }),
    instances: z.strictObject({ count: z.number(), ...relaxed }),
    backupRetentionDays: z.number(),
    backupWindow: z.string(),
    maintenanceWindow: z.string(),
    monitoringIntervalSeconds: z.number(),
    slowStatementMillis: z.number(),
    performanceInsightsRetentionDays: z.number(),
  }),
  retention: z.strictObject({ auditLogDays: z.number(), applicationLogDays: z.number() }),
  alarms: z.strictObject({ subscribers: z.array(z.strictObject({ name: z.string(), address: z.string() })) }),
  protection: z.strictObject({
    allowDestroy: z.discriminatedUnion(
      "kept",
      [z.strictObject({ kept: z.literal(true) }), z.strictObject({ kept: z.literal(false), reason: z.string() })],
      "true, or false with a reason",
    ),
  }),
}) satisfies z.ZodMiniType<OmnirapeuticConfig>;

/** The parts that have the shape of their type, so that their values can be checked. */
export type SoundParts = readonly (keyof OmnirapeuticConfig)[];

/** Every setting is there, of the right kind, and none is unknown. */
export function checkShape(config: unknown, findings: Findings): SoundParts {
  const parts = Object.keys(omnirapeuticShape.shape) as (keyof OmnirapeuticConfig)[];
  const issues = omnirapeuticShape.safeParse(config).error?.issues ?? [];
  const missing = issues
    .filter(({ path }) => valueAt(config, path) === undefined)
    .map(({ path }) => String(path.at(-1)));
  for (const issue of issues) {
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) refuse([...issue.path, key], unknownSetting(suggest(key, missing)));
    } else {
      refuse(issue.path, { allowed: allowedBy(issue), fix: "Write it in that form; no setting is optional." });
    }
  }
  const broken = issues.filter(({ code }) => code !== "unrecognized_keys" && code !== "invalid_value");
  return parts.filter((part) => !broken.some(({ path }) => path.length === 0 || path[0] === part));

  function refuse(path: readonly PropertyKey[], advice: Advice): void {
    findings.require(false, fieldPath(path), valueAt(config, path), advice);
  }
}

function unknownSetting(meant: string | undefined): Advice {
  const fix = meant ? `Did you mean ${meant}?` : "Remove it.";
  return { allowed: "only the settings that src/config declares", fix };
}

function allowedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") return `a value of type ${issue.expected}`;
  return issue.code === "invalid_value" ? issue.values.join(", ") : issue.message;
}

function valueAt(config: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], config);
}

function fieldPath(path: readonly PropertyKey[]): string {
  const steps = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`));
  return steps.join("").slice(1) || "config";
}
