import type { ObjectVersion } from "../state";
import type { CommandContext, InspectedState, LockHolder } from "../terraform";
import type { JournalEntry } from "./journal";
import type { Block } from "../synth";
import type { TerraformProcess } from "./owner";

/** One version of the state object, read. */
export interface ReadVersion extends ObjectVersion {
  /** MD5 of its bytes in hexadecimal, as Terraform's digest. */
  readonly md5: string;
  /** `undefined` when it holds no state. */
  readonly state?: InspectedState;
}

/** What a diagnosis is made from. */
export interface RecoveryFacts {
  readonly now: Date;
  readonly context: CommandContext & { readonly backend: { readonly key: string } };
  /** `<user>@<machine>`'s second half, of the machine that asks. */
  readonly machine: string;
  readonly lock?: LockHolder;
  readonly processes: readonly TerraformProcess[];
  /** The newest versions of the state object, newest first. */
  readonly versions: readonly ReadVersion[];
  readonly digest?: string;
  /** `errored.tfstate` in the stack's folder. */
  readonly errored?: { readonly md5: string; readonly state?: InspectedState };
  readonly journal: readonly JournalEntry[];
  /** Synthesized resources by address. */
  readonly resources: ReadonlyMap<string, Block>;
  readonly terraformVersion: string;
}

/** What a repair does, as data. */
export type RepairStep =
  | { readonly kind: "unlock"; readonly lockId: string }
  | { readonly kind: "restore"; readonly versionId: string }
  | { readonly kind: "digest" }
  | { readonly kind: "push" }
  | { readonly kind: "discard" }
  | { readonly kind: "untaint"; readonly address: string }
  | { readonly kind: "plan" };

/** Something that is not as it should be after an accident, and how it is put right. */
export interface RecoveryFinding {
  /** What `--approve` names: `lock`, `state`, `lineage`, `digest`, `errored-state`, `terraform`, `half-created`, `tainted:<address>`. */
  readonly id: string;
  readonly what: string;
  readonly evidence: readonly string[];
  /** In words. */
  readonly repair: string;
  /** The command that does the same by hand, ready to be pasted. */
  readonly command?: string;
  /** Whether the repair could lose something: then it is never approved by `--auto-approve`. */
  readonly isDestructive: boolean;
  /** `undefined` when a person must do it. */
  readonly step?: RepairStep;
  /** Whether the findings after it must wait until it is repaired. */
  readonly isFirst?: true;
}
