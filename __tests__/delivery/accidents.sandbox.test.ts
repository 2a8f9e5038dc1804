import { existsSync } from "node:fs";
import { join } from "node:path";
import { expectEnd } from "../support/estate";
import { kill, Scene } from "../support/scene";

let scene: Scene;
beforeEach(() => (scene = new Scene()));
afterEach(() => scene.dispose());

it("a missing state bucket names the command that makes it, and that command is enough", async () => {
  await scene.succeed("sandbox", "up");
  const failed = await scene.command("plan");
  expectEnd(failed, 1);
  expect(failed.stderr).toContain("The state bucket omnirapeutic-terraform-state-123456789012 does not exist.");
  const [, command] = /npx estate (backend setup .*)$/m.exec(failed.stderr)!;
  await scene.succeed(...command!.split(" "));
  expectEnd(await scene.command("plan"), 2);
});

it("a dead emulator is recognised at once, with the command that starts it", async () => {
  await scene.open();
  await scene.succeed("sandbox", "down");
  const failed = await scene.command("plan");
  expectEnd(failed, 1);
  expect(failed.stderr).toContain("estate sandbox up");
});

it("a killed apply is recovered by following only the printed commands, and loses nothing that it made", async () => {
  await scene.open();
  await kill(await scene.deployUntilBusy());

  const locked = await scene.command("plan");
  expect(locked.stderr).toContain("If it was killed or its machine is gone, release the lock and plan again");
  const planned = await scene.follow(locked);
  expect(planned.stdout).toContain("2 to import");
  expect(planned.stdout).not.toContain("to create");
  const [, deploy] = /npx estate (deploy .*)$/m.exec(planned.stderr)!;
  await scene.succeed(...deploy!.split(" "), "--no-checks");
  expectEnd(await scene.command("plan"), 0);
});

it("an emulator that stops in mid-apply leaves a state file that the printed commands bring back", async () => {
  await scene.open();
  const { ended } = await scene.deployUntilBusy();
  await scene.succeed("sandbox", "down");
  const failed = await ended;
  expectEnd(failed, 1);
  expect(failed.stderr).toContain("Terraform could not save the state to its backend");
  expect(existsSync(join(scene.folder, "errored.tfstate"))).toBe(true);

  const planned = await scene.follow(failed);
  expect(planned.stderr).not.toContain("Error:");
  expect(planned.stdout).not.toContain("create  aws_cloudwatch_log_group.database_logs");
  expect(existsSync(join(scene.folder, "errored.tfstate"))).toBe(false);
});
