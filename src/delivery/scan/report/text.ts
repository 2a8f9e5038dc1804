import type { ScanResult } from "..";
import type { Exception } from "../acknowledgements";
import { severities } from "../finding";
import { at, distinct, groups, reportedAs, type FindingGroup } from "./groups";
import { table } from "../../markdown";
import { register } from "./register";

/** For a terminal: every open fault with its place and its fix. */
export function renderText(result: ScanResult): string {
  return [
    ...groups(result.open).map(renderGroup),
    ...result.problems.map((problem) => `Exception: ${problem}`),
    summary(result),
  ].join("\n\n");
}

function renderGroup({ finding, deployments, addresses }: FindingGroup): string {
  const { severity, message, rule, source, definedAt, constructPath, fix } = finding;
  const place = definedAt ? `${at(source)} (made in ${at(definedAt)})` : at(source);
  return [
    `${severity.padEnd(8)} ${message}`,
    `  at     ${place}`,
    `  in     ${addresses.slice(0, 3).join(", ")}${addresses.length > 3 ? ` and ${addresses.length - 3} more` : ""} (${constructPath})`,
    `  of     ${deployments.join(", ")}`,
    `  rule   ${rule}${reportedAs(finding) === rule ? "" : ` (${reportedAs(finding)})`}`,
    `  fix    ${fix}`,
  ].join("\n");
}

/** What was scanned, what the scanners proved to see, and what is left, in a few lines. */
export function summary({ deployments, sight, open, exceptions, problems, date }: ScanResult): string {
  const silenced = exceptions.flatMap((exception) => exception.silenced).length;
  const bySeverity = severities
    .map((severity) => [severity, open.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity.toLowerCase()}`);
  return [
    `${deployments.length} deployments: ${deployments.join(", ")}`,
    ...sight.map(
      ({ scanner, version, canaries, resources }) =>
        `${scanner} ${version}: read ${resources} resources, saw ${canaries} of ${canaries} planted faults`,
    ),
    `Findings before acknowledgements ${open.length + silenced}, acknowledged ${silenced} (${register(exceptions).length} exceptions on ${date}), open ${open.length}${bySeverity.length > 0 ? ` (${bySeverity.join(", ")})` : ""}${problems.length > 0 ? `, exceptions to put right ${problems.length}` : ""}.`,
  ].join("\n");
}

/** For a comment on a pull request. */
export function renderMarkdown(result: ScanResult): string {
  const rows = groups(result.open).map(({ finding, deployments, addresses }) => [
    finding.severity,
    finding.message,
    `\`${at(finding.source)}\``,
    distinct(addresses)
      .map((address) => `\`${address}\``)
      .join(", "),
    deployments.join(", "),
    `${reportedAs(finding)}`,
    finding.fix,
  ]);
  return [
    result.open.length + result.problems.length === 0
      ? "### Scan: nothing open"
      : `### Scan: ${result.open.length} open findings`,
    ...(rows.length > 0
      ? [table(["Severity", "Finding", "Source", "Resource", "Deployments", "Reported as", "Fix"], rows)]
      : []),
    ...(result.problems.length > 0
      ? [["**Exceptions to put right**", "", ...result.problems.map((problem) => `- ${problem}`)].join("\n")]
      : []),
    summary(result)
      .split("\n")
      .map((line) => `- ${line}`)
      .join("\n"),
  ].join("\n\n");
}

/** For machines: every finding by itself. */
export function renderJson({ open, exceptions, problems, deployments, sight, date }: ScanResult): string {
  const acknowledged = exceptions.flatMap(({ acknowledgement, silenced }: Exception) =>
    silenced.map((finding) => ({ ...finding, acknowledgement })),
  );
  return JSON.stringify(
    { date, deployments, sight, findings: open, problems, acknowledged, exceptions: register(exceptions) },
    null,
    2,
  );
}
