import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deployments } from "../../../src/config";
import { checksOf } from "../../../src/delivery/preflight";
import { demandOf, type Demand } from "../../../src/delivery/preflight/demand";
import { stateNeeds } from "../../../src/delivery/preflight/state";
import { synthesizedDeployment } from "../../support/deployments";
import { accountOf, demandFor } from "../../support/preflight";

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string;
}

/** The actions that the policy in the documentation allows. */
function documentedActions(): readonly string[] {
  const page = readFileSync(join(__dirname, "../../../docs/preflight.md"), "utf8");
  const [, policy = ""] = /```json\n([^`]+)```/.exec(page)!;
  const { Statement: statements } = JSON.parse(policy) as { Statement: readonly Statement[] };
  return statements.flatMap(({ Action }) => Action);
}

/** Every deployment of the estate, and one that names its certificate by ARN, as none of them does. */
function demands(): readonly Demand[] {
  const all = deployments.map((deployment) => {
    const stack = { name: deployment.name, document: synthesizedDeployment(deployment.name).json };
    return demandOf(deployment, stack, {}, (args) => args);
  });
  const arn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
  return [...all, demandFor({ aws_lb_listener: { https: { certificate_arn: arn } } })];
}

describe("the policy in docs/preflight.md", () => {
  it("allows what the checks of the estate's deployments need, and nothing else", () => {
    const needs = demands().flatMap((demand) => {
      const { always, ofState } = checksOf(demand, accountOf({}), new Date(0));
      return [...always, ...ofState].flatMap((check) => check.needs);
    });
    expect([...documentedActions()].sort()).toEqual([...new Set([...needs, ...stateNeeds])].sort());
  });

  it("reads, and changes nothing", () => {
    const verbs = documentedActions().map((action) => action.split(":")[1]);
    expect(verbs.filter((verb) => !/^(Describe|List|Get|GET$|Decrypt$)/.test(verb!))).toEqual([]);
  });
});
