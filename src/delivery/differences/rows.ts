import { cellsOf } from "./cells";
import type { DeclaredDifference } from "./compare";

/** One line of a report: what differs, with a text for each environment. */
export interface Row {
  /** Path of a setting below the declared one, or of an attribute; empty for the declared setting or the block itself. */
  readonly what: string;
  readonly cells: readonly string[];
}

/** The settings that a declaration covers. */
export function settingRows({ settings }: DeclaredDifference, environments: readonly string[]): readonly Row[] {
  return settings.map((found) => ({ what: found.path, cells: cellsOf(found, environments) }));
}

/** What follows in AWS; addresses where the same differs in the same way share a line. */
export function resourceRows(
  { resources }: DeclaredDifference,
  environments: readonly string[],
): readonly (Row & { readonly addresses: readonly string[] })[] {
  const rows = new Map<string, Row & { readonly addresses: string[] }>();
  for (const found of resources) {
    const what = found.path.slice(found.address.length).replace(/^\./, "");
    const row = { what, cells: cellsOf(found, environments) };
    const key = JSON.stringify(row);
    const addresses = rows.get(key)?.addresses ?? [];
    rows.set(key, { ...row, addresses: [...addresses, found.address] });
  }
  return [...rows.values()];
}
