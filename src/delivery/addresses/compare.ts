import { statefulTypes } from "../stateful-types";
import type { ResourceEntry } from "../synth";

/** One line of an address lock. */
export interface LockedAddress {
  readonly address: string;
  readonly constructPath: string;
  readonly type: string;
  /** No longer synthesized; kept, because a state may still hold it until the next deploy. */
  readonly retired?: true;
}

/** One rename in a system's move ledger. */
export interface MoveEntry {
  readonly from: string;
  readonly to: string;
}

export interface AddressComparison {
  /** Stateful, locked, no longer synthesized, and not moved: the next deploy would destroy it. */
  readonly lost: readonly LockedAddress[];
  /** The same for types that hold nothing. */
  readonly removed: readonly LockedAddress[];
  /** Synthesized but not locked. */
  readonly added: readonly LockedAddress[];
  /** Locked, and synthesized under another address that the ledger names. */
  readonly moved: readonly MoveEntry[];
}

/** Compares what is synthesized with the address lock. Pure. */
export function compareAddresses(
  locked: readonly LockedAddress[],
  synthesized: readonly ResourceEntry[],
  moves: readonly MoveEntry[],
): AddressComparison {
  const current = new Set(synthesized.map(({ address }) => address));
  const known = new Set(locked.filter(({ retired }) => !retired).map(({ address }) => address));
  const vanished = locked.filter(({ address, retired }) => !retired && !current.has(address));
  const gone = vanished.filter(({ address }) => !current.has(destination(address, moves)));
  return {
    lost: gone.filter(({ type }) => statefulTypes.has(type)),
    removed: gone.filter(({ type }) => !statefulTypes.has(type)),
    added: synthesized.filter(({ address }) => !known.has(address)).map(lockLine),
    moved: vanished
      .map(({ address }) => ({ from: address, to: destination(address, moves) }))
      .filter(({ to }) => current.has(to)),
  };
}

/** The lock that records what is synthesized now; addresses that went stay as retired. Sorted by address. */
export function updatedLock(
  locked: readonly LockedAddress[],
  synthesized: readonly ResourceEntry[],
): readonly LockedAddress[] {
  const current = new Set(synthesized.map(({ address }) => address));
  const retired = locked
    .filter(({ address }) => !current.has(address))
    .map((entry) => ({ ...entry, retired: true as const }));
  return [...synthesized.map(lockLine), ...retired].sort((a, b) => (a.address < b.address ? -1 : 1));
}

function lockLine({ address, constructPath, type }: ResourceEntry): LockedAddress {
  return { address, constructPath, type };
}

/** Follows the ledger to where an address lives now. */
function destination(address: string, moves: readonly MoveEntry[]): string {
  const next = new Map(moves.map(({ from, to }) => [from, to]));
  const seen = new Set<string>();
  let at = address;
  for (let to = next.get(at); to !== undefined && !seen.has(to); to = next.get(at)) {
    seen.add(to);
    at = to;
  }
  return at;
}
