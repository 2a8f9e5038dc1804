import { existsSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { findDeployment } from "../../../src/config";
import { noProgress } from "../../../src/delivery/progress";
import { repair, type RecoveryFinding } from "../../../src/delivery/recovery";
import { StateStore } from "../../../src/delivery/state";
import type { Workspace } from "../../../src/delivery/workspace";
import { change, planOf, Scratch, type FakeTerraform } from "../../support/delivery";
import { fakeStateAccount } from "../../support/fake-state";

const stateText = (serial: number, status?: string): string =>
  JSON.stringify({
    version: 4,
    terraform_version: "1.11.4",
    serial,
    lineage: "ours",
    resources: [{ mode: "managed", type: "aws_vpc", name: "network", instances: [{ status }] }],
  });

let scratch: Scratch;
let fake: FakeTerraform;
let account: ReturnType<typeof fakeStateAccount>;
let workspace: Workspace;
beforeEach(() => {
  scratch = new Scratch();
  fake = scratch.fakeTerraform();
  account = fakeStateAccount();
  workspace = { ...scratch.workspace(), state: new StateStore(findDeployment("omnirapeutic-dev"), account) };
  account.contents.put(stateText(1));
  account.contents.put(stateText(2));
  account.contents.note(stateText(2));
});
afterEach(() => scratch.remove());

const plan = jest.fn<Promise<void>, []>().mockResolvedValue();
/** Repairs what `approved` holds; returns what was asked for and what remained. */
async function repaired(...approved: string[]) {
  const asked: string[] = [];
  const approve = async ({ id }: RecoveryFinding): Promise<boolean> => {
    asked.push(id);
    return approved.includes(id);
  };
  const left = await repair(workspace, { approve, plan }, noProgress);
  return { asked, left: left.map(({ id }) => id) };
}
const leftOverLock = () =>
  account.contents.lock({
    ID: "id-1",
    Who: `me@${hostname()}`,
    Operation: "OperationTypeApply",
    Created: "2026-01-01T00:00:00Z",
  });
const ran = (start: string): boolean => fake.calls().some((call) => call.startsWith(start));

it("nobody is asked where nothing is wrong", async () => {
  expect(await repaired()).toEqual({ asked: [], left: [] });
  expect(fake.calls()).toEqual([]);
});

it("a left-over lock is released by Terraform, with its own id", async () => {
  leftOverLock();
  fake.on("force-unlock", {});
  expect((await repaired("lock")).asked).toEqual(["lock"]);
  expect(ran("force-unlock -force id-1")).toBe(true);
});

it("nothing else is asked or done while a lock is not released", async () => {
  leftOverLock();
  account.contents.put(undefined);
  expect(await repaired("state")).toEqual({ asked: ["lock"], left: ["lock", "state"] });
  expect(account.contents.texts()).toHaveLength(3);
});

it("where Terraform cannot read the state, the lock is released without it, then the state restored", async () => {
  leftOverLock();
  account.contents.put(undefined);
  expect(await repaired("lock", "state")).toEqual({ asked: ["lock", "state"], left: [] });
  expect(fake.calls()).toEqual([]);
  expect(account.contents.isLocked).toBe(false);
  expect(account.contents.texts().at(-1)).toBe(stateText(2));
});

it("a version is never deleted, and the digest is that of the restored state", async () => {
  account.contents.put(stateText(1));
  const digest = account.contents.digest;
  expect((await repaired("state")).left).toEqual([]);
  expect(account.contents.texts()).toEqual([stateText(1), stateText(2), stateText(1), stateText(2)]);
  expect(account.contents.digest).toBe(digest);
});

it("a corrupt digest is noted anew, and only that", async () => {
  const digest = account.contents.digest;
  account.contents.note("something else");
  expect((await repaired("digest")).left).toEqual([]);
  expect(account.contents.digest).toBe(digest);
  expect(account.contents.texts()).toHaveLength(2);
});

describe("errored.tfstate", () => {
  const file = () => join(workspace.stack.folder, "errored.tfstate");
  beforeEach(() => writeFileSync(file(), stateText(3)));

  it("is pushed, and removed once it is", async () => {
    expect((await repaired("errored-state")).left).toEqual([]);
    expect(ran(`state push ${file()}`)).toBe(true);
    expect(existsSync(file())).toBe(false);
  });

  it("stays when it cannot be pushed", async () => {
    fake.on("state", { code: 1 });
    await expect(repaired("errored-state")).rejects.toThrow("terraform state failed");
    expect(existsSync(file())).toBe(true);
  });
});

describe("a tainted resource", () => {
  beforeEach(() => {
    account.contents.put(stateText(3, "tainted"));
    account.contents.note(stateText(3, "tainted"));
    fake.plans(planOf([]));
    fake.on("plan", {});
  });

  it("is untainted once AWS says that it has it", async () => {
    await repaired("tainted:aws_vpc.network");
    expect(ran("plan -input=false -json -refresh-only -target=aws_vpc.network")).toBe(true);
    expect(fake.calls().at(-1)).toBe("untaint aws_vpc.network");
  });

  it("stays marked when AWS does not have it", async () => {
    fake.on("show", { stdout: JSON.stringify({ resource_drift: [change("aws_vpc.network", ["delete"])] }) });
    await expect(repaired("tainted:aws_vpc.network")).rejects.toThrow("AWS does not have aws_vpc.network");
    expect(ran("untaint")).toBe(false);
  });

  it("stays marked when nobody confirms it", async () => {
    expect(await repaired()).toEqual({ asked: ["tainted:aws_vpc.network"], left: ["tainted:aws_vpc.network"] });
    expect(ran("untaint")).toBe(false);
  });
});

it("nothing is looked at in another account", async () => {
  workspace = {
    ...workspace,
    state: new StateStore(findDeployment("omnirapeutic-dev"), fakeStateAccount("222222222222")),
  };
  await expect(repaired()).rejects.toThrow("account 222222222222");
});
