import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";

/** One line of a system's append-only ledger `adoption/moves/<system>.json`: an address that was renamed. */
export interface Move {
  readonly from: string;
  readonly to: string;
  /** Day of the change, `YYYY-MM-DD`. */
  readonly date: string;
  readonly reason: string;
}

/** An object that Terraform forgets without destroying it, because another state or team now owns it. */
export interface Removal {
  readonly from: string;
  readonly reason: string;
}

/** Emits the stack's `moved` blocks: every deployment replays the whole ledger, since environments may lie several renames apart. */
export class MovedBlocks extends TerraformElement {
  readonly blockType = "moved";

  constructor(
    scope: Construct,
    id: string,
    private readonly moves: readonly Move[],
  ) {
    super(scope, id);
  }

  override toTerraform(): object {
    return this.moves.length === 0 ? {} : { moved: this.moves.map(({ from, to }) => ({ from, to })) };
  }
}

/** Emits a `removed` block with `destroy = false`: the object stays in AWS. */
export class RemovedBlock extends TerraformElement {
  readonly blockType = "removed";

  constructor(
    scope: Construct,
    id: string,
    private readonly removal: Removal,
  ) {
    super(scope, id);
  }

  override toTerraform(): object {
    return { removed: [{ from: this.removal.from, lifecycle: { destroy: false } }] };
  }
}

/** What Terraform would refuse, or quietly not do, with a ledger: repeated sources, cycles, and moves onto themselves. */
export function moveProblems(moves: readonly Move[]): string[] {
  const next = new Map<string, string>();
  const problems: string[] = [];
  for (const { from, to, reason } of moves) {
    if (from === to) problems.push(`Move of ${from} onto itself. Remove the line.`);
    if (reason.trim() === "") problems.push(`Move of ${from} has no reason. Say why the address changed.`);
    const earlier = next.get(from);
    if (earlier !== undefined) {
      problems.push(
        `${from} moves twice, to ${earlier} and to ${to}. An address may move once; chain further moves from ${earlier}.`,
      );
    }
    next.set(from, to);
  }
  for (const start of next.keys()) {
    const seen = new Set<string>([start]);
    for (let at = next.get(start); at !== undefined; at = next.get(at)) {
      if (at === start && seen.size > 1)
        problems.push(`Moves form a cycle through ${start}. Remove the move that leads back.`);
      if (seen.has(at)) break;
      seen.add(at);
    }
  }
  return problems;
}
