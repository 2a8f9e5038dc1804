import type { CanaryVerdict } from "./canaries";
import type { Scanner } from "./finding";
import type { Views } from "./locate";
import type { View, ViewBlock } from "./view";
import type { ScannerReport } from "./scanners/program";

/**
 * What a scanner did not read; empty when it read all. Exit codes are not asked: Checkov ends with 0 on a file that it
 * cannot parse, and both do on an empty folder.
 */
export function unread(scanner: Scanner, report: ScannerReport, views: Views): readonly string[] {
  const resourcesOf = ({ blocks }: View): readonly ViewBlock[] => blocks.filter(({ kind }) => kind === "resource");
  const silent = [...views]
    .filter(([deployment, view]) => resourcesOf(view).length > 0 && !report.deployments.has(deployment))
    .map(([deployment]) => deployment);
  return [
    ...report.unparsed.map((file) => `${scanner} cannot parse ${file}`),
    ...silent.map((deployment) => `${scanner} says nothing of ${deployment}`),
    ...uncounted(scanner, report, [...views.values()].flatMap(resourcesOf)),
  ];
}

/** What a scanner does not see although it reads it, by the planted faults. */
export function unseenBy(scanner: Scanner, { missed, falseAlarms }: CanaryVerdict): readonly string[] {
  return [
    ...missed.map(({ rule, address }) => `${scanner} does not see the planted ${rule} on ${address}`),
    ...falseAlarms.map(({ rule, address }) => `${scanner} reports ${rule} on ${address}, where it is put right`),
  ];
}

/** Scanners count instances: a block with `count` or `for_each` is any number of them. */
function uncounted(scanner: Scanner, { resources }: ScannerReport, rendered: readonly ViewBlock[]): readonly string[] {
  const single = rendered.filter(({ isRepeated }) => !isRepeated).length;
  const isRight = single === rendered.length ? resources === single : (resources ?? 0) >= single;
  if (resources === undefined || isRight) return [];
  return [`${scanner} counts ${resources} resources; ${rendered.length} blocks were rendered`];
}
