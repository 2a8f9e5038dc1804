import { staleness } from "../../../src/delivery/deploy/stale";
import type { PlanFacts } from "../../../src/delivery/plan";

const facts: PlanFacts = {
  deployment: "omnirapeutic-dev",
  target: { kind: "sandbox", endpoint: "http://127.0.0.1:4000" },
  account: "123456789012",
  digest: "a",
  terraformVersion: "1.11.4",
  providerLock: "l",
  state: { serial: 1, lineage: "x" },
};

describe("a plan", () => {
  it("holds while nothing that it was made from has changed", () => {
    expect(staleness(facts, { ...facts })).toEqual([]);
  });

  it.each<[string, Partial<PlanFacts>]>([
    ["the synthesized Terraform JSON is another (code or configuration changed)", { digest: "b" }],
    ["the plan is for the sandbox at http://127.0.0.1:4000, this command works on AWS", { target: { kind: "aws" } }],
    ["the plan is for account 123456789012, the deployment now belongs to 222222222222", { account: "222222222222" }],
    ["Terraform 1.11.4 made it, this is 1.12.0", { terraformVersion: "1.12.0" }],
    ["the provider lock is another one: other builds of the providers would apply it", { providerLock: "m" }],
    ["the state is another one (its lineage changed)", { state: { serial: 1, lineage: "y" } }],
    ["the state moved on from serial 1 to 2: somebody deployed", { state: { serial: 2, lineage: "x" } }],
  ])("is stale when %s", (reason, now) => {
    expect(staleness(facts, { ...facts, ...now })).toEqual([reason]);
  });
});
