import { z } from "zod";
import { Failure } from "../failure";
import type { PlanJson } from "./plan-json";

/** The major version of the format that this reads: https://developer.hashicorp.com/terraform/internals/json-format */
const MAJOR = "1";

/** Every list of actions that Terraform 1.11 gives a resource. */
const known = [
  "no-op",
  "create",
  "read",
  "update",
  "delete",
  "forget",
  "delete,create",
  "create,delete",
  "create,forget",
  "forget,create",
];

const actions = z.array(z.string()).refine((list) => known.includes(list.join(",")), {
  error: ({ input }) => `${JSON.stringify(input)} is no list of actions that is known (${known.join(" | ")})`,
});

const change = z.looseObject({
  actions,
  replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).optional(),
});

const resource = z.looseObject({
  address: z.string(),
  previous_address: z.string().optional(),
  mode: z.enum(["managed", "data"]),
  type: z.string(),
  name: z.string(),
  change,
});

const envelope = z.looseObject({
  terraform_version: z.string().optional(),
  resource_changes: z.array(resource).optional(),
  resource_drift: z.array(resource).optional(),
  output_changes: z.record(z.string(), change).optional(),
  errored: z.literal(false, { error: "the plan ended with an error" }).optional(),
  deferred_changes: z
    .array(z.unknown())
    .max(0, { error: "the plan puts off changes, which it does not show" })
    .optional(),
});

/**
 * Reads what `terraform show -json` wrote about a plan. The values of resources are taken as they are; what is done to them must
 * be known, for a change that is not understood must not be judged harmless.
 * @throws Failure when it is no such JSON, or of a format that this does not know
 */
export function parsePlan(text: string): PlanJson {
  const plan = parsed(text);
  const version = plan.format_version;
  if (typeof version !== "string" || version.split(".")[0] !== MAJOR) {
    throw new Failure(
      `The plan's format_version is ${JSON.stringify(version) ?? "missing"}; this estate reads ${MAJOR}.x.`,
      { fix: "Use the pinned Terraform (npx estate doctor), or bring this estate up to the new format." },
    );
  }
  const result = envelope.safeParse(plan);
  if (result.success) return plan as PlanJson;
  const problems = result.error.issues.slice(0, 5).map(({ path, message }) => `  - ${placeOf(plan, path)}: ${message}`);
  throw new Failure(`The plan's JSON has a shape that is not known:\n${problems.join("\n")}`, {
    fix: "Make the plan anew with the pinned Terraform (npx estate doctor). It was not reviewed, and is not applied.",
  });
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  let plan: unknown;
  try {
    plan = JSON.parse(text);
  } catch (cause) {
    throw notThere(`it is no JSON (${(cause as Error).name})`, cause); // the message would quote the plan, secrets and all
  }
  if (typeof plan !== "object" || plan === null || Array.isArray(plan)) throw notThere("it is no object");
  return plan as Record<string, unknown>;
}

function notThere(why: string, cause?: unknown): Failure {
  return new Failure(`What \`terraform show -json\` says of the plan cannot be read: ${why}.`, {
    fix: "Make the plan anew; the file may be corrupt or cut short.",
    cause,
  });
}

/** `resource_changes[3] (aws_vpc.network).change.actions`: nobody counts to 3. */
function placeOf(plan: Readonly<Record<string, unknown>>, path: readonly PropertyKey[]): string {
  const [list, index, ...rest] = path;
  if (typeof index !== "number") return path.map(String).join(".") || "the whole";
  const entry = (plan[String(list)] as readonly { readonly address?: unknown }[])[index];
  const address = typeof entry?.address === "string" ? ` (${entry.address})` : "";
  return [`${String(list)}[${index}]${address}`, ...rest.map(String)].join(".");
}
