import fc from "fast-check";
import { renderJson, renderMarkdown, renderText, type Review } from "../../../src/delivery/review";
import type { PlanJson } from "../../../src/delivery/terraform";
import { planFrom, type Pair } from "../../support/plan-pairs";
import { reviewOf } from "./support";

const SECRET = "PLANTED-";
const everything = (review: Review): string => renderText(review) + renderMarkdown(review) + renderJson(review);
const shown = (plan: PlanJson): string => everything(reviewOf(plan));

/** A tree with secrets in it, and the marks that a plan would have for it. */
interface Marked {
  readonly value: unknown;
  readonly marks: unknown;
}

const secret = fc.integer({ min: 0, max: 999_999 }).map((n): Marked => ({ value: `${SECRET}${n}-"\\\n`, marks: true }));
const open = fc
  .oneof(fc.string({ maxLength: 9 }), fc.integer(), fc.boolean(), fc.constant(null))
  .map((value): Marked => ({ value, marks: false }));
const document = fc
  .integer({ min: 0, max: 999_999 })
  .map((n): Marked => ({ value: JSON.stringify({ a: [{ password: `${SECRET}${n}` }] }), marks: true }));

const { tree } = fc.letrec<{ tree: Marked }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    secret,
    open,
    document,
    fc
      .array(tie("tree"), { maxLength: 3 })
      .map((list) => ({ value: list.map(({ value }) => value), marks: list.map(({ marks }) => marks) })),
    fc.dictionary(fc.constantFrom("name", "image", "policy", "block", "tags"), tie("tree")).map((fields) => ({
      value: Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value])),
      marks: Object.fromEntries(Object.entries(fields).map(([name, { marks }]) => [name, marks])),
    })),
  ),
}));

const fields = fc.dictionary(
  fc.constantFrom("ingress", "parameter", "policy", "container_definitions", "engine", "tags"),
  tree,
);
const types = fc.constantFrom(
  "aws_db_instance",
  "aws_iam_policy",
  "aws_ecs_task_definition",
  "aws_security_group",
  "aws_x",
  "aws_db_parameter_group",
);

describe("what is sensitive", () => {
  it("stands in no rendering, at whatever depth and on whichever side the mark is", () => {
    fc.assert(
      fc.property(types, fields, fields, fc.boolean(), (type, before, after, isReplaced) => {
        const side = (marked: typeof before, what: "value" | "marks") =>
          Object.fromEntries(Object.entries(marked).map(([name, each]) => [name, each[what]]));
        const pair: Pair = {
          address: `${type}.x`,
          before: side(before, "value"),
          after: side(after, "value"),
          ...(isReplaced && { replace: ["engine"] }),
          more: { before_sensitive: side(before, "marks"), after_sensitive: side(after, "marks") },
        };
        expect(shown(planFrom(pair))).not.toContain(SECRET);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["in a document", { policy: JSON.stringify({ a: [{ b: `x ${SECRET}1 "y"` }] }) }],
    ["in text around it", { user_data: `export TOKEN=${SECRET}1 "y"` }],
    ["as the name of a block", { block: [{ name: `${SECRET}1 "y"`, size: 1 }] }],
    ["as a tag's name", { tags: { [`${SECRET}1 "y"`]: "a" } }],
    ["where only the other side is marked", { password: `${SECRET}1 "y"` }],
  ])("is known again without its mark: %s", (_where, before) => {
    const marked: Pair = {
      address: "aws_db_instance.d",
      before: { password: null },
      after: { password: `${SECRET}1 "y"` },
      more: { after_sensitive: { password: true } },
    };
    const copy: Pair = { address: "aws_x.copy", before, after: { nothing: "of it" } };
    expect(shown(planFrom(marked, copy))).not.toContain(SECRET);
  });

  it("is said to change, or not to, without being told", () => {
    const pair = (after: string): Pair => ({
      address: "aws_db_instance.d",
      before: { password: "hunter-two", engine: "a" },
      after: { password: after, engine: "b" },
      more: { before_sensitive: { password: true }, after_sensitive: { password: true } },
    });
    const paths = (after: string) => reviewOf(planFrom(pair(after))).changes[0]!.attributes.map(({ path }) => path);
    expect(paths("hunter-two")).toEqual(["engine"]);
    expect(paths("hunter-three")).toEqual(["engine", "password"]);
  });
});
