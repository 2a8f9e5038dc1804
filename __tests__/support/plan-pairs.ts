import type { PlanJson, ResourceChange } from "../../src/delivery/terraform";

type Fields = Readonly<Record<string, unknown>>;

/** A change of a resource as a test says it: what it was, what it becomes. */
export interface Pair {
  readonly address: string;
  readonly before?: Fields;
  readonly after?: Fields;
  /** Attributes that force a replacement. */
  readonly replace?: readonly string[];
  readonly more?: Partial<ResourceChange["change"]>;
  readonly reason?: string;
}

/** A plan exactly as `terraform show -json` writes it, from small pairs. */
export function planFrom(...pairs: readonly Pair[]): PlanJson {
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes: pairs.map(resourceChange),
    output_changes: {},
    prior_state: { values: { root_module: {} } },
  };
}

function resourceChange({ address, before, after, replace, more, reason }: Pair): ResourceChange {
  const [type = "", name = ""] = address.split(".");
  const values = {
    before: before ?? null,
    after: after ?? null,
    after_unknown: {},
    before_sensitive: before ? {} : false,
    after_sensitive: after ? {} : false,
  };
  const forced = replace ? { replace_paths: replace.map((path) => [path]) } : {};
  return {
    address,
    mode: "managed",
    type,
    name,
    change: { actions: actionsOf(before, after, replace), ...values, ...forced, ...more },
    ...(reason === undefined ? {} : { action_reason: reason }),
  };
}

function actionsOf(before: unknown, after: unknown, replace: unknown): ResourceChange["change"]["actions"] {
  if (before === undefined) return ["create"];
  if (after === undefined) return ["delete"];
  return replace === undefined ? ["update"] : ["delete", "create"];
}
