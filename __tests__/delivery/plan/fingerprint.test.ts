import fc from "fast-check";
import { differencesBetween, fingerprintOf } from "../../../src/delivery/plan/fingerprint";
import type { ResourceChange } from "../../../src/delivery/terraform";
import { change, planOf } from "../../support/delivery";

const update = (before: unknown, after: unknown, rest: Partial<ResourceChange["change"]> = {}) =>
  change("aws_db_instance.database", ["update"], { before, after, ...rest });
const whole = (...changes: ResourceChange[]) => fingerprintOf(planOf(changes)).whole;

describe("the fingerprint of a plan", () => {
  const days = update({ days: 7, arn: "a" }, { days: 35, arn: "a" });

  it("is the same for a plan that does the same, whatever else the state says", () => {
    const later = update({ days: 7, arn: "b" }, { days: 35, arn: "b" });
    expect(whole(days)).toBe(whole(later));
    expect(whole(days)).toBe(whole(change("aws_vpc.network", ["no-op"]), days));
  });

  it.each<[string, ResourceChange]>([
    ["another value after", update({ days: 7 }, { days: 30 })],
    ["another value before", update({ days: 1 }, { days: 35 })],
    ["a value that is known only after the apply", update({ days: 7 }, {}, { after_unknown: { days: true } })],
    ["a replacement", { ...days, change: { ...days.change, actions: ["delete", "create"] } }],
    ["another cause of replacement", { ...days, change: { ...days.change, replace_paths: [["days"]] } }],
    ["another address", { ...days, address: "aws_db_instance.other" }],
    ["a move", { ...days, previous_address: "aws_db_instance.old" }],
    ["an import", { ...days, change: { ...days.change, importing: { id: "db" } } }],
    ["a change inside a structure", update({ days: 7, a: { b: [1] } }, { days: 35, a: { b: [2] } })],
  ])("is another one for %s", (_what, other) => {
    expect(whole(other)).not.toBe(whole(days));
  });

  it("tells long values apart, of which a review shows only the beginning", () => {
    const long = (end: string) => update({ policy: "x" }, { policy: "y".repeat(5000) + end });
    expect(whole(long("a"))).not.toBe(whole(long("b")));
  });

  it("knows outputs, by their names", () => {
    const output = (after: unknown, sensitive = false) =>
      fingerprintOf({
        output_changes: { url: { actions: ["update"], before: "a", after, after_sensitive: sensitive } },
      });
    expect(Object.keys(output("b").changes)).toEqual(["output.url"]);
    expect(output("b").whole).not.toBe(output("c").whole);
    expect(output("b", true).whole).toBe(output("c", true).whole);
  });

  it("does not depend on any sensitive value", () => {
    const marked = { before_sensitive: { password: true }, after_sensitive: { password: true, nested: { key: true } } };
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const secret = (value: string) =>
          update({ days: 7, password: "old" }, { days: 35, password: value, nested: { key: value } }, marked);
        expect(whole(secret(one))).toBe(whole(secret(other)));
      }),
    );
  });

  it("depends neither on the order of changes nor on that of names in documents", () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(names, fc.dictionary(fc.string(), fc.jsonValue()), (all, after) => {
        const changes = all.map((name) => change(`aws_vpc.${name}`, ["update"], { before: {}, after }));
        const reversed = Object.fromEntries(Object.entries(after).reverse());
        const others = [...all]
          .reverse()
          .map((name) => change(`aws_vpc.${name}`, ["update"], { before: {}, after: reversed }));
        expect(whole(...others)).toBe(whole(...changes));
      }),
    );
  });
});

describe("two plans", () => {
  const one = fingerprintOf(planOf([change("aws_vpc.a", ["create"]), change("aws_vpc.b", ["create"])]));
  const other = fingerprintOf(planOf([change("aws_vpc.b", ["delete"]), change("aws_vpc.c", ["create"])]));

  it("differ in nothing when they do the same", () => {
    expect(differencesBetween(one, one)).toEqual([]);
  });

  it("are told apart by address: what is new, what is gone, what is otherwise", () => {
    expect(differencesBetween(one, other)).toEqual([
      "aws_vpc.a would not change any more",
      "aws_vpc.b would change otherwise than in the reviewed plan",
      "aws_vpc.c would change; in the reviewed plan it did not",
    ]);
  });
});
