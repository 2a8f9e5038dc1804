import { withoutKey, type Change, type PlanJson, type ResourceChange } from "../terraform";
import type { Finding } from "./gate";
import { isMarked, shown } from "./values";

/** Shown for a value that only the apply brings. */
export const KNOWN_LATER = "(known after apply)";

/** What happens to one resource, or `none`. */
export type Effect = "create" | "update" | "replace" | "destroy" | "forget" | "import" | "move" | "none";

/** One attribute's change; values only where they are plain and not sensitive. */
export interface AttributeChange {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly forcesReplacement: boolean;
}

export interface ReviewedChange {
  readonly effect: Effect;
  readonly address: string;
  readonly constructPath: string;
  /** The address before a move. */
  readonly movedFrom?: string;
  readonly attributes: readonly AttributeChange[];
}

/** A plan for people: no sensitive value stands in it. */
export interface Review {
  readonly deployment: string;
  readonly target: "aws" | "sandbox";
  readonly counts: Readonly<Record<Exclude<Effect, "none">, number>>;
  /** Creates, updates and deletes that Terraform will report; a replacement is two of them. */
  readonly operations: number;
  readonly blocked: readonly Finding[];
  readonly changes: readonly ReviewedChange[];
  /** Names of the outputs that change. */
  readonly outputs: readonly string[];
}

export interface ReviewInput {
  readonly deployment: string;
  readonly target: "aws" | "sandbox";
  readonly plan: PlanJson;
  readonly blocked: readonly Finding[];
  readonly constructPaths: ReadonlyMap<string, string>;
}

/** Turns a plan into a review. Pure. */
export function review({ deployment, target, plan, blocked, constructPaths }: ReviewInput): Review {
  const changes = (plan.resource_changes ?? [])
    .filter(({ mode }) => mode === "managed")
    .map((change) => reviewed(change, constructPaths))
    .filter(({ effect }) => effect !== "none");
  const counts = { create: 0, update: 0, replace: 0, destroy: 0, forget: 0, import: 0, move: 0 };
  for (const { effect } of changes) if (effect !== "none") counts[effect] += 1;
  const outputs = Object.entries(plan.output_changes ?? {})
    .filter(([, { actions }]) => !actions.includes("no-op"))
    .map(([name]) => name);
  return { deployment, target, counts, operations: operationsOf(plan), blocked, changes, outputs };
}

function operationsOf({ resource_changes: changes = [] }: PlanJson): number {
  const actions = changes.filter(({ mode }) => mode === "managed").flatMap(({ change }) => change.actions);
  return actions.filter((action) => action === "create" || action === "update" || action === "delete").length;
}

function reviewed(resource: ResourceChange, constructPaths: ReadonlyMap<string, string>): ReviewedChange {
  const { address, previous_address: movedFrom, change } = resource;
  const effect = effectOf(resource);
  return {
    effect,
    address,
    constructPath: constructPaths.get(withoutKey(address)) ?? "",
    movedFrom,
    attributes: effect === "create" || effect === "destroy" ? [] : attributeChanges(change),
  };
}

function effectOf({ change: { actions, importing }, previous_address: movedFrom }: ResourceChange): Effect {
  if (actions.includes("forget")) return "forget";
  if (actions.includes("delete")) return actions.includes("create") ? "replace" : "destroy";
  if (actions.includes("create")) return "create";
  if (importing) return "import";
  if (actions.includes("update")) return "update";
  return movedFrom ? "move" : "none";
}

function attributeChanges(change: Change): readonly AttributeChange[] {
  const [before, after, unknown] = [change.before, change.after, change.after_unknown].map(asRecord);
  const forcing = new Set((change.replace_paths ?? []).map(([name]) => String(name)));
  return [...new Set([...Object.keys(before!), ...Object.keys(after!), ...Object.keys(unknown!)])]
    .sort()
    .filter(
      (name) =>
        isMarked(unknown![name]) || JSON.stringify(before![name] ?? null) !== JSON.stringify(after![name] ?? null),
    )
    .map((name) => ({
      name,
      before: shown(before![name], isMarked(asRecord(change.before_sensitive)[name])),
      after: isMarked(unknown![name])
        ? KNOWN_LATER
        : shown(after![name], isMarked(asRecord(change.after_sensitive)[name])),
      forcesReplacement: forcing.has(name),
    }));
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
