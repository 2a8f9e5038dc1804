import { deploy, type DeploySettings } from "../../../src/delivery/deploy";
import { Failure } from "../../../src/delivery/failure";
import { planDeployment, SavedPlan } from "../../../src/delivery/plan";
import { noProgress } from "../../../src/delivery/progress";
import { change, documentOf, planOf, Scratch, type FakeTerraform } from "../../support/delivery";

let scratch: Scratch;
let fake: FakeTerraform;
beforeEach(() => {
  scratch = new Scratch();
  fake = scratch.fakeTerraform();
  fake.plans(planOf([change("aws_vpc.network", ["create"])]));
});
afterEach(() => scratch.remove());

const saved = () => new SavedPlan("omnirapeutic-dev", "aws").meta();
const applied = (): number => fake.calls().filter((call) => call.startsWith("apply")).length;
const approve = jest.fn<Promise<boolean>, []>();
beforeEach(() => approve.mockReset().mockResolvedValue(true));
const run = (settings: Partial<DeploySettings> = {}, workspace = scratch.workspace()) =>
  deploy(workspace, { approve, ...settings }, noProgress);

describe("deploying a saved plan", () => {
  beforeEach(async () => void (await planDeployment(scratch.workspace(), {}, noProgress)));

  it("applies exactly that plan without asking again, and uses it up", async () => {
    await expect(run()).resolves.toBe("applied");
    expect(fake.calls().filter((call) => call.startsWith("plan"))).toHaveLength(1);
    expect(fake.calls().at(-1)).toMatch(/^apply .*plan\.tfplan$/);
    expect(approve).not.toHaveBeenCalled();
    expect(saved()).toBeUndefined();
  });

  it("refuses it when the synthesized JSON has changed since", async () => {
    const changed = scratch.workspace(documentOf({ aws_vpc: { network: { cidr_block: "10.9.0.0/16" } } }));
    await expect(run({}, changed)).rejects.toMatchObject({
      message: expect.stringContaining("the synthesized Terraform JSON is another"),
      fix: expect.stringContaining("npx estate plan omnirapeutic-dev"),
      exitCode: 1,
    });
    expect(applied()).toBe(0);
  });

  it("refuses it when somebody deployed since, and says how far the state moved", async () => {
    fake.on("state", { stdout: '{"serial": 9, "lineage": ""}' });
    await expect(run()).rejects.toThrow("the state moved on from serial 0 to 9: somebody deployed");
  });

  it("refuses it when the gate blocks it by today's rules", async () => {
    fake.on("show", { stdout: JSON.stringify(planOf([change("aws_vpc.network", ["delete"])])) });
    await expect(run()).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining("aws_vpc.network would be destroyed"),
    });
    expect(applied()).toBe(0);
  });

  it("keeps it when Terraform could not even begin", async () => {
    fake.on("apply", { code: 1 });
    await expect(run()).rejects.toBeInstanceOf(Failure);
    expect(saved()).toBeDefined();
  });
});

describe("deploying without a saved plan", () => {
  it("plans, has the review approved, applies, and leaves no plan behind", async () => {
    await expect(run()).resolves.toBe("applied");
    expect(approve).toHaveBeenCalledTimes(1);
    expect(saved()).toBeUndefined();
  });

  it("changes nothing when the review is not approved", async () => {
    approve.mockResolvedValue(false);
    await expect(run()).resolves.toBe("declined");
    expect(applied()).toBe(0);
    expect(saved()).toBeUndefined();
  });

  it("asks nobody when there is nothing to do", async () => {
    fake.plans(planOf([change("aws_vpc.network", ["no-op"])]));
    await expect(run()).resolves.toBe("unchanged");
    expect(approve).not.toHaveBeenCalled();
  });

  it("refuses a blocked plan (exit code 3) before anybody can approve it", async () => {
    fake.plans(planOf([change("aws_kms_key.keys_aurora", ["delete"])]));
    await expect(run()).rejects.toMatchObject({ exitCode: 3 });
    expect(approve).not.toHaveBeenCalled();
  });
});
