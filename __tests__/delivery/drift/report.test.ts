import { adviceFor } from "../../../src/delivery/drift/advice";
import type { DriftFinding, DriftedValue } from "../../../src/delivery/drift/findings";
import { renderMarkdown } from "../../../src/delivery/drift/markdown";
import { renderReport, summary } from "../../../src/delivery/drift/render";
import {
  driftExitCode,
  driftReport,
  type DriftReport,
  type ExplainedFinding,
} from "../../../src/delivery/drift/report";

const context = {
  deployment: "omnirapeutic-dev",
  target: { kind: "aws" as const },
  account: "123456789012",
  folder: "/x",
  backend: { bucket: "b", lockTable: "t" },
};
const value = (rest: Partial<DriftedValue> = {}): DriftedValue => ({
  path: "retention_in_days",
  expected: "365",
  found: "30",
  drift: "audit-off",
  says: "the log is kept for fewer days",
  controls: ["164.312(b)"],
  ...rest,
});
const changed = (rest: Partial<DriftFinding> = {}): DriftFinding => ({
  address: "aws_cloudwatch_log_group.api",
  type: "aws_cloudwatch_log_group",
  constructPath: "api/logs",
  kind: "changed",
  drift: "audit-off",
  values: [value()],
  names: ["/api"],
  ...rest,
});
const source = { file: "src/systems/a.ts", line: 12, definedAt: { file: "src/constructs/b.ts", line: 3 } };
const explained = (finding = changed()): ExplainedFinding => ({
  ...finding,
  author: {
    known: true,
    who: "arn:alice",
    call: "PutRetentionPolicy",
    at: "2026-01-01T02:00:00.000Z",
    from: "192.0.2.1",
  },
  source,
  advice: adviceFor(finding, source, context),
});
const reportOf = (findings: readonly ExplainedFinding[], rest: Partial<DriftReport> = {}): DriftReport =>
  driftReport({ deployment: "omnirapeutic-dev", target: "aws", mode: "refresh-only", findings, ...rest });
const cosmetic = changed({
  address: "aws_vpc.a",
  drift: "cosmetic",
  values: [value({ drift: "cosmetic", controls: [] })],
});

describe("advice", () => {
  const adopt = (finding: DriftFinding) => adviceFor(finding, source, context).adopt;
  const revert = (finding: DriftFinding) => adviceFor(finding, source, context).revert;

  it("names line, construct, attribute and value to adopt, and warns where protection is lowered", () => {
    expect(adopt(changed())).toEqual([
      "It lowers protection: adopt it only with a reason that an auditor accepts.",
      "src/systems/a.ts:12, made in src/constructs/b.ts:3 (api/logs): write 30 for retention_in_days instead of 365.",
    ]);
    expect(adopt(cosmetic)).toHaveLength(1);
  });

  it.each<[string, Partial<DriftedValue>, string]>([
    ["is new", { expected: "(none)" }, "write 30 for retention_in_days."],
    ["is gone", { found: "(none)" }, "leave out retention_in_days, which is 365 there."],
    [
      "may not be shown",
      { found: "(sensitive)", expected: "(sensitive)" },
      "write retention_in_days as it is in AWS; it is not shown here.",
    ],
  ])("says what to write for a value that %s", (_what, rest, words) => {
    expect(adopt(changed({ values: [value(rest)] })).at(-1)).toContain(words);
  });

  it("says to remove what is gone, and where nothing makes it", () => {
    expect(adopt(changed({ kind: "missing", values: [] })).at(-1)).toContain(
      "(api/logs): remove it, and what refers to it.",
    );
    expect(adviceFor(changed(), undefined, context).adopt.at(-1)).toContain("nowhere in the code");
  });

  it("gives a command that puts back one resource, and what it does", () => {
    expect(revert(changed())).toEqual({
      command: "npx estate terraform omnirapeutic-dev -- apply '-target=aws_cloudwatch_log_group.api'",
      does: ["sets retention_in_days from 30 back to 365"],
    });
  });

  it.each<[string, Partial<DriftFinding>, string]>([
    ["what came besides", { values: [value({ expected: "(none)" })] }, "removes retention_in_days, now 30"],
    [
      "what the code wants too",
      { values: [value({ apply: "left" })] },
      "leaves retention_in_days at 30: the present code wants that too",
    ],
    [
      "what the code changed since",
      { values: [value({ apply: "changed otherwise" })] },
      "changes retention_in_days from 30 to what the present code says",
    ],
    ["a replacement of data", { replaced: true }, "makes it anew: what it holds is lost"],
    [
      "lost data",
      { kind: "missing", values: [] },
      "makes it anew, and empty: restore what it held from a backup instead (docs/runbooks)",
    ],
    ["a lost rule", { kind: "missing", values: [], type: "aws_route" }, "makes it anew"],
    [
      "what the code no longer has",
      { kind: "missing", values: [], apply: "left" },
      "does nothing: the present code has no such resource",
    ],
  ])("is honest about %s", (_what, rest, words) => {
    expect(revert(changed(rest)).does).toContain(words);
  });
});

describe("the report", () => {
  it("counts by class, and has the worst first", () => {
    const report = reportOf([explained(cosmetic), explained()]);
    expect(report.findings.map(({ drift }) => drift)).toEqual(["audit-off", "cosmetic"]);
    expect(report.counts).toMatchObject({ "audit-off": 1, cosmetic: 1, cost: 0 });
    expect(summary(report)).toBe("2 resources have drifted: 1 audit off, 1 cosmetic");
  });

  it.each<[0 | 2 | 4, string, readonly ExplainedFinding[]]>([
    [0, "nothing has drifted", []],
    [2, "no protection is lowered", [explained(cosmetic)]],
    [4, "protection is lowered", [explained(cosmetic), explained()]],
  ])("ends with %i when %s", (code, _when, findings) => {
    expect(driftExitCode(reportOf(findings))).toBe(code);
  });

  it("takes code that nobody applied for no drift", () => {
    const pending = [{ effect: "create" as const, address: "aws_vpc.a", constructPath: "a", attributes: [] }];
    const report = reportOf([], { mode: "full", pending });
    expect(driftExitCode(report)).toBe(0);
    expect(summary(report)).toBe("nothing has drifted; the code has 1 change that nobody applied yet");
    expect(renderReport(report, {})).toBe("pending  create aws_vpc.a  (a)");
  });

  it("says who, and advises only when asked", () => {
    const report = reportOf([explained()]);
    const plain = renderReport(report, {});
    expect(plain).toContain(
      "    who: probably arn:alice, by PutRetentionPolicy at 2026-01-01T02:00:00.000Z from 192.0.2.1",
    );
    expect(plain).not.toMatch(/adopt:|revert:/);
    expect(renderReport(report, { adopt: true })).toContain("    adopt: src/systems/a.ts:12");
    expect(renderReport(report, { revert: true })).toContain(
      "    revert: npx estate terraform omnirapeutic-dev -- apply",
    );
  });

  it("says what an apply would not put back", () => {
    const left = reportOf([explained(changed({ values: [value({ apply: "left" })] }))]);
    expect(renderReport(left, {})).toContain("164.312(b) (audit controls); an apply would leave it");
  });

  it("says why nobody is known", () => {
    const unknown = {
      ...explained(),
      author: { known: false as const, reason: "CloudTrail does not answer: AccessDenied" },
    };
    expect(renderReport(reportOf([unknown]), {})).toContain("who: unknown: CloudTrail does not answer: AccessDenied");
  });
});

describe("the Markdown", () => {
  it("has the summary and a table first, then each finding folded", () => {
    const text = renderMarkdown(reportOf([explained()]), { revert: true });
    expect(text).toMatch(
      /^### Drift of omnirapeutic-dev \(aws, refresh-only\): 1 resource has drifted: 1 audit off\n\n\| what \|/,
    );
    expect(text).toContain(
      "| audit off | `aws_cloudwatch_log_group.api` | the log is kept for fewer days: 164.312(b) (audit controls) | arn:alice |",
    );
    expect(text).toMatch(
      /<details><summary><code>aws_cloudwatch_log_group\.api<\/code>[^]*retention_in_days: 365 -> 30[^]*revert: npx[^]*<\/details>/,
    );
  });

  it("lists what is gone, and code that nobody applied", () => {
    const gone = changed({
      kind: "missing",
      values: [],
      loss: { drift: "audit-off", says: "it is gone", controls: [] },
    });
    const pending = [{ effect: "create" as const, address: "aws_vpc.a", constructPath: "a", attributes: [] }];
    const text = renderMarkdown(reportOf([explained(gone)], { mode: "full", pending }), {});
    expect(text).toContain("| gone: it is gone |");
    expect(text).toMatch(/no drift:\*\*\n\n```text\npending  create aws_vpc\.a/);
  });

  it("lets no value end its block", () => {
    expect(renderMarkdown(reportOf([explained(changed({ values: [value({ found: "```" })] }))]), {})).toContain(
      "\n````text\n",
    );
  });

  it.each([[200], [2_000]])("fits a comment of GitHub with %i findings, and says what it leaves out", (count) => {
    const many = Array.from({ length: count }, (_, index) =>
      explained(changed({ address: `aws_vpc.number_${index}` })),
    );
    const text = renderMarkdown(reportOf(many), { adopt: true });
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/`--json` has/);
  });
});
