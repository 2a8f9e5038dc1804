import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";

const project = resolve(__dirname, "../../../..");
const START_MS = 60_000;

/** The embedded AWS of the project, as a process of its own, with one empty table. */
export class Emulator {
  readonly tableName = "items";
  private readonly home = mkdtempSync(join(tmpdir(), "itrack-handler-"));
  private process: ChildProcess | undefined;

  /** @throws Error when the emulator is not installed or does not start */
  async start(): Promise<string> {
    const python = join(project, ".estate/tools/moto/bin/python");
    if (!existsSync(python)) throw new Error(`${python} does not exist. Fix: make setup`);
    this.process = spawn(python, ["-m", "estate_sandbox", "--home", this.home], {
      cwd: join(project, "sandbox"),
      env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: "1" },
      stdio: "ignore",
    });
    const endpoint = await this.announced();
    await new DynamoDBClient(settings(endpoint)).send(
      new CreateTableCommand({
        TableName: this.tableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [
          { AttributeName: "owner", AttributeType: "S" },
          { AttributeName: "id", AttributeType: "S" },
        ],
        KeySchema: [
          { AttributeName: "owner", KeyType: "HASH" },
          { AttributeName: "id", KeyType: "RANGE" },
        ],
      }),
    );
    return endpoint;
  }

  async stop(): Promise<void> {
    if (this.process && this.process.exitCode === null) {
      const ended = once(this.process, "exit");
      this.process.kill("SIGKILL");
      await ended;
    }
    rmSync(this.home, { recursive: true, force: true });
  }

  private async announced(): Promise<string> {
    const file = join(this.home, "sandbox.json");
    for (const end = Date.now() + START_MS; Date.now() < end; await sleep(50)) {
      if (this.process?.exitCode !== null) throw new Error(`the emulator ended with ${this.process?.exitCode}`);
      if (existsSync(file))
        return `http://127.0.0.1:${(JSON.parse(readFileSync(file, "utf8")) as { port: number }).port}`;
    }
    throw new Error("the emulator does not start");
  }
}

/** A client of an emulator or of a double, which gives up as quickly as the function's own. */
export function settings(endpoint: string) {
  return {
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
    maxAttempts: 3,
  };
}
