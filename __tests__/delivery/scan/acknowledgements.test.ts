import * as fc from "fast-check";
import { judge } from "../../../src/delivery/scan/acknowledgements";
import type { LocatedAcknowledgement } from "../../../src/platform/acknowledge";
import { acknowledgement, finding } from "./samples";

const date = "2026-12-01";

function judged(given: readonly LocatedAcknowledgement[], findings = [finding()]) {
  return judge(findings, new Map([["sample-dev", given]]), date);
}

describe("an acknowledgement", () => {
  it("silences its control on its construct, whichever engine's rule it names", () => {
    for (const rule of [
      "CKV_AWS_145",
      "aws-s3-encryption-customer-key",
      "s3-buckets-are-encrypted-with-kms",
    ] as const) {
      const { open, exceptions, problems } = judged([acknowledgement({ rule })]);
      expect({ open, problems }).toEqual({ open: [], problems: [] });
      expect(exceptions[0]?.silenced).toHaveLength(1);
    }
  });

  it("silences nothing beside its construct", () => {
    const beside = finding({ constructPath: "storage/logs_archive", address: "aws_s3_bucket.logs_archive" });
    expect(judged([acknowledgement()], [finding(), beside]).open).toEqual([beside]);
  });

  it("silences no other control", () => {
    const other = finding({ rule: "s3-buckets-are-versioned" });
    expect(judged([acknowledgement()], [finding(), other]).open).toEqual([other]);
  });

  it("silences nothing in another deployment", () => {
    const other = finding({ deployment: "sample-production" });
    const { open } = judge(
      [finding(), other],
      new Map([
        ["sample-dev", [acknowledgement()]],
        ["sample-production", []],
      ]),
      date,
    );
    expect(open).toEqual([other]);
  });

  it("holds on its last day, and not on the day after", () => {
    expect(judged([acknowledgement({ expires: date })]).problems).toEqual([]);
    const late = judged([acknowledgement({ expires: "2026-11-30" })]);
    expect(late.open).toHaveLength(1);
    expect(late.problems[0]).toMatch(/expired on 2026-11-30. Fix the finding, or review the reason/);
  });

  it("holds for a year at most", () => {
    expect(judged([acknowledgement({ expires: "2027-12-02" })]).problems).toEqual([]);
    const far = judged([acknowledgement({ expires: "2027-12-03" })]);
    expect(far.open).toHaveLength(1);
    expect(far.problems[0]).toMatch(/longer than a year. The latest allowed is 2027-12-02/);
  });

  it("that silences nothing is to be removed", () => {
    expect(judged([acknowledgement()], []).problems).toEqual([
      "acknowledgement of CKV_AWS_145 on sample-dev/storage/logs: no engine finds this there any more. Remove it.",
    ]);
  });

  it("that covers more than it must is to be moved to where the finding is", () => {
    expect(judged([acknowledgement({ constructPath: "sample-dev/storage" })]).problems[0]).toMatch(
      /broader than needed: it covers sample-dev\/storage, and all that it silences is at sample-dev\/storage\/logs/,
    );
  });

  it("may cover two constructs that have the finding, from the one above both", () => {
    const other = finding({ constructPath: "storage/more", address: "aws_s3_bucket.more" });
    const { open, problems } = judged([acknowledgement({ constructPath: "sample-dev/storage" })], [finding(), other]);
    expect({ open, problems }).toEqual({ open: [], problems: [] });
  });

  it("is at its place on the construct or on the resource that it is about", () => {
    expect(judged([acknowledgement({ constructPath: "sample-dev/storage/logs/Resource" })]).problems).toEqual([]);
  });

  it("yields to a narrower one, and is then of no use", () => {
    const { problems, exceptions } = judged([
      acknowledgement({ constructPath: "sample-dev/storage" }),
      acknowledgement(),
    ]);
    expect(exceptions.map((exception) => exception.acknowledgement.constructPath)).toEqual(["sample-dev/storage/logs"]);
    expect(problems[0]).toMatch(/on sample-dev\/storage: no engine finds this/);
  });

  it("never covers a whole deployment", () => {
    const { open, problems } = judged([acknowledgement({ constructPath: "sample-dev" })]);
    expect(open).toHaveLength(1);
    expect(problems[0]).toMatch(/covers the whole deployment/);
  });

  it.each([
    ["no owner", { owner: "" }, /has no owner/],
    ["no reason", { reason: "" }, /has no reason/],
    ["no rule", { rule: undefined }, /names no rule/],
    ["no last day", { expires: undefined }, /expires "undefined" is no day/],
    ["a last day that is none", { expires: "2027-02-30" }, /expires "2027-02-30" is no day/],
  ])("in JSON from elsewhere is judged like our own: %s", (_what, part, message) => {
    const { open, problems } = judged([acknowledgement(part as Partial<LocatedAcknowledgement>)]);
    expect(open).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });

  it("is told with the line that made it", () => {
    expect(judged([acknowledgement({ source: "src/a.ts:3:1" })], []).problems[0]).toContain("(src/a.ts:3:1)");
  });
});

describe("a judgement", () => {
  it("loses no finding, whatever is acknowledged", () => {
    const path = fc
      .array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.join("/"));
    const someFindings = fc
      .uniqueArray(path)
      .map((paths) =>
        paths.map((constructPath) =>
          finding({ constructPath, address: `aws_s3_bucket.${constructPath.replaceAll("/", "_")}` }),
        ),
      );
    const some = fc.array(
      path.map((constructPath) => acknowledgement({ constructPath: `sample-dev/${constructPath}` })),
    );
    fc.assert(
      fc.property(someFindings, some, (findings, given) => {
        const { open, exceptions } = judge(findings, new Map([["sample-dev", given]]), date);
        const silenced = exceptions.flatMap((exception) => exception.silenced);
        expect(new Set([...open, ...silenced])).toEqual(new Set(findings));
        expect(open.length + silenced.length).toBe(findings.length);
      }),
    );
  });
});
