import type { CanaryVerdict } from "./canaries";
import type { Scanner } from "./finding";
import type { Views } from "./locate";
import type { ViewBlock } from "./view";
import type { ScannerReport } from "./scanners/program";

/**
 * Why a scanner's answer proves nothing; empty when it does. Exit codes are not asked: Checkov ends with 0 on a file that
 * it cannot parse, and both do on an empty folder.
 */
export function blindness(
  scanner: Scanner,
  report: ScannerReport,
  views: Views,
  canaries: CanaryVerdict,
): readonly string[] {
  const rendered = [...views.values()].flatMap(({ blocks }) => blocks.filter(({ kind }) => kind === "resource"));
  const unread = [...views]
    .filter(([, { blocks }]) => blocks.some(({ kind }) => kind === "resource"))
    .map(([deployment]) => deployment)
    .filter((deployment) => !report.deployments.has(deployment));
  return [
    ...report.unparsed.map((file) => `${scanner} cannot parse ${file}`),
    ...unread.map((deployment) => `${scanner} says nothing of ${deployment}`),
    ...uncounted(scanner, report, rendered),
    ...canaries.missed.map(({ rule, address }) => `${scanner} does not see the planted ${rule} on ${address}`),
    ...canaries.falseAlarms.map(
      ({ rule, address }) => `${scanner} reports ${rule} on ${address}, where it is put right`,
    ),
  ];
}

/** Scanners count instances: a block with `count` or `for_each` is any number of them. */
function uncounted(scanner: Scanner, { resources }: ScannerReport, rendered: readonly ViewBlock[]): readonly string[] {
  const single = rendered.filter(({ isRepeated }) => !isRepeated).length;
  const isRight = single === rendered.length ? resources === single : (resources ?? 0) >= single;
  if (resources === undefined || isRight) return [];
  return [`${scanner} counts ${resources} resources; ${rendered.length} blocks were rendered`];
}
