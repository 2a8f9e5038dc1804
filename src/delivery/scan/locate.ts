import { JsonLocations, notedLocation, type SourceLocation } from "../source-location";
import { Blind } from "./blind";
import type { Engine, RawFinding } from "./finding";
import type { ScanInput } from "./input";
import type { ScannerReport } from "./scanners/program";
import type { View, ViewBlock } from "./view";

/** The views of one scanner, by deployment. */
export type Views = ReadonlyMap<string, View>;

/**
 * What a scanner found, each with the block that it is about.
 * @throws Blind when a finding belongs to no block: then it is unknown what was scanned
 */
export function locate(engine: Engine, report: ScannerReport, views: Views): readonly RawFinding[] {
  return report.findings.map(({ at, ...finding }) => {
    const blocks = views.get(at.deployment)?.blocks ?? [];
    const { line, resource } = at;
    const block =
      line === undefined
        ? blocks.find(({ address }) => address === resource || resource.startsWith(`${address}.`))
        : blocks.find(({ start, end }) => start <= line && line <= end);
    if (block) return { ...finding, engine, deployment: at.deployment, address: block.address };
    throw new Blind(
      `${engine} reports ${finding.rule} for ${resource} in ${at.deployment}:${line ?? "?"}, where nothing was rendered.`,
    );
  });
}

/** The TypeScript that made a block; for JSON from elsewhere, the block's line there. */
export function sourceOf({ source, address }: Pick<ViewBlock, "address" | "source">, input: ScanInput): SourceLocation {
  const noted = notedLocation(source);
  if (noted) return noted;
  const known = locations.get(input) ?? new JsonLocations(input.files, input.folder);
  locations.set(input, known);
  return known.of(address);
}

const locations = new WeakMap<ScanInput, JsonLocations>();
