import pc from "picocolors";
import { areas, type Finding } from "./check";

const marks = { ready: pc.green("ready"), "not ready": pc.red("NOT READY"), "not checked": pc.yellow("NOT CHECKED") };

/** Whether nothing has to be done first: what could not be checked has to be, so it counts like what is not ready. */
export function isReady(findings: readonly Finding[]): boolean {
  return findings.every(({ status }) => status === "ready");
}

/** The report as people read it: what is ready, and last, nearest to the prompt, what must be done first. */
export function renderFindings(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ what }) => what.length));
  const ready = areas
    .map((area) => [area, findings.filter(({ area: own, status }) => own === area && status === "ready")] as const)
    .filter(([, own]) => own.length > 0)
    .map(([area, own]) => [pc.bold(area), ...own.map((finding) => readyLine(finding, width))].join("\n"));
  const open = findings.filter(({ status }) => status !== "ready");
  const first = open.length > 0 ? [[pc.bold("to be done first"), ...open.flatMap(openLines)].join("\n")] : [];
  return [...ready, ...first].join("\n\n");
}

/** `N ready, N not ready, N not checked`. */
export function summary(findings: readonly Finding[]): string {
  return (["ready", "not ready", "not checked"] as const)
    .map((status) => `${findings.filter((finding) => finding.status === status).length} ${status}`)
    .join(", ");
}

function readyLine({ status, what, found }: Finding, width: number): string {
  return `  ${marks[status]}  ${what.padEnd(width)}  ${pc.dim(found)}`;
}

function openLines(finding: Finding): readonly string[] {
  const { status, what, found, wanted } = finding;
  return [
    `  ${marks[status]}  ${what}`,
    `    found   ${found}`,
    `    wanted  ${wanted}`,
    ...("fix" in finding ? [`    fix     ${finding.fix.replaceAll("\n", "\n            ")}`] : []),
  ];
}
