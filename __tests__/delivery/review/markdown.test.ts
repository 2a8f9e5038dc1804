import fc from "fast-check";
import { renderMarkdown } from "../../../src/delivery/review";
import { planFrom, type Pair } from "../../support/plan-pairs";
import { reviewOf } from "./support";

const LIMIT = 65_536;
const markdown = (...pairs: Pair[]) => renderMarkdown(reviewOf(planFrom(...pairs)));
const openings = (text: string) => text.split("<details>").length - 1;
const endings = (text: string) => text.split("</details>").length - 1;
const tagged = (n: number, text = "y"): Pair => ({
  address: `aws_x.r${n}`,
  before: { tags: { a: "x" } },
  after: { tags: { a: text } },
});
const opened: Pair = {
  address: "aws_vpc_security_group_ingress_rule.r",
  after: { cidr_ipv4: "0.0.0.0/0", from_port: 22, to_port: 22 },
};

describe("the review in a pull request's comment", () => {
  it("begins with how many changes are how grave, and tells the dangerous ones in the open", () => {
    const text = markdown(tagged(1), opened);
    expect(text).toContain("| **EXPOSURE** | 1 | creates the inbound rule; port 22 is open to the whole internet |");
    expect(text.indexOf("`aws_vpc_security_group_ingress_rule.r`")).toBeLessThan(text.indexOf("<details>"));
    expect(text).toMatch(/<details><summary>Cosmetic: \(no construct\) \(1\)<\/summary>/);
  });

  it("fits whatever the plan is, closes what it opens, and says how many changes it leaves out", () => {
    const many = Array.from({ length: 3000 }, (_, n) => tagged(n, "é€😀".repeat(30)));
    const text = markdown(opened, ...many);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LIMIT);
    expect(text).toContain("port 22 is open");
    expect(openings(text)).toBe(endings(text));
    const told = text.match(/^~ update/gm)!.length;
    expect(text).toContain(`… ${3000 - told} more changes; the whole review: review.json`);
    expect(text).not.toContain("\ufffd");
  });

  it("leaves nothing out of a small plan", () => {
    expect(markdown(tagged(1))).not.toContain("more changes");
  });

  it("is no longer than its limit, whatever stands in the plan", () => {
    const text = fc.string({ unit: "binary", maxLength: 200 });
    const pair = fc.record({
      address: fc.constant("aws_x.r"),
      before: fc.record({ a: text }),
      after: fc.record({ a: text }),
    });
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 20 }), fc.integer({ min: 600, max: 3000 }), (pairs, limit) => {
        const result = renderMarkdown(reviewOf(planFrom(...pairs)), limit);
        expect(Buffer.byteLength(result)).toBeLessThanOrEqual(limit);
        expect(Buffer.from(result).toString()).toBe(result);
      }),
      { numRuns: 100 },
    );
  });

  it("takes no value for Markdown or HTML", () => {
    const text = markdown({
      address: 'aws_x.r["`</details>`"]',
      before: { publicly_accessible: false, note: "a" },
      after: { publicly_accessible: true, note: "```\n</details><img src=x> @somebody" },
    });
    const code = text.replace(/(`{3,})\n[^]*?\n\1/g, "").replace(/(`+)[^`][^]*?[^`]\1(?!`)/g, "");
    expect(code).not.toMatch(/<img|@somebody/);
    expect(openings(code)).toBe(endings(code));
  });
});
