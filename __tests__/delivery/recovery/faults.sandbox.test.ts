import { closeSync, existsSync, openSync, readFileSync, writeSync } from "node:fs";
import { join, resolve } from "node:path";
import { expectEnd, run } from "../../support/estate";
import { answers, Proxy } from "../../support/proxy";
import { deployment, kill, Scene, slowDocument, smallDocument } from "../../support/scene";

/** The fault table of docs/recovery.md, each row for real: what the user sees, what `recover` does, and that state and AWS are equal afterwards. */

let scene: Scene;
let proxy: Proxy | undefined;
afterEach(async () => {
  await proxy?.close();
  proxy = undefined;
  await scene.dispose();
});

const opened = async (document = slowDocument): Promise<Scene> => {
  scene = new Scene(document);
  await scene.open();
  return scene;
};

/** State and AWS are equal, and nothing is left to repair. */
async function expectWhole(): Promise<void> {
  expectEnd(await scene.command("plan"), 0);
  expectEnd(await scene.command("recover"), 0);
}

const recover = (...more: string[]) => scene.command("recover", ...more);

it("SIGKILL in apply: the lock is freed, and what was made is taken back", async () => {
  await opened();
  await kill(await scene.deployUntilBusy());
  const seen = await scene.command("plan");
  expectEnd(seen, 1);
  expect(seen.stderr).toMatch(/The state of omnirapeutic-dev is locked: \S+@\S+ has been running apply since 20\d\d-/);

  const dry = await recover();
  expectEnd(dry, 2);
  expect(dry.stdout).toContain("lock (to be confirmed): The state is locked, by a run that is over: apply by ");
  expect(dry.stdout).toContain("its process does not run on this machine any more");
  expect(dry.stdout).toContain("half-created (harmless)");
  const unasked = await recover("--repair", "--auto-approve");
  expectEnd(unasked, 1);
  expect(unasked.stderr).toContain("--approve 'lock'");

  const repaired = await recover("--repair", "--auto-approve", "--approve", "lock");
  // One where Terraform had saved its state just before.
  expect(repaired.stderr).toMatch(/[12] to import/);
  expect(repaired.stderr).not.toContain("to create");
  await scene.commandDone("deploy");
  await expectWhole();
});

it("Ctrl-C in apply, the lock held meanwhile: recover leaves a living run alone, and keeps what it made", async () => {
  await opened();
  const { child, ended } = await scene.deployUntilBusy();
  const second = await scene.command("plan");
  expectEnd(second, 1);
  expect(second.stderr).toMatch(
    /The state of omnirapeutic-dev is locked: \S+@\S+ has been running apply since 20\d\d-/,
  );
  const alive = await recover("--repair", "--auto-approve", "--approve", "lock");
  expectEnd(alive, 2);
  expect(alive.stdout).toContain("lock (by hand): The state is locked by a run that is at work");

  child.kill("SIGINT");
  const first = await ended;
  expectEnd(first, 1);
  expect(first.stderr).toContain("Terraform stopped cleanly, saved the state and released the lock");
  expectEnd(await scene.command("plan"), 3); // would replace the half-made database
  const dry = await recover();
  expectEnd(dry, 2);
  expect(dry.stdout).toContain("tainted:aws_rds_cluster.database (to be confirmed)");
  expectEnd(await recover("--repair", "--approve", "tainted:aws_rds_cluster.database"), 0);
  const planned = await scene.command("plan");
  expect(planned.stdout).not.toMatch(/to create|to replace|to destroy/);
  await scene.commandDone("deploy");
  await expectWhole();
});

it("two applies at once: the second is refused, or waits and finds nothing to do", async () => {
  await opened();
  const { ended } = await scene.deployUntilBusy();
  const refused = await scene.colleague("deploy", "--auto-approve");
  expectEnd(refused, 1);
  expect(refused.stderr).toContain("If that run is alive, wait for it: add --lock-timeout 10m.");
  const waited = await scene.colleague("deploy", "--auto-approve", "--lock-timeout", "5m");
  expectEnd(waited, 0);
  expectEnd(await ended, 0);
  expect(waited.stderr).toContain("nothing to do");
  await expectWhole();
});

it("the emulator is killed in apply: the state that it could not take is pushed, and what it lost is made again", async () => {
  await opened(smallDocument());
  await scene.commandDone("deploy", "--auto-approve");
  await scene.succeed("sandbox", "down"); // saves; what comes later is lost by the kill
  await scene.succeed("sandbox", "up");
  scene.write(slowDocument);
  const { ended } = await scene.deployUntilBusy("");
  process.kill(scene.emulator.pid, "SIGKILL");
  const failed = await ended;
  expectEnd(failed, 1);
  expect(failed.stderr).toContain("Terraform could not save the state to its backend, and wrote it to a file instead.");

  await scene.succeed("sandbox", "up");
  expect((await scene.command("plan")).stderr).toContain("could not save its state");
  const dry = await recover();
  expectEnd(dry, 2);
  expect(dry.stdout).toContain("errored-state (harmless): The last run could not save its state");
  await recover("--repair", "--auto-approve");
  expect(existsSync(join(scene.folder, "errored.tfstate"))).toBe(false);
  const planned = await scene.command("plan");
  expect(planned.stdout).not.toContain("aws_cloudwatch_log_group.database_logs");
  await scene.commandDone("deploy", "--auto-approve");
  await expectWhole();
});

it("credentials expire in apply: the state waits in a file, and is pushed with new credentials", async () => {
  await opened();
  proxy = new Proxy(scene.emulator.endpoint);
  scene.proxy = await proxy.listen();
  const { ended } = await scene.deployUntilBusy();
  proxy.answer = answers.expiredToken;
  const failed = await ended;
  expectEnd(failed, 1);
  expect(failed.stderr).toContain("Terraform could not save the state to its backend, and wrote it to a file instead.");
  expect(failed.stderr).toContain("ExpiredToken");
  const blind = await recover();
  expectEnd(blind, 1);
  expect(blind.stderr).toContain("Log in to the account");

  proxy.answer = () => undefined;
  const dry = await recover();
  expectEnd(dry, 2);
  expect(dry.stdout).toContain("its process does not run on this machine any more");
  expect(dry.stdout).toContain("errored-state (harmless)");
  await recover("--repair", "--auto-approve", "--approve", "lock", "tainted:aws_rds_cluster.database");
  const planned = await scene.command("plan");
  expect(planned.stdout).not.toMatch(/to create|to replace|to destroy/);
  await scene.command("deploy");
  await expectWhole();
});

it("the wrong account: nothing is planned, and recover does not look", async () => {
  await opened(smallDocument());
  proxy = new Proxy(scene.emulator.endpoint);
  scene.proxy = await proxy.listen();
  proxy.answer = ({ body }) =>
    body.includes("Action=GetCallerIdentity") ? answers.callerIdentity("222222222222") : undefined;
  const planned = await scene.command("plan");
  expectEnd(planned, 1);
  expect(planned.stderr).toContain("These credentials belong to account 222222222222");
  const looked = await recover();
  expectEnd(looked, 1);
  expect(looked.stderr).toContain("in account 222222222222; the deployment lives in 123456789012");
  proxy.answer = () => undefined;
  await scene.commandDone("deploy", "--auto-approve");
  await expectWhole();
});

describe("a saved plan", () => {
  beforeEach(async () => {
    await opened(smallDocument(365));
    await scene.commandDone("deploy", "--auto-approve");
    scene.write(smallDocument(2557)); // keeping logs for less time would be blocked
  });

  it("disk full: is not taken for whole, and nothing is applied", async () => {
    const program = resolve(__dirname, "../../../bin/estate.cjs");
    const small = `ulimit -f 4; exec "$0" "${program}" plan ${deployment} --sandbox --from "${scene.synthesized}"`;
    const planned = await run("/bin/sh", ["-c", small.replace("$0", process.execPath)], scene.environment());
    expectEnd(planned, 1);
    expect(planned.stderr).toContain("The plan file is not whole: it was cut off (is the disk full?) or edited.");
    expect(planned.stderr).toContain("npx estate plan omnirapeutic-dev");
    expect(existsSync(join(scene.planFolder, "plan.meta.json"))).toBe(false);
    expectEnd(await scene.command("plan"), 2);
    await scene.commandDone("deploy");
    await expectWhole();
  });

  it("stale: is refused, and a new plan finds what the other run left to do", async () => {
    expectEnd(await scene.command("plan"), 2);
    await scene.commandDone("terraform", "--", "apply", "-auto-approve");
    const refused = await scene.command("deploy");
    expectEnd(refused, 1);
    expect(refused.stderr).toContain("is stale:");
    expect(refused.stderr).toContain("somebody deployed");
    await expectWhole();
  });

  it("edited: is not applied", async () => {
    expectEnd(await scene.command("plan"), 2);
    const file = join(scene.planFolder, "plan.tfplan");
    const middle = Math.floor(readFileSync(file).length / 4);
    const plan = openSync(file, "r+");
    writeSync(plan, "edited", middle);
    closeSync(plan);
    const refused = await scene.command("deploy");
    expectEnd(refused, 1);
    expect(refused.stderr).toContain("Nothing was changed.");
    expectEnd(await scene.command("plan"), 2);
    await scene.commandDone("deploy");
    await expectWhole();
  });
});
