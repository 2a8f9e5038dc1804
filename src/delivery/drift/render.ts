import { paragraphs, type Consequence, type DriftClass } from "./consequences";
import type { Author } from "./events";
import type { DriftFinding } from "./findings";
import type { PendingChange } from "./pending";
import type { DriftReport, ExplainedFinding } from "./report";

/** Which advice the text has. */
export interface Wanted {
  readonly adopt?: boolean;
  readonly revert?: boolean;
}

const titles: Readonly<Record<DriftClass, string>> = {
  "data-lost": "DATA LOST",
  "encryption-off": "ENCRYPTION OFF",
  "access-opened": "ACCESS OPENED",
  "audit-off": "AUDIT OFF",
  "protection-lowered": "PROTECTION LOWERED",
  availability: "availability",
  unjudged: "unjudged",
  cost: "cost",
  cosmetic: "cosmetic",
};

/** One line a resource, its values below: first as the state has them, then as AWS does, then what that does. */
export function renderDrift(findings: readonly DriftFinding[]): string {
  return findings.flatMap((finding) => findingLines(finding)).join("\n");
}

/** The report for a terminal: empty when there is nothing to tell. */
export function renderReport({ findings, pending = [] }: DriftReport, wanted: Wanted): string {
  return [
    ...findings.flatMap((finding) => [
      ...findingLines(finding),
      `    ${author(finding.author)}`,
      ...adviceLines(finding, wanted).map((line) => `    ${line}`),
    ]),
    ...pending.map(pendingLine),
  ].join("\n");
}

/** `2 drifted: 1 encryption off, 1 cosmetic`, or `nothing has drifted`. */
export function summary({ counts, findings, pending = [] }: DriftReport): string {
  const parts = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([drift, count]) => `${count} ${drift.replace("-", " ")}`);
  const drifted =
    findings.length === 0 ? "nothing has drifted" : `${resources(findings.length)} drifted: ${parts.join(", ")}`;
  return pending.length === 0 ? drifted : `${drifted}; the code has ${changes(pending.length)} that nobody applied yet`;
}

const resources = (count: number): string => (count === 1 ? "1 resource has" : `${count} resources have`);
const changes = (count: number): string => (count === 1 ? "1 change" : `${count} changes`);

function findingLines(finding: DriftFinding): readonly string[] {
  const { kind, drift, address, constructPath, values, loss, apply, replaced } = finding;
  const path = constructPath && constructPath !== address ? `  (${constructPath})` : "";
  return [
    `${kind.padEnd(7)}  ${address}${path}: ${titles[drift]}`,
    ...(loss ? [`    ${sentence(loss)}${applyWords(apply)}`] : []),
    ...(replaced ? ["    an apply would replace it"] : []),
    ...values.flatMap((value) => [
      `    ${value.path}: ${value.expected} -> ${value.found}`,
      `      ${sentence(value)}${applyWords(value.apply)}`,
    ]),
  ];
}

/** `encryption turned off outside code: 164.312(a)(2)(iv) (encryption at rest)` */
export function sentence({ says, controls }: Consequence): string {
  if (controls.length === 0) return says;
  return `${says}: ${controls.map((each) => `${each} (${paragraphs[each]})`).join(", ")}`;
}

function applyWords(apply: DriftFinding["apply"]): string {
  if (apply === undefined) return "";
  return {
    restored: "",
    left: "; an apply would leave it",
    "changed otherwise": "; an apply would set it to a third value",
  }[apply];
}

/** What is known of who did it, on one line. */
export function author(who: Author): string {
  if (!who.known) return `who: unknown: ${who.reason}`;
  return `who: probably ${who.who}, by ${who.call} at ${who.at}${who.from ? ` from ${who.from}` : ""}`;
}

/** The advice that was asked for. */
export function adviceLines({ advice }: ExplainedFinding, { adopt, revert }: Wanted): readonly string[] {
  return [
    ...(adopt ? advice.adopt.map((line) => `adopt: ${line}`) : []),
    ...(revert ? [`revert: ${advice.revert.command}`, ...advice.revert.does.map((does) => `  ${does}`)] : []),
  ];
}

/** A change of the code on one line. */
export function pendingLine({ effect, address, constructPath, attributes }: PendingChange): string {
  const path = constructPath && constructPath !== address ? `  (${constructPath})` : "";
  return `pending  ${effect} ${address}${path}${attributes.length > 0 ? `: ${attributes.join(", ")}` : ""}`;
}
