import { asRecord, isMarked, shown } from "../review/values";
import type { ResourceEntry } from "../synth";
import { withoutKey, type Change, type PlanJson, type ResourceChange } from "../terraform";
import { configuredLeaves, type Leaf, type Leaves } from "./configured";
import { consequenceOf, consequenceOfLoss, worst, type Consequence, type DriftClass } from "./consequences";
import { differingStatements } from "./consequences/policies";
import { namesIn } from "./names";

/** What an apply of the present code would do to a drifted value or resource. */
export type Restoration = "restored" | "changed otherwise" | "left";

/** One value that is in AWS otherwise than in the state. */
export interface DriftedValue extends Consequence {
  /** Place in the resource, such as `retention_in_days` or `tags.Name`. */
  readonly path: string;
  /** As the state has it; `(sensitive)` where it may not be shown. */
  readonly expected: string;
  readonly found: string;
  /** Only where a whole plan was made. */
  readonly apply?: Restoration;
}

/** A resource that somebody changed or deleted past Terraform. */
export interface DriftFinding {
  readonly address: string;
  readonly type: string;
  readonly constructPath: string;
  readonly kind: "changed" | "missing";
  /** The worst that it does. */
  readonly drift: DriftClass;
  /** Empty for what is missing. */
  readonly values: readonly DriftedValue[];
  /** What the loss of what is missing means. */
  readonly loss?: Consequence;
  /** Only where a whole plan was made: what an apply would do to what is missing. */
  readonly apply?: Restoration;
  /** Whether an apply would put the values back by making it anew. */
  readonly replaced?: true;
  /** What AWS calls it: ids, names and ARNs. */
  readonly names: readonly string[];
}

/**
 * Reads what a plan says of AWS against the state. Pure; empty when AWS is as the state has it.
 * @param resources what is synthesized: only what the configuration decides can drift
 * @param whole whether the plan was made for the present code too, not by `-refresh-only`
 */
export function driftFindings(
  { resource_drift: drifted = [], resource_changes: changes = [] }: PlanJson,
  resources: readonly ResourceEntry[],
  whole = false,
): readonly DriftFinding[] {
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  const planned = new Map(changes.map((each) => [each.previous_address ?? each.address, each.change]));
  return drifted
    .filter(({ mode }) => mode === "managed")
    .map((resource) => {
      const entry = byAddress.get(withoutKey(resource.address));
      return finding(resource, entry, whole ? planned.get(resource.address) : undefined);
    })
    .filter(({ kind, values }) => kind === "missing" || values.length > 0);
}

function finding(
  { address, type, change }: ResourceChange,
  entry: ResourceEntry | undefined,
  planned: Change | undefined,
): DriftFinding {
  const common = { address, type, constructPath: entry?.constructPath ?? "", names: namesIn(change) };
  if (change.actions.includes("delete")) {
    const loss = consequenceOfLoss(type);
    const apply: Restoration = planned?.actions.includes("create") ? "restored" : "left";
    return { ...common, kind: "missing", drift: loss.drift, values: [], loss, ...(planned && { apply }) };
  }
  const values = entry ? driftedValues(type, change, entry.body, planned) : [];
  const replaced = planned?.actions.includes("delete") === true;
  const drift = worst(values.map((value) => value.drift));
  return { ...common, kind: "changed", drift, values, ...(replaced && { replaced }) };
}

function driftedValues(
  type: string,
  change: Change,
  body: ResourceEntry["body"],
  planned: Change | undefined,
): DriftedValue[] {
  const decidedToo = [...(decidedByAbsence[type] ?? []), ...(planned ? unnamedButPlanned(change, planned) : [])];
  const leaves = (values: unknown): Leaves => configuredLeaves(asRecord(values), body, decidedToo);
  const [before, after] = [leaves(change.before), leaves(change.after)];
  const wanted = planned && leaves(planned.after);
  const marks = [asRecord(change.before_sensitive), asRecord(change.after_sensitive)];
  const isSensitive = (path: string): boolean => marks.some((mark) => isMarked(mark[nameOf(path)]));
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .filter((path) => !same(before.get(path), after.get(path)))
    .filter((path, _index, paths) => !path.startsWith("tags_all.") || !paths.includes(path.replace("tags_all", "tags")))
    .map((path) => ({
      path,
      ...display(before.get(path), after.get(path), isSensitive(path)),
      ...consequenceOf(type, path, before.get(path), after.get(path)),
      ...(wanted && { apply: restoration(before.get(path), after.get(path), wanted.get(path)) }),
    }));
}

const rule = ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id", "from_port", "to_port"];

/** Attributes that a configuration decides by not naming them: what it does not let in stays outside. */
const decidedByAbsence: Readonly<Record<string, readonly string[]>> = {
  aws_default_network_acl: ["ingress", "egress"],
  aws_default_security_group: ["ingress", "egress"],
  aws_network_acl_rule: ["cidr_block", "ipv6_cidr_block"],
  aws_vpc_security_group_egress_rule: rule,
  aws_vpc_security_group_ingress_rule: rule,
};

/** Attributes that stand in no configuration, have drifted, and would be changed by an apply: their absence is decided. */
function unnamedButPlanned(change: Change, planned: Change): readonly string[] {
  const differs = ({ before, after }: Change, name: string): boolean =>
    JSON.stringify(asRecord(before)[name] ?? null) !== JSON.stringify(asRecord(after)[name] ?? null);
  const unknown = asRecord(planned.after_unknown);
  return Object.keys(asRecord(planned.after)).filter(
    (name) => differs(change, name) && differs(planned, name) && !isMarked(unknown[name]),
  );
}

function restoration(before: Leaf | undefined, after: Leaf | undefined, wanted: Leaf | undefined): Restoration {
  if (same(wanted, before)) return "restored";
  return same(wanted, after) ? "left" : "changed otherwise";
}

/** Both values for people; of two policies only the statements that the other does not have. */
function display(
  before: Leaf | undefined,
  after: Leaf | undefined,
  sensitive: boolean,
): { readonly expected: string; readonly found: string } {
  const [expected, found] = (differingStatements(before, after) ?? [before, after]).map((value) =>
    shown(Array.isArray(value) ? value.join(", ") : value, sensitive),
  );
  return { expected: expected!, found: found! };
}

const same = (a: Leaf | undefined, b: Leaf | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The attribute that a place lies in. */
export function nameOf(path: string): string {
  return path.split(/[.[]/)[0]!;
}
