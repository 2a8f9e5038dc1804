import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readInputs } from "../../../src/delivery/scan/input";
import { scanSavedPlans, asCheckovReads } from "../../../src/delivery/scan/saved-plans";
import type { PlanJson } from "../../../src/delivery/terraform";
import { deliveredLog } from "./samples";

const home = mkdtempSync(join(tmpdir(), "estate-plans-"));
const previous = process.env.ESTATE_HOME;
beforeAll(() => (process.env.ESTATE_HOME = home));
afterAll(() => {
  if (previous === undefined) delete process.env.ESTATE_HOME;
  else process.env.ESTATE_HOME = previous;
  rmSync(home, { recursive: true });
});

describe("a saved plan", () => {
  it("is left out, and that is said, when it was made of another synthesis", async () => {
    const from = join(home, "cdktf.out");
    mkdirSync(join(from, "stacks", "omnirapeutic-dev"), { recursive: true });
    writeFileSync(join(from, "stacks", "omnirapeutic-dev", "cdk.tf.json"), "{}");
    const plans = join(home, "plans", "aws", "omnirapeutic-dev");
    mkdirSync(plans, { recursive: true });
    writeFileSync(join(plans, "plan.tfplan"), "");
    writeFileSync(
      join(plans, "plan.meta.json"),
      JSON.stringify({
        deployment: "omnirapeutic-dev",
        account: "123456789012",
        digest: "of another",
        state: {},
        planHash: "",
        fingerprint: {},
      }),
    );
    const said: string[] = [];
    const progress = {
      step: <T>(title: string, work: (say: (text: string) => void) => Promise<T>): Promise<T> => {
        said.push(title);
        return work((text) => said.push(text));
      },
    };
    expect(await scanSavedPlans(await readInputs([], from), { from, views: new Map(), progress })).toEqual([]);
    expect(said).toEqual([
      "Scan the saved plan of omnirapeutic-dev for aws",
      "left out: it was made of another synthesis",
    ]);
  });
});

describe("a plan of a deployed estate", () => {
  const rule = [{ from_port: 80, cidr_blocks: ["0.0.0.0/0"] }];
  const group = (name: string) => ({ address: `aws_security_group.${name}`, type: "aws_security_group" });
  const plan = {
    planned_values: {
      root_module: {
        resources: [
          { ...group("own"), values: { ingress: rule, egress: rule, name: "own" } },
          { ...group("inline"), values: { ingress: rule, egress: rule } },
        ],
      },
    },
    resource_changes: [{ ...group("own"), change: { actions: ["no-op"], after: { ingress: rule } } }],
  } as unknown as PlanJson;
  const document = { resource: { aws_security_group: { own: { name: "own" }, inline: { ingress: [] } } } };

  it("shows a group's rules only where the group has them itself", () => {
    expect(asCheckovReads(plan, document)).toEqual({
      planned_values: {
        root_module: {
          resources: [
            { ...group("own"), values: { name: "own" } },
            { ...group("inline"), values: { ingress: rule } },
          ],
        },
      },
      resource_changes: [{ ...group("own"), change: { actions: ["no-op"], after: {} } }],
    });
  });

  it("says of a distribution that its log is written where a delivery takes it, and of no other", () => {
    const planned = (name: string) => ({
      address: `aws_cloudfront_distribution.${name}`,
      type: "aws_cloudfront_distribution",
      values: { logging_config: [] },
    });
    const resources = [planned("site"), planned("other")];
    const { planned_values: said } = asCheckovReads(
      { planned_values: { root_module: { resources } } } as unknown as PlanJson,
      deliveredLog("site"),
    ) as unknown as { planned_values: { root_module: { resources: typeof resources } } };
    expect(said.root_module.resources.map(({ values }) => values.logging_config.length)).toEqual([1, 0]);
  });

  it("is itself left as it is", () => {
    const before = JSON.stringify(plan);
    asCheckovReads(plan, document);
    expect(JSON.stringify(plan)).toBe(before);
  });
});
