import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { findDeployment } from "../../src/config";
import { awsClients, type AwsClients } from "../../src/delivery/aws/clients";
import type { TerraformDocument } from "../../src/delivery/synth";
import { documentOf } from "./delivery";
import { Estate, run, type Finished } from "./estate";

/** The deployment that accidents happen to: small documents at its addresses, on a sandbox of its own. */
export const deployment = "omnirapeutic-dev";
const program = resolve(__dirname, "../../bin/estate.cjs");

/** One quick resource, at an address that the address lock knows. @param retentionDays what tests change */
export const smallDocument = (retentionDays?: number): TerraformDocument =>
  documentOf({
    aws_cloudwatch_log_group: { database_logs: { name: "/accidents", retention_in_days: retentionDays } },
  });

/** The same, and one resource that is under way for half a minute. */
export const slowDocument = documentOf({
  ...smallDocument().resource,
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

/** A small document is no whole deployment, which the checks after an apply ask for. */
const unchecked = (command: string): readonly string[] => (command === "deploy" ? ["--no-checks"] : []);

/** A run of the command that has not ended yet. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Finished>;
}

/** A sandbox of its own with an empty backend, and a small deployment. */
export class Scene extends Estate {
  readonly folder = join(this.synthesized, "stacks", deployment);
  readonly planFolder = join(this.home, "plans", "sandbox", deployment);
  readonly backend = findDeployment(deployment).backend;
  /** Set to let commands reach the sandbox through a proxy. */
  proxy?: string;

  constructor(document: TerraformDocument = slowDocument) {
    super();
    mkdirSync(this.folder, { recursive: true });
    this.write(document);
  }

  /** What is synthesized from now on. */
  write(document: TerraformDocument): void {
    writeFileSync(join(this.folder, "cdk.tf.json"), JSON.stringify(document));
  }

  async open(): Promise<void> {
    await this.succeed("sandbox", "up");
    await this.succeed("backend", "setup", deployment, "--sandbox");
  }

  /** The process id and address of the running sandbox. */
  get emulator(): { readonly pid: number; readonly endpoint: string } {
    const { pid, port } = JSON.parse(readFileSync(join(this.home, "sandbox", "sandbox.json"), "utf8")) as {
      pid: number;
      port: number;
    };
    return { pid, endpoint: `http://127.0.0.1:${port}` };
  }

  aws(): AwsClients {
    return awsClients({ kind: "sandbox", endpoint: this.emulator.endpoint }, this.backend.region);
  }

  command(name: string, ...more: string[]): Promise<Finished> {
    return this.run(name, ...this.options(), ...unchecked(name), ...more);
  }

  /** A command that must succeed. */
  async commandDone(name: string, ...more: string[]): Promise<Finished> {
    return this.succeed(name, ...this.options(), ...unchecked(name), ...more);
  }

  /** A command of somebody else, who shares the sandbox and has saved plans of their own. */
  colleague(name: string, ...more: string[]): Promise<Finished> {
    const environment = {
      ...this.environment(),
      ESTATE_HOME: join(this.home, "colleague"),
      ESTATE_SANDBOX: this.emulator.endpoint,
    };
    return run(
      process.execPath,
      [program, name, deployment, "--from", this.synthesized, ...unchecked(name), ...more],
      environment,
    );
  }

  override environment(): NodeJS.ProcessEnv {
    return { ...super.environment(), ...(this.proxy ? { ESTATE_SANDBOX: this.proxy } : {}) };
  }

  /** Starts a deploy and returns once the database is under way. @param made what must be finished besides */
  async deployUntilBusy(made = "aws_cloudwatch_log_group.database_logs"): Promise<Running> {
    const child = spawn(
      process.execPath,
      [program, "deploy", ...this.options(), ...unchecked("deploy"), "--auto-approve"],
      {
        env: this.environment(),
      },
    );
    const texts = { stdout: "", stderr: "" };
    child.stdout.on("data", (text: Buffer) => (texts.stdout += text.toString()));
    child.stderr.on("data", (text: Buffer) => (texts.stderr += text.toString()));
    const ended = new Promise<Finished>((done) => child.on("close", (code) => done({ code, ...texts })));
    await this.until(() => this.journal().includes('"kind":"started","address":"aws_rds_cluster.database"'));
    if (made) await this.until(() => this.journal().includes(`"kind":"finished","address":"${made}"`));
    return { child, ended };
  }

  /** Runs the commands that a message prints on lines of their own, in order: all but the last must succeed. Returns how the last one ended. */
  async follow({ stderr }: Finished): Promise<Finished> {
    const commands = [...stderr.matchAll(/^ {2}npx estate (.+)$/gm)].map(([, command]) =>
      command!.replaceAll("'", "").split(" "),
    );
    if (commands.length === 0) throw new Error(`No command to follow in:\n${stderr}`);
    const printed = commands.map(([name = "", ...more]) => [name, ...more, ...unchecked(name)]);
    for (const command of printed.slice(0, -1)) await this.succeed(...command);
    return this.run(...printed.at(-1)!);
  }

  private options(): string[] {
    return [deployment, ...(this.proxy ? [] : ["--sandbox"]), "--from", this.synthesized];
  }

  private journal(): string {
    const file = join(this.planFolder, "apply.jsonl");
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  private async until(condition: () => boolean): Promise<void> {
    for (let tries = 0; !condition(); tries += 1) {
      if (tries > 900) throw new Error("The apply never got under way.");
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

/** Ends an apply as a power cut does: estate and the terraform below it, at once. */
export async function kill({ child, ended }: Running): Promise<void> {
  process.kill(terraformOf(child), "SIGKILL");
  child.kill("SIGKILL");
  await ended;
}

/** The process id of terraform below an estate command. */
function terraformOf({ pid }: ChildProcess): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ")[0]);
}
