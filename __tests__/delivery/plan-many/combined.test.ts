import fc from "fast-check";
import { cutMarkdown } from "../../../src/delivery/plan-many/cut";
import { commentLimit, renderManyMarkdown } from "../../../src/delivery/plan-many/markdown";
import { exitCodeOf, mostDangerousFirst, worstExitCode, type Outcome } from "../../../src/delivery/plan-many/outcome";
import { renderManyJson, renderManyText } from "../../../src/delivery/plan-many/render";
import { blocked, changes, failed, outcome, planned } from "./support";

const unreached = outcome("elsewhere", { kind: "unreached", account: "210987654321", reached: "123456789012" });
const interrupted = outcome("late", { kind: "interrupted" });
const mixed = [
  planned("quiet"),
  planned("grows", changes(2, "create")),
  planned("loses", changes(1, "delete")),
  failed("broken"),
  blocked("stopped"),
  planned("alters", changes(1, "update")),
];
const names = (outcomes: readonly Outcome[]) => outcomes.map(({ deployment }) => deployment);

describe("the exit code", () => {
  it.each([
    ["nothing to do", planned("a"), 0],
    ["changes", planned("a", changes(1, "create")), 2],
    ["a blocked plan", blocked("a"), 3],
    ["an error", failed("a"), 1],
    ["JSON that Terraform is not run on", failed("a", "Blocked", 3), 3],
    ["an account that is not reached", unreached, 1],
    ["a deployment that an interrupt left out", interrupted, 1],
  ])("of %s is that of estate plan alone", (_what, of, code) => {
    expect(exitCodeOf(of)).toBe(code);
  });

  it("of several is the worst: an error hides what would happen, then blocked, then changes", () => {
    const [none, some, stop, error] = [planned("a"), planned("b", changes(1, "create")), blocked("c"), failed("d")];
    expect(worstExitCode([])).toBe(0);
    expect(worstExitCode([none!])).toBe(0);
    expect(worstExitCode([none!, some!])).toBe(2);
    expect(worstExitCode([some!, stop!, none!])).toBe(3);
    expect(worstExitCode([stop!, error!, some!])).toBe(1);
  });
});

describe("mostDangerousFirst", () => {
  it("puts blocked plans first, then what is not known, then losses, updates, creations, and last what stays", () => {
    expect(names(mostDangerousFirst(mixed))).toEqual(["stopped", "broken", "loses", "alters", "grows", "quiet"]);
  });

  it("keeps the order of equals", () => {
    expect(names(mostDangerousFirst(["c", "a", "b"].map((name) => planned(name))))).toEqual(["c", "a", "b"]);
  });
});

describe("renderManyText", () => {
  it("has a line for every deployment, then only the reviews that say more", () => {
    const text = renderManyText(mixed);
    expect(text).toMatch(/^deployment {2}result {6}seconds {2}plan\nstopped {5}blocked {5}1\.3 {6}1 to destroy\n/);
    expect(text).toContain("6 deployments: blocked 1, failed 1, changes 3, no changes 1");
    expect(text).toContain("broken: failed\n  terraform plan failed\n  Fix: Do this.");
    expect(text.match(/^quiet/gm)).toHaveLength(1);
  });

  it("says of an account that is not reached which one, and how to plan it", () => {
    expect(renderManyText([unreached])).toContain(
      "These credentials reach account 123456789012; elsewhere lives in 210987654321.\n  Fix: Log in to 210987654321, then: npx estate plan elsewhere",
    );
  });

  it("says that nothing was to be planned", () => {
    expect(renderManyText([])).toBe("0 deployments");
  });
});

describe("renderManyJson", () => {
  it("has an entry for every deployment, in the order asked for, with its review or its error", () => {
    const entries = JSON.parse(
      renderManyJson([planned("a", changes(1, "create")), failed("b"), unreached, interrupted]),
    );
    expect(entries).toMatchObject([
      { deployment: "a", result: "changes", exitCode: 2, seconds: 1.3, review: { counts: { create: 1 } } },
      { deployment: "b", result: "failed", exitCode: 1, error: { message: "terraform plan failed", fix: "Do this." } },
      { deployment: "elsewhere", result: "not reached", exitCode: 1 },
      { deployment: "late", result: "not planned", exitCode: 1, error: { fix: "npx estate plan late" } },
    ]);
  });
});

describe("renderManyMarkdown", () => {
  it("starts with totals and a table, leaves blocked plans open, and folds the rest", () => {
    const text = renderManyMarkdown(mixed);
    expect(text).toMatch(/^## 6 deployments: blocked 1, [^]*\| deployment \| result \| plan \|/);
    expect(text).toContain("No changes: quiet.");
    expect(text).toContain("<details><summary>grows: 2 to create</summary>");
    expect(text).not.toContain("<summary>stopped");
    expect(text).toMatch(/aws\\_vpc\.network would be destroyed[^]*### broken/);
    expect(text).not.toContain("Cut to fit");
  });

  it("cuts what does not fit, says what is not whole and what is left out, and shows the blocked plan", () => {
    const many = [
      ...Array.from({ length: 900 }, (_, index) => planned(`deployment-${index}`, changes(40, "create"))),
      blocked("stopped"),
    ];
    const text = renderManyMarkdown(many);
    expect(text.length).toBeLessThanOrEqual(commentLimit);
    expect(text).toContain("901 deployments: blocked 1, changes 900");
    expect(text).toContain("aws\\_vpc.network would be destroyed");
    expect(text).toMatch(/\*\*Cut to fit a comment;\*\* not whole: .* left out: .* and \d+ more\./);
    expect(text).toMatch(/…and \d+ more\./);
  });

  it("does not let a huge review hide the next one", () => {
    const text = renderManyMarkdown([planned("huge", changes(5000, "delete")), planned("small", changes(3, "delete"))]);
    expect(text.length).toBeLessThanOrEqual(commentLimit);
    expect(text).toMatch(/Cut to fit a comment;\*\* not whole: huge\. Whole/);
    expect(text).toMatch(/<summary>small: [^]*aws_sns_topic\.number_2\b/);
  });

  it("fits whatever it is given, and closes what it opens", () => {
    const any = fc.array(
      fc.oneof(
        fc.nat(300).map((count) => planned(`planned-${count}`, changes(count, "create"))),
        fc.string({ maxLength: 3000 }).map((message) => failed("failed", `terraform\n${message.replaceAll("`", "'")}`)),
        fc.string({ maxLength: 200 }).map((message) => blocked("blocked", message.replaceAll(/[`<\s]/g, " "))),
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(any, fc.constantFrom(8_000, 20_000, commentLimit), (outcomes, limit) => {
        const text = renderManyMarkdown(outcomes, limit);
        expect(text.length).toBeLessThanOrEqual(limit);
        expect((text.match(/^```/gm) ?? []).length % 2).toBe(0);
        expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
      }),
      { numRuns: 50 },
    );
  });
});

describe("cutMarkdown", () => {
  it("leaves a text alone that fits", () => {
    expect(cutMarkdown("a\nb", 100)).toBe("a\nb");
  });

  it("ends at the end of a line and closes fence and fold", () => {
    const text = "<details><summary>s</summary>\n\n```\nfirst line\nsecond line\n```\n\n</details>";
    expect(cutMarkdown(text, 70)).toBe("<details><summary>s</summary>\n\n```\nfirst line\n```\n\n</details>");
  });

  it("is not misled by what stands inside a fence", () => {
    expect(cutMarkdown("```\n<details>\nlong line\n```", 20)).toBe("```\n<details>\n```");
  });

  it("is empty when not even the first line fits", () => {
    expect(cutMarkdown("a long first line", 5)).toBe("");
  });
});
