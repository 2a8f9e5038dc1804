import type { PlanJson, ResourceChange } from "../terraform";

/** What a plan does to an object that exists. */
export type Fate = "update" | "replace" | "destroy" | "forget";

/** What the plan changes among what Terraform manages. */
export function managedChanges({ resource_changes: changes = [] }: PlanJson): readonly ResourceChange[] {
  return changes.filter(({ mode }) => mode === "managed");
}

/** What happens to the object that is there now; undefined when it stays as it is, or when there is none yet. */
export function fateOf({ change: { actions } }: ResourceChange): Fate | undefined {
  if (actions.includes("forget")) return "forget";
  if (actions.includes("delete")) return actions.includes("create") ? "replace" : "destroy";
  return actions.includes("update") ? "update" : undefined;
}

/** Whether the plan only makes it. */
export function isNew({ change: { actions } }: ResourceChange): boolean {
  return actions.length === 1 && actions[0] === "create";
}

/** The value at a path such as `point_in_time_recovery.0.enabled`; undefined where nothing stands. */
export function valueAt(tree: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, step) => (isTree(value) ? value[step] : undefined), tree);
}

/** Whether a tree of marks, as plans have them for unknown and for sensitive values, marks the path. */
export function isMarkedAt(marks: unknown, path: string): boolean {
  let at = marks;
  for (const step of path.split(".")) {
    if (at === true) return true;
    at = isTree(at) ? at[step] : undefined;
  }
  return at === true;
}

/** By what others refer to an object: its id, ARN, name and URL. */
const identifying = ["id", "arn", "name", "bucket", "url"] as const;

/** The names of objects before or after the change. */
function identities(value: unknown): readonly string[] {
  return identifying.map((name) => valueAt(value, name)).filter((name) => typeof name === "string");
}

/** What a resource belongs to: the type, and the argument that names it. */
export interface Owner {
  readonly type: string;
  readonly link: string;
}

/** The names of everything of a type that the plan destroys. */
export function destroyedNames(plan: PlanJson, type: string): ReadonlySet<string> {
  const gone = managedChanges(plan).filter((change) => change.type === type && fateOf(change) === "destroy");
  return new Set(gone.flatMap(({ change }) => identities(change.before)));
}

/**
 * Whether what a new resource belongs to was there before: opening it opens a door that people rely on. A value that is
 * known only after the apply belongs to something that the plan makes.
 */
export function attachesToExisting(
  { change }: ResourceChange,
  { type, link }: Owner,
  plan: PlanJson,
  unfinished: ReadonlySet<string> = new Set(),
): boolean {
  const owner = valueAt(change.after, link);
  if (typeof owner !== "string" || unfinished.has(owner)) return false;
  return !managedChanges(plan).some(
    (other) => other.type === type && isNew(other) && identities(other.change.after).includes(owner),
  );
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
