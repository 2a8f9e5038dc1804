import type { AddressComparison } from "./compare";

/** What differs between a synthesized deployment and its lock, one address a line. */
export function renderComparison(deployment: string, { lost, removed, added, moved }: AddressComparison): string {
  const lines = [
    ...lost.map(({ address }) => `  LOST    ${address}: it holds data, and no move in the ledger says where it went`),
    ...moved.map(({ from, to }) => `  moved   ${from} -> ${to}`),
    ...removed.map(({ address }) => `  removed ${address}`),
    ...added.map(({ address, constructPath }) => `  added   ${address} (${constructPath})`),
  ];
  return [
    `${deployment}: ${lines.length === 0 ? "as locked" : `${lines.length} addresses differ from the lock`}`,
    ...lines,
  ].join("\n");
}
