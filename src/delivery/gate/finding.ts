import type { Block } from "../synth";
import type { PlanJson } from "../terraform";

/** What a rule objects to, in words. */
export interface Breach {
  /** The resource; of what is about the plan as a whole, the deployment's name. */
  readonly address: string;
  readonly message: string;
  readonly fix: string;
}

/** What follows when a rule is broken: data or evidence is lost, or a door opens. */
export type Threat = "data-loss" | "exposure";

/** Why a plan may not be applied. */
export interface Finding extends Breach {
  /** The rule's id, as a waiver names it. */
  readonly rule: string;
  /** The paragraph of the HIPAA Security Rule that the rule protects. */
  readonly control: string;
  /** Absent of what is about the plan or its waivers, and of stateful types: the review tells what each of those loses. */
  readonly threatens?: Threat;
}

export interface GateInput {
  readonly deployment: string;
  readonly plan: PlanJson;
  /** Every address that is synthesized or that the deployment's address lock has ever held; a rename is in it under both names. */
  readonly knownAddresses: ReadonlySet<string>;
  /** Synthesized bodies by address: what the code says where the plan knows a value only after the apply. @default none */
  readonly configured?: ReadonlyMap<string, Block>;
  /** Ids of what an apply made that did not come to its end: it is as new as what the plan creates. @default none */
  readonly unfinished?: ReadonlySet<string>;
  /** How it is known that the deployment exists although its state is empty. @default nobody knows of such a thing */
  readonly lostState?: string;
  /** Prints a terraform command for this deployment. */
  readonly command: (args: string) => string;
}

/** One thing that no plan may do without a waiver. */
export interface Rule {
  /** A sentence, such as `backups-are-kept-as-long`. */
  readonly id: string;
  /** What it blocks, for people: the rule table of docs/plan-gate.md. */
  readonly blocks: string;
  readonly control: string;
  /** What follows when it is broken, whatever the review knows of the values. @default the review knows better */
  readonly threatens?: Threat;
  /** Pure; empty when the plan keeps the rule. */
  readonly check: (input: GateInput) => readonly Breach[];
}
