import { expectAccepted, problemsWith, refusal } from "../support";

const operations = { name: "operations", address: "operations@example.org" };

/** The problem that a list of subscribers has in `field` of its last entry. */
function lastRefused(field: "name" | "address", ...subscribers: readonly (typeof operations)[]) {
  const last = subscribers.length - 1;
  const problems = problemsWith({ "alarms.subscribers": subscribers });
  expect(problems.map((problem) => problem.field)).toEqual([`alarms.subscribers[${last}].${field}`]);
  return problems[0]!;
}

describe("subscribers of alarms", () => {
  it("may be none, or several", () => {
    expectAccepted("alarms.subscribers", []);
    expectAccepted("alarms.subscribers", [operations, { ...operations, name: "security" }]);
  });

  it.each(["", "Operations", "on-call", "on call"])("refuses the name %j", (name) => {
    expect(lastRefused("name", { ...operations, name }).allowed).toBe("lower-case letters, digits and _");
  });

  it("refuses two of one name", () => {
    expect(lastRefused("name", operations, operations).fix).toBe("Rename one of the two.");
  });

  it.each(["", "operations", "operations@example", "a@example.org, b@example.org"])(
    "refuses the address %j",
    (address) => {
      expect(lastRefused("address", { ...operations, address }).fix).toBe("Write it like operations@example.org.");
    },
  );
});

const pagerDuty = { name: "pagerduty", host: "events.pagerduty.com" };

describe("endpoints of alarms", () => {
  it("may be none, or several", () => {
    expectAccepted("alarms.endpoints", []);
    expectAccepted("alarms.endpoints", [pagerDuty, { name: "ops_genie", host: "api.opsgenie.com" }]);
  });

  it.each<[Partial<typeof pagerDuty>, "name" | "host", string]>([
    [{ name: "Pager" }, "name", "a lower-case letter, then lower-case letters, digits and _"],
    [{ name: "1st" }, "name", "a lower-case letter, then lower-case letters, digits and _"],
    [{ host: "https://events.pagerduty.com" }, "host", "a host name alone: no scheme, path or key"],
    [{ host: "events.pagerduty.com/integration/key" }, "host", "a host name alone: no scheme, path or key"],
    [{ host: "events.pagerduty.com:443" }, "host", "a host name alone: no scheme, path or key"],
    [{ host: "localhost" }, "host", "a host name alone: no scheme, path or key"],
  ])("refuses %j", (change, field, allowed) => {
    const [problem, ...others] = problemsWith({ "alarms.endpoints": [{ ...pagerDuty, ...change }] });
    expect(problem).toMatchObject({ field: `alarms.endpoints[0].${field}`, allowed });
    expect(others).toEqual([]);
  });

  it.each<[Partial<typeof pagerDuty>, "name" | "host"]>([
    [{ host: "events.eu.pagerduty.com" }, "name"],
    [{ name: "other" }, "host"],
  ])("refuses two of one %j", (change, field) => {
    const problems = problemsWith({ "alarms.endpoints": [pagerDuty, { ...pagerDuty, ...change }] });
    expect(problems.map((problem) => problem.field)).toEqual([`alarms.endpoints[1].${field}`]);
  });
});

it.each([0, -600])("refuses a monthly budget of %d USD", (budget) => {
  expect(refusal("alarms.monthlyBudgetUsd", budget).allowed).toBe("more than 0 (USD)");
});
