import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { documentOf } from "../support/delivery";
import { Estate, type Finished } from "../support/estate";

const deployment = "omnirapeutic-dev";
const program = resolve(__dirname, "../../bin/estate.cjs");

/** One quick resource and one that is under way for half a minute, at addresses that the address lock knows. */
const document = documentOf({
  aws_cloudwatch_log_group: { database_logs: { name: "/accidents" } },
  aws_rds_cluster: {
    database: {
      cluster_identifier: "accidents",
      engine: "aurora-postgresql",
      engine_version: "15.10",
      master_username: "postgres",
      manage_master_user_password: true,
      skip_final_snapshot: true,
    },
  },
});

/** A sandbox of its own with an empty backend, and the small deployment above. */
class Scene extends Estate {
  readonly folder = join(this.synthesized, "stacks", deployment);
  private readonly options = [deployment, "--sandbox", "--from", this.synthesized];

  constructor() {
    super();
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, "cdk.tf.json"), JSON.stringify(document));
  }

  async open(): Promise<void> {
    await this.succeed("sandbox", "up");
    await this.succeed("backend", "setup", deployment, "--sandbox");
  }

  command(name: string, ...more: string[]): Promise<Finished> {
    return this.run(name, ...this.options, ...more);
  }

  /** Starts a deploy and returns once the database is under way. */
  async deployUntilBusy(): Promise<{ child: ChildProcess; ended: Promise<Finished> }> {
    const child = spawn(process.execPath, [program, "deploy", ...this.options, "--auto-approve"], {
      env: this.environment(),
    });
    const texts = { stdout: "", stderr: "" };
    child.stdout.on("data", (text: Buffer) => (texts.stdout += text.toString()));
    child.stderr.on("data", (text: Buffer) => (texts.stderr += text.toString()));
    const ended = new Promise<Finished>((done) => child.on("close", (code) => done({ code, ...texts })));
    await this.until(() => this.journal().includes('"kind":"started","address":"aws_rds_cluster.database"'));
    await this.until(() =>
      this.journal().includes('"kind":"finished","address":"aws_cloudwatch_log_group.database_logs"'),
    );
    return { child, ended };
  }

  /** Runs the commands that a message prints on lines of their own, in order: all but the last must succeed. Returns how the last one ended. */
  async follow({ stderr }: Finished): Promise<Finished> {
    const commands = [...stderr.matchAll(/^ {2}npx estate (.+)$/gm)].map(([, command]) =>
      command!.replaceAll("'", "").split(" "),
    );
    if (commands.length === 0) throw new Error(`No command to follow in:\n${stderr}`);
    for (const command of commands.slice(0, -1)) await this.succeed(...command);
    return this.run(...commands.at(-1)!);
  }

  private journal(): string {
    const file = join(this.home, "plans", "sandbox", deployment, "apply.jsonl");
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  private async until(condition: () => boolean): Promise<void> {
    for (let tries = 0; !condition(); tries += 1) {
      if (tries > 600) throw new Error("The apply never got under way.");
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

let scene: Scene;
beforeEach(() => (scene = new Scene()));
afterEach(() => scene.dispose());

/** Compares an exit code; a failure shows everything that the command said. */
function expectEnd({ code, stdout, stderr }: Finished, wanted: number): void {
  expect({ code, said: code === wanted ? "" : stdout + stderr }).toEqual({ code: wanted, said: "" });
}

/** The process id of terraform below an estate command. */
function terraformOf({ pid }: ChildProcess): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ")[0]);
}

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

it("a second run learns who holds the lock; Ctrl-C ends the first one cleanly, and the printed commands go on from there", async () => {
  await scene.open();
  const { child, ended } = await scene.deployUntilBusy();
  const second = await scene.command("plan");
  expectEnd(second, 1);
  expect(second.stderr).toMatch(
    /The state of omnirapeutic-dev is locked: \S+@\S+ has been running apply since 20\d\d-/,
  );

  child.kill("SIGINT");
  const first = await ended;
  expectEnd(first, 1);
  expect(first.stderr).toContain("Terraform stopped cleanly, saved the state and released the lock");

  const blocked = await scene.command("plan");
  expectEnd(blocked, 3);
  const [, untaint] = /npx estate (terraform .* untaint .*)$/m.exec(blocked.stdout)!;
  await scene.succeed(...untaint!.replaceAll("'", "").split(" "));
  expect((await scene.command("plan")).stdout).not.toContain("BLOCKED");
  await scene.succeed("deploy", deployment, "--sandbox", "--from", scene.synthesized);
  expectEnd(await scene.command("plan"), 0);
});

it("a killed apply is recovered by following only the printed commands, and loses nothing that it made", async () => {
  await scene.open();
  const { child, ended } = await scene.deployUntilBusy();
  process.kill(terraformOf(child), "SIGKILL");
  child.kill("SIGKILL");
  await ended;

  const locked = await scene.command("plan");
  expect(locked.stderr).toContain("If it was killed or its machine is gone, release the lock and plan again");
  const planned = await scene.follow(locked);
  expect(planned.stdout).toContain("2 to import");
  expect(planned.stdout).not.toContain("to create");
  const [, deploy] = /npx estate (deploy .*)$/m.exec(planned.stderr)!;
  await scene.succeed(...deploy!.split(" "));
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
