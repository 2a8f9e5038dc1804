import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { expectEnd } from "../../support/estate";
import { deployment, Scene, smallDocument } from "../../support/scene";

/** The rows of the fault table (docs/recovery.md) in which the state itself is damaged: one deployment, one accident after the other. */

let scene: Scene;
let serial: number;
beforeAll(async () => {
  scene = new Scene(smallDocument(365));
  await scene.open();
  await scene.commandDone("deploy", "--auto-approve");
  scene.write(smallDocument(2557));
  await scene.commandDone("deploy", "--auto-approve");
  serial = JSON.parse(await current()).serial as number;
});
afterAll(() => scene.dispose());

const object = () => ({ Bucket: scene.backend.bucket, Key: scene.backend.key });
const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
const digestId = () => `${scene.backend.bucket}/${scene.backend.key}-md5`;

async function current(VersionId?: string): Promise<string> {
  return (await scene.aws().s3.getObject({ ...object(), VersionId })).Body!.transformToString();
}

async function writeState(text: string): Promise<void> {
  await scene.aws().s3.putObject({ ...object(), Body: text });
}

async function writeDigest(digest: string): Promise<void> {
  const Item = { LockID: { S: digestId() }, Digest: { S: digest } };
  await scene.aws().dynamodb.putItem({ TableName: scene.backend.lockTable, Item });
}

/** The newest version of the state with a lower serial than now. */
async function olderState(): Promise<string> {
  const { Versions = [] } = await scene.aws().s3.listObjectVersions({ Bucket: object().Bucket, Prefix: object().Key });
  for (const { Key, VersionId } of Versions) {
    if (Key !== object().Key) continue;
    const text = await current(VersionId);
    if ((JSON.parse(text) as { serial: number }).serial < serial) return text;
  }
  throw new Error("There is no older version of the state.");
}

async function versionCount(): Promise<number> {
  const { Bucket, Key } = object();
  const listed = await scene.aws().s3.listObjectVersions({ Bucket, Prefix: Key });
  return (listed.Versions?.length ?? 0) + (listed.DeleteMarkers?.length ?? 0);
}

const refusal = "is not the one that Terraform wrote last: it was deleted, changed or rolled back, or its digest was.";

/** A dry run says this and changes nothing; the repair leaves nothing to do, and the serial as it was. */
async function expectRecovered(said: readonly string[], ...approved: string[]): Promise<void> {
  const versions = await versionCount();
  const dry = await scene.command("recover");
  expectEnd(dry, 2);
  for (const text of said) expect(dry.stdout).toContain(text);
  expect(dry.stderr).toContain("Nothing was changed.");
  expect(await versionCount()).toBe(versions);
  expectEnd(await scene.command("recover", "--repair", "--auto-approve", ...approved), 0);
  expect(JSON.parse(await current())).toMatchObject({ serial });
  expectEnd(await scene.command("plan"), 0);
}

it("the state object is deleted: the newest version is restored", async () => {
  await scene.aws().s3.deleteObject(object());
  const seen = await scene.command("plan");
  expectEnd(seen, 1);
  expect(seen.stderr).toContain(refusal);
  expect(seen.stderr).toContain(`npx estate recover ${deployment}`);
  await expectRecovered(["state (harmless): The state object is deleted."]);
});

it("the state object is rolled back: the version with the highest serial is restored", async () => {
  await writeState(await olderState());
  const seen = await scene.command("plan");
  expectEnd(seen, 1);
  expect(seen.stderr).toContain(refusal);
  await expectRecovered([`state (harmless): The state is older than it was: serial ${serial - 1} after ${serial}.`]);
});

it("the state is rolled back with its digest: recover still sees it, and asks, for Terraform may have worked on it", async () => {
  const older = await olderState();
  await writeState(older);
  await writeDigest(md5(older));
  const unasked = await scene.command("recover", "--repair", "--auto-approve");
  expectEnd(unasked, 1);
  expect(unasked.stderr).toContain("--approve 'state'");
  await expectRecovered(["state (to be confirmed): The state is older than it was"], "--approve", "state");
});

it("the digest is corrupted: it is noted anew", async () => {
  await writeDigest("0".repeat(32));
  const seen = await scene.command("plan");
  expectEnd(seen, 1);
  expect(seen.stderr).toContain(refusal);
  await expectRecovered(["digest (harmless): The digest in the lock table is not that of the state."]);
});

it("the state object is overwritten with something else: the last state is restored", async () => {
  await writeState("not a state");
  await expectRecovered(["state (harmless): The state object holds no Terraform state."]);
});

it("another, empty state is in its place: the one that knows the resources is restored, after asking", async () => {
  const stranger = JSON.stringify({
    version: 4,
    terraform_version: "1.11.4",
    serial: 1,
    lineage: "other",
    outputs: {},
  });
  await writeState(stranger);
  await writeDigest(md5(stranger));
  await expectRecovered(
    ["lineage (to be confirmed)", "does not know aws_cloudwatch_log_group.database_logs."],
    "--approve",
    "lineage",
  );
});

it("a lock is left over and the state is deleted, in a folder that Terraform never worked in: both are repaired", async () => {
  const info = {
    ID: "5b0ee1c5-9b2e-4ea5-8e3b-1d3ea9a6f0a1",
    Operation: "OperationTypeApply",
    Who: "runner@gone",
    Created: "2026-01-01T00:00:00Z",
  };
  const Item = { LockID: { S: digestId().replace("-md5", "") }, Info: { S: JSON.stringify(info) } };
  await scene.aws().dynamodb.putItem({ TableName: scene.backend.lockTable, Item });
  await scene.aws().s3.deleteObject(object());
  rmSync(join(scene.folder, ".terraform-sandbox"), { recursive: true });
  const unasked = await scene.command("recover", "--repair", "--auto-approve");
  expectEnd(unasked, 1);
  expect(unasked.stderr).toContain("whether its process still runs cannot be seen from here");
  await expectRecovered(["apply by runner@gone", "The state object is deleted."], "--approve", "lock");
});

it("an earlier state is listed and restored with the next serial, after asking; a plan shows the difference", async () => {
  const listed = JSON.parse((await scene.command("recover", "--list", "--json")).stdout) as {
    serial: number;
    before?: string;
  }[];
  expect(listed.find((backup) => backup.before === "apply")).toMatchObject({ serial: serial - 1 });
  const unasked = await scene.command("recover", "--restore", String(serial - 1));
  expectEnd(unasked, 1);
  expect(unasked.stderr).toContain("--approve restore");
  expectEnd(await scene.command("recover", "--restore", String(serial - 1), "--approve", "restore"), 0);
  expect(JSON.parse(await current())).toMatchObject({ serial: serial + 1 });
  expectEnd(await scene.command("recover"), 0);
  // AWS is as configured; only the state held something older, and Terraform reads it again.
  expect((await scene.command("plan")).stdout).toContain("no changes");
});
