import type { RawFinding, Scanner } from "../finding";
import { table } from "../../markdown";
import type { Canary, Expectation } from "./canary";

/** How a rule answers a planted fault: `constant` findings stand on the fixed twin too and say nothing. */
export type Answer = "seen" | "constant" | "missed";

/** Findings by scanner, then by what it was given. */
export interface Measurement {
  readonly scanner: Scanner;
  readonly version: string;
  /** The JSON as it is synthesized, with blocks that stop scanners. */
  readonly synthesized: readonly RawFinding[];
  /** The JSON without those blocks. */
  readonly json: readonly RawFinding[];
  readonly view: readonly RawFinding[];
}

/** The generated part of `docs/compliance/scanners.md`: totals, every planted fault, blind spots. Pure. */
export function renderTable(canaries: readonly Canary[], measurements: readonly Measurement[]): string {
  const rowsOf = (kind: "expects" | "blind") =>
    canaries.flatMap((canary) => canary[kind].map((expectation) => ({ fault: canary.fault, expectation })));
  const measured = (scanner: Scanner) => measurements.find((one) => one.scanner === scanner)!;
  const cells = ({ fault, expectation }: { fault: string; expectation: Expectation }) => {
    const { json, view } = measured(expectation.scanner);
    return [fault, `\`${expectation.rule}\``, answerOf(json, expectation), answerOf(view, expectation)];
  };
  const blind = canaries.flatMap((canary) =>
    canary.blind.map((spot) => [canary.fault, `\`${spot.rule}\``, spot.reason]),
  );
  return [
    `### Totals`,
    "",
    `${canaries.length} planted faults, ${rowsOf("expects").length} rules that must see them, ${blind.length} known blind spots.`,
    "",
    table(
      ["scanner", "input", "seen", "constant", "missed"],
      measurements.flatMap((measurement) => totals(canaries, measurement)),
    ),
    "",
    "### Planted faults",
    "",
    table(["planted fault", "rule", "JSON", "view"], rowsOf("expects").map(cells)),
    "",
    "### Blind spots",
    "",
    table(["planted fault", "rule", "why it is not seen, even in the view"], blind),
  ].join("\n");
}

function totals(canaries: readonly Canary[], measurement: Measurement): string[][] {
  const { scanner, version } = measurement;
  const expected = canaries.flatMap(({ expects }) => expects.filter((one) => one.scanner === scanner));
  const inputs = [
    ["JSON as synthesized", measurement.synthesized],
    ["JSON without what stops scanners", measurement.json],
    ["view", measurement.view],
  ] as const;
  return inputs.map(([input, findings]) => {
    const answers = expected.map((one) => answerOf(findings, one));
    const count = (answer: Answer) => String(answers.filter((one) => one === answer).length);
    return [`${scanner} ${version}`, input, count("seen"), count("constant"), count("missed")];
  });
}

/** Of Checkov on JSON the type is not known: `*.name`, which is unique enough, as names are those of the canaries. */
export function answerOf(findings: readonly RawFinding[], { scanner, rule, address }: Expectation): Answer {
  const anyType = `*.${address.split(".").at(-1)!}`;
  const stacks = findings
    .filter((one) => one.engine === scanner && one.rule === rule && [address, anyType].includes(one.address))
    .map(({ deployment }) => deployment);
  if (!stacks.includes("canary-faulty")) return "missed";
  return stacks.includes("canary-fixed") ? "constant" : "seen";
}
