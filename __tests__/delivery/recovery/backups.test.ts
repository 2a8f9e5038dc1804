import { backUpState, listBackups, restoration, withSerial } from "../../../src/delivery/recovery/backups";
import { StateStore } from "../../../src/delivery/state";
import { findDeployment } from "../../../src/config";
import { fakeStateAccount } from "../../support/fake-state";
import { factsOf } from "./support";

const { context } = factsOf();
const stateText = (serial: number, names: readonly string[] = ["a"], lineage = "ours"): string =>
  JSON.stringify({
    version: 4,
    terraform_version: "1.11.4",
    serial,
    lineage,
    resources: names.map((name) => ({ mode: "managed", type: "aws_vpc", name, instances: [{ attributes: {} }] })),
  });

let account: ReturnType<typeof fakeStateAccount>;
let store: StateStore;
beforeEach(() => {
  account = fakeStateAccount();
  store = new StateStore(findDeployment("omnirapeutic-dev"), account);
});

describe("a backup before an apply", () => {
  it("notes the version of the state and nothing that the state holds", async () => {
    account.contents.put(stateText(4));
    await backUpState(store, "apply", new Date("2026-03-01T12:00:00Z"));
    const key = "dev/terraform.tfstate.backups/00000004-2026-03-01T12:00:00.000Z.json";
    expect(JSON.parse(account.contents.texts(key)[0]!)).toEqual({
      serial: 4,
      lineage: "ours",
      resources: 1,
      versionId: "v1",
      time: "2026-03-01T12:00:00.000Z",
      before: "apply",
    });
  });

  it("is not made while there is no state", async () => {
    await backUpState(store, "apply");
    expect(account.contents.objects).toEqual([]);
  });

  it("that cannot be written stops what would have come", async () => {
    account.contents.put(stateText(4));
    account.s3.putObject = jest.fn().mockRejectedValue(Object.assign(new Error("no"), { name: "AccessDenied" }));
    await expect(backUpState(store, "apply")).rejects.toThrow("s3:PutObject");
  });
});

describe("the list of backups", () => {
  it("holds the versions of the object, newest first, and says before what they were noted", async () => {
    account.contents.put(stateText(1));
    await backUpState(store, "apply");
    account.contents.put(stateText(2, ["a", "b"]));
    account.contents.put("not a state");
    expect(await listBackups(store)).toEqual([
      expect.objectContaining({ serial: 2, resources: 2, isKept: true }),
      expect.objectContaining({ serial: 1, resources: 1, isKept: true, before: "apply" }),
    ]);
  });

  it("says of a backup whose version has expired that it is not kept", async () => {
    account.contents.put(stateText(1));
    await backUpState(store, "apply");
    account.contents.objects.shift();
    expect(await listBackups(store)).toEqual([expect.objectContaining({ serial: 1, isKept: false })]);
  });
});

describe("going back to a backup", () => {
  beforeEach(() => {
    account.contents.put(stateText(1, ["old"]));
    account.contents.put(stateText(2, ["new"]));
    account.contents.note(stateText(2, ["new"]));
  });

  it("says what Terraform would forget and manage again, and changes nothing yet", async () => {
    expect(await restoration(store, context, 1)).toMatchObject({
      forgotten: ["aws_vpc.new"],
      regained: ["aws_vpc.old"],
    });
    expect(account.contents.texts()).toHaveLength(2);
  });

  it("writes the old state with the next serial, notes its digest, and lets go of the lock", async () => {
    await (await restoration(store, context, 1)).perform();
    expect(account.contents.texts().at(-1)).toBe(stateText(3, ["old"]));
    const before = account.contents.digest;
    account.contents.note(stateText(3, ["old"]));
    expect(account.contents.digest).toBe(before);
    expect(account.contents.isLocked).toBe(false);
  });

  it("is refused while somebody holds the lock", async () => {
    const { perform } = await restoration(store, context, 1);
    account.contents.lock({ ID: "x" });
    await expect(perform()).rejects.toThrow("is locked: nothing was changed");
    expect(account.contents.texts()).toHaveLength(2);
  });

  it("is refused when the state was written in between", async () => {
    const { perform } = await restoration(store, context, 1);
    account.contents.put(stateText(3, ["newer"]));
    await expect(perform()).rejects.toThrow("was written while this command looked at it");
    expect(account.contents.isLocked).toBe(false);
  });

  it("names the serials that there are", async () => {
    await expect(restoration(store, context, 9)).rejects.toMatchObject({
      message: "There is no backup with serial 9; there are 2, 1.",
      fix: "Choose one of: npx estate recover omnirapeutic-dev --list",
    });
  });

  it("is refused in another account", async () => {
    const elsewhere = new StateStore(findDeployment("omnirapeutic-dev"), fakeStateAccount("222222222222"));
    await expect(restoration(elsewhere, context, 1)).rejects.toThrow("account 222222222222");
  });
});

describe("a state's serial", () => {
  it("is changed without touching anything else, large numbers included", () => {
    const text = '{"version": 4, "serial": 7, "lineage": "x", "resources": [], "big": 12345678901234567890}';
    expect(withSerial(text, 8)).toBe(text.replace("7,", "8,"));
  });

  it("that does not stand where Terraform writes it is refused", () => {
    expect(() => withSerial('{"x": {"serial": 1}, "version": 4, "serial": 7, "lineage": "x"}', 8)).toThrow(
      "not written as Terraform writes a state",
    );
  });
});
