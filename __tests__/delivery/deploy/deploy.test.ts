import { writeFileSync } from "node:fs";
import { deploy, type Attempt, type DeploySettings } from "../../../src/delivery/deploy";
import { Failure } from "../../../src/delivery/failure";
import { planDeployment, readMeta, SavedPlan, type PlanMeta } from "../../../src/delivery/plan";
import { noProgress } from "../../../src/delivery/progress";
import type { DeploymentRecord } from "../../../src/delivery/records";
import type { Workspace } from "../../../src/delivery/workspace";
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
    await expect(run()).resolves.toMatchObject({ outcome: "applied" });
    expect(fake.calls().filter((call) => call.startsWith("plan"))).toHaveLength(1);
    expect(fake.calls().find((call) => call.startsWith("apply"))).toMatch(/^apply .*plan\.tfplan$/);
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

  it("refuses it when the file is another one than was reviewed", async () => {
    const { file } = new SavedPlan("omnirapeutic-dev", "aws");
    writeFileSync(file, "a plan that does something else");
    await expect(run()).rejects.toMatchObject({
      message: expect.stringContaining("is not the file that was reviewed"),
      fix: expect.stringContaining("npx estate plan omnirapeutic-dev"),
    });
    expect(applied()).toBe(0);
  });

  it.each([
    ["done", 0, undefined],
    ["failed", 1, expect.any(Failure)],
  ])("tells of an apply that is %s, with the plan and how long it took", async (_what, code, error) => {
    fake.on("apply", { code });
    const attempts: Attempt[] = [];
    const over = async (attempt: Attempt) => void attempts.push(attempt);
    await run({ over }).catch(() => undefined);
    const review = { counts: expect.objectContaining({ create: 1 }) };
    expect(attempts).toMatchObject([{ meta: { deployment: "omnirapeutic-dev" }, review, error }]);
    expect(attempts[0]!.seconds).toBeGreaterThanOrEqual(0);
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
    await expect(run()).resolves.toMatchObject({ outcome: "applied" });
    expect(approve).toHaveBeenCalledTimes(1);
    expect(saved()).toBeUndefined();
  });

  it("changes nothing when the review is not approved", async () => {
    approve.mockResolvedValue(false);
    await expect(run()).resolves.toMatchObject({ outcome: "declined" });
    expect(applied()).toBe(0);
    expect(saved()).toBeUndefined();
  });

  it("leaves none behind for the next deploy when it is killed while it asks", async () => {
    const asked = new Promise<void>((resolve) => {
      approve.mockImplementation(() => {
        resolve();
        return new Promise(() => undefined); // nobody ever answers
      });
    });
    void run();
    await asked;
    expect(saved()).toBeUndefined();
  });

  it("applies nothing when another command planned while it asked: that plan nobody has seen", async () => {
    approve.mockImplementation(async () => {
      writeFileSync(new SavedPlan("omnirapeutic-dev", "aws").file, "another plan");
      return true;
    });
    await expect(run()).rejects.toThrow("is not the file that was reviewed");
    expect(applied()).toBe(0);
  });

  it("asks nobody when there is nothing to do", async () => {
    fake.plans(planOf([change("aws_vpc.network", ["no-op"])]));
    await expect(run()).resolves.toMatchObject({ outcome: "unchanged" });
    expect(approve).not.toHaveBeenCalled();
  });

  it("refuses a blocked plan (exit code 3) before anybody can approve it", async () => {
    fake.plans(planOf([change("aws_kms_key.keys_aurora", ["delete"])]));
    await expect(run()).rejects.toMatchObject({ exitCode: 3 });
    expect(approve).not.toHaveBeenCalled();
  });
});

describe("the record of a deployment", () => {
  const recordsIn = async (): Promise<readonly DeploymentRecord[]> => workspace.state.records.newest(5);
  let workspace: Workspace;
  beforeEach(() => void (workspace = scratch.workspace()));

  it("is written by whoever deploys, without their doing", async () => {
    await run({}, workspace);
    expect(await recordsIn()).toMatchObject([
      {
        deployment: "omnirapeutic-dev",
        by: "arn:aws:iam::123456789012:user/test",
        outcome: "applied",
        counts: { create: 1 },
        waived: [],
      },
    ]);
  });

  it("is also written of an apply that failed, with the first line of why", async () => {
    fake.on("apply", { code: 1 });
    await expect(run({}, workspace)).rejects.toBeInstanceOf(Failure);
    expect(await recordsIn()).toMatchObject([{ outcome: "failed", error: expect.stringContaining("terraform apply") }]);
  });

  it("does not undo a deployment when it cannot be written", async () => {
    jest.spyOn(workspace.state, "caller").mockRejectedValue(new Failure("STS does not answer"));
    await expect(run({}, workspace)).resolves.toMatchObject({ outcome: "applied" });
    expect(await recordsIn()).toEqual([]);
  });

  it("is not written when nothing was applied", async () => {
    approve.mockResolvedValue(false);
    await run({}, workspace);
    expect(await recordsIn()).toEqual([]);
  });
});

describe("deploying what was reviewed elsewhere", () => {
  let reviewed: PlanMeta;
  beforeEach(async () => void ({ meta: reviewed } = await planDeployment(scratch.workspace(), {}, noProgress)));

  it("plans anew, and applies without asking what does the same", async () => {
    await expect(run({ reviewed })).resolves.toMatchObject({ outcome: "applied" });
    expect(fake.calls().filter((call) => call.startsWith("plan"))).toHaveLength(2);
    expect(approve).not.toHaveBeenCalled();
  });

  it("asks again when the plan does something else now, and says what", async () => {
    fake.plans(planOf([change("aws_vpc.other", ["create"])]));
    await run({ reviewed });
    expect(approve).toHaveBeenCalledWith(expect.objectContaining({ counts: expect.objectContaining({ create: 1 }) }), [
      "aws_vpc.network would not change any more",
      "aws_vpc.other would change; in the reviewed plan it did not",
    ]);
    approve.mockResolvedValue(false);
    await expect(run({ reviewed })).resolves.toMatchObject({ outcome: "declined" });
    expect(applied()).toBe(1);
  });

  it("refuses a blocked plan although it was reviewed", async () => {
    fake.plans(planOf([change("aws_vpc.network", ["delete"])]));
    await expect(run({ reviewed })).rejects.toMatchObject({ exitCode: 3 });
  });

  it.each([
    ["another deployment", { deployment: "omnirapeutic-staging" }, "omnirapeutic-staging in account 123456789012"],
    ["another account", { account: "222222222222" }, "omnirapeutic-dev in account 222222222222"],
  ])("refuses the review of %s", async (_what, other, said) => {
    await expect(run({ reviewed: { ...reviewed, ...other } })).rejects.toThrow(`The reviewed plan is of ${said}`);
    expect(applied()).toBe(0);
  });
});

describe("the facts of a plan", () => {
  it("are read as they were written", () => {
    const meta = { deployment: "d", account: "a", digest: "x", state: {}, planHash: "h", fingerprint: {} };
    expect(readMeta(JSON.stringify(meta))).toEqual(meta);
  });

  it.each(["", "[]", "{}", '{"deployment": "omnirapeutic-dev"}', "null"])(
    "are refused as %j, naming what is missing",
    (text) => {
      expect(() => readMeta(text)).toThrow(/^These are no facts of a plan: .*planHash, fingerprint missing\.$/);
    },
  );
});
