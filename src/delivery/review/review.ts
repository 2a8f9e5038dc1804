import type { Finding as Blocking, WaivedFinding } from "../gate";
import type { SourceLocation } from "../source-location";
import { withoutKey, type PlanJson, type ResourceChange } from "../terraform";
import { attributesOf, type AttributeChange } from "./attributes";
import { effectOf, type Effect } from "./effects";
import { judge } from "./judge";
import { byRank, type Rank } from "./ranks";
import { sentence } from "./sentence";
import { changesOf } from "./resource-values";
import { plain, Secrets } from "./values";

/** Where a resource comes from. */
export interface Place {
  /** Path of the construct below the stack. */
  readonly constructPath: string;
  readonly source?: SourceLocation;
}

/** One thing that a change means, in a sentence. */
export interface Meaning {
  readonly rank: Rank;
  readonly rule: string;
  readonly sentence: string;
  readonly fix?: string;
  /** Where AWS says so. */
  readonly reference?: string;
}

export interface ReviewedChange extends Place {
  /** The gravest that it means. */
  readonly rank: Rank;
  readonly effect: Effect;
  readonly address: string;
  readonly type: string;
  /** The address before a move. */
  readonly movedFrom?: string;
  /** The gravest first; never empty. */
  readonly meanings: readonly Meaning[];
  readonly attributes: readonly AttributeChange[];
}

/** A plan for people: no sensitive value stands in it. */
export interface Review {
  readonly deployment: string;
  readonly target: "aws" | "sandbox";
  readonly counts: Readonly<Record<Exclude<Effect, "none">, number>>;
  /** Resources that stay as they are. */
  readonly unchanged: number;
  /** Creates, updates and deletes that Terraform will report; a replacement is two of them. */
  readonly operations: number;
  readonly blocked: readonly Blocking[];
  /** What the gate would block, were it not waived. */
  readonly waived: readonly WaivedFinding[];
  /** By rank, the gravest first; then by construct path and address. */
  readonly changes: readonly ReviewedChange[];
  /** Names of the outputs that change. */
  readonly outputs: readonly string[];
}

export interface ReviewInput {
  readonly deployment: string;
  readonly target: "aws" | "sandbox";
  readonly plan: PlanJson;
  readonly blocked: readonly Blocking[];
  /** @default nothing */
  readonly waived?: readonly WaivedFinding[];
  /** By address, without the key of an instance. */
  readonly places: ReadonlyMap<string, Place>;
}

/** Turns a plan into a review. Pure. */
export function review({ deployment, target, plan, blocked, waived = [], places }: ReviewInput): Review {
  const secrets = new Secrets(plan);
  const threats = threatsByAddress([...blocked, ...waived]);
  const managed = (plan.resource_changes ?? []).filter(({ mode }) => mode === "managed");
  const changes = managed
    .map((resource) => ({ resource, effect: effectOf(resource) }))
    .filter(({ effect }) => effect !== "none")
    .map(({ resource, effect }) => reviewed(resource, effect, places, secrets))
    .map((change) => ledByGate(change, threats.get(change.address) ?? []))
    .sort(byGravity);
  const counts = { create: 0, update: 0, replace: 0, destroy: 0, forget: 0, import: 0, move: 0 };
  for (const { effect } of changes) if (effect !== "none") counts[effect] += 1;
  const outputs = Object.entries(plan.output_changes ?? {})
    .filter(([, { actions }]) => !actions.includes("no-op"))
    .map(([name]) => name);
  const operations = operationsOf(managed);
  return {
    deployment,
    target,
    counts,
    unchanged: managed.length - changes.length,
    operations,
    blocked,
    waived,
    changes,
    outputs,
  };
}

function operationsOf(changes: readonly ResourceChange[]): number {
  const actions = changes.flatMap(({ change }) => change.actions);
  return actions.filter((action) => action === "create" || action === "update" || action === "delete").length;
}

function reviewed(
  resource: ResourceChange,
  effect: Effect,
  places: ReviewInput["places"],
  secrets: Secrets,
): ReviewedChange {
  const { address, type, previous_address: movedFrom } = resource;
  const { subject, changes } = changesOf(resource, effect, secrets);
  const verdicts = judge(resource, effect, subject, changes);
  const meanings = (verdicts.length > 0 ? verdicts : [undefined]).map((verdict): Meaning => {
    const text = sentence(resource, effect, verdict);
    return {
      rank: verdict?.rank ?? (effect === "move" ? "cosmetic" : "harmless"),
      rule: verdict?.rule ?? `harmless/${effect}`,
      sentence: secrets.isIn(text) ? sentence(resource, effect, undefined) : plain(text),
      ...(verdict?.fix !== undefined && { fix: verdict.fix }),
      ...(verdict?.reference !== undefined && { reference: verdict.reference }),
    };
  });
  const place = [address, movedFrom ?? address].map((each) => places.get(withoutKey(each))).find((each) => each);
  return {
    rank: meanings[0]!.rank,
    effect,
    address,
    type,
    ...(place ?? { constructPath: "" }),
    ...(movedFrom !== undefined && { movedFrom }),
    meanings,
    attributes: effect === "create" || effect === "destroy" ? [] : attributesOf(resource, changes),
  };
}

/** What the gate objects to, as meanings of the changes, the gravest first. */
function threatsByAddress(findings: readonly Blocking[]): ReadonlyMap<string, readonly Meaning[]> {
  const threats = new Map<string, Meaning[]>();
  for (const { address, rule, message, fix, threatens: rank } of findings) {
    if (!rank) continue;
    const meaning = { rank, rule: `gate/${rule}`, sentence: plain(withoutSubject(message, address)), fix };
    threats.set(
      address,
      [...(threats.get(address) ?? []), meaning].sort((a, b) => byRank(a.rank, b.rank)),
    );
  }
  return threats;
}

/** What the gate objects to leads, where the tables know nothing as grave of it: some rules read what no single value says. */
function ledByGate(change: ReviewedChange, threats: readonly Meaning[]): ReviewedChange {
  const graver = threats.filter(({ rank }) => byRank(rank, change.rank) < 0);
  if (graver.length === 0) return change;
  const meanings = [...graver, ...change.meanings];
  return { ...change, rank: meanings[0]!.rank, meanings };
}

/** `aws_lb.edge: internal true -> false` without its address, which stands before it. */
function withoutSubject(message: string, address: string): string {
  return message.startsWith(address) ? message.slice(address.length).replace(/^:? /, "") : message;
}

function byGravity(a: ReviewedChange, b: ReviewedChange): number {
  const key = ({ constructPath, address }: ReviewedChange): string => `${constructPath} ${address}`;
  return byRank(a.rank, b.rank) || (key(a) < key(b) ? -1 : 1);
}
