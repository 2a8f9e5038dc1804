import { parsePlan } from "../../../src/delivery/terraform";
import { planFrom } from "../../support/plan-pairs";

const plan = planFrom({ address: "aws_vpc.v", before: { a: 1 }, after: { a: 2 } });
const [change] = plan.resource_changes!;
const refusal = (value: unknown): string => {
  try {
    parsePlan(typeof value === "string" ? value : JSON.stringify(value));
  } catch (error) {
    return (error as Error).message;
  }
  return "accepted";
};
const withActions = (actions: unknown) => ({
  ...plan,
  resource_changes: [{ ...change, change: { ...change!.change, actions } }],
});

describe("a plan's JSON", () => {
  it("is taken as it is, with the fields that a later minor version adds", () => {
    const later = { ...plan, format_version: "1.9", something_new: true };
    expect(parsePlan(JSON.stringify(later))).toEqual(later);
  });

  it.each([
    [undefined, "missing"],
    ["2.0", '"2.0"'],
    [1, "1"],
  ])("of format_version %s is refused", (format_version, said) => {
    expect(refusal({ ...plan, format_version })).toContain(`format_version is ${said}; this estate reads 1.x`);
  });

  it.each([[["destroy"]], [["create", "update"]], [[]], ["create"]])(
    "with the actions %j is refused by its address",
    (actions) => {
      expect(refusal(withActions(actions))).toContain("resource_changes[0] (aws_vpc.v).change.actions");
    },
  );

  it.each([
    ["that is cut short", JSON.stringify(plan).slice(0, 99), "it is no JSON"],
    ["that is a list", [], "it is no object"],
    ["without a resource's type", { ...plan, resource_changes: [{ ...change, type: undefined }] }, "(aws_vpc.v).type"],
    ["with changes that are no list", { ...plan, resource_changes: {} }, "resource_changes"],
    ["with a mode that nobody knows", { ...plan, resource_changes: [{ ...change, mode: "borrowed" }] }, "mode"],
    ["that ended with an error", { ...plan, errored: true }, "ended with an error"],
    ["that puts off changes", { ...plan, deferred_changes: [{}] }, "puts off changes"],
  ])("%s is refused", (_what, value, said) => {
    expect(refusal(value)).toContain(said);
  });

  it("is never quoted, for it holds secrets", () => {
    expect(refusal('{"password": "hunter2" oops')).not.toContain("hunter2");
  });
});
