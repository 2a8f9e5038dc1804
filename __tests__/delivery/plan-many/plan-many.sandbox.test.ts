import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { findDeployment } from "../../../src/config";
import { awsClients } from "../../../src/delivery/aws/clients";
import { StateStore } from "../../../src/delivery/state";
import { documentOf } from "../../support/delivery";
import { Estate, type Finished } from "../../support/estate";
import { sandboxEnvironment } from "../../support/life";

const program = resolve(__dirname, "../../../bin/estate.cjs");
const three = ["omnirapeutic-dev", "omni-portal-dev", "itrack-staging"];

/** A sandbox with three small deployments, each with a state backend of its own. */
class Scene extends Estate {
  constructor() {
    super();
    for (const name of three) {
      const folder = join(this.synthesized, "stacks", name);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(documentOf(this.logGroup(name), name)));
    }
  }

  async open(): Promise<void> {
    await this.succeed("sandbox", "up");
    for (const name of three) await this.succeed("backend", "setup", name, "--sandbox");
  }

  planAll(...more: string[]): Promise<Finished> {
    return this.run("plan", "--all", "--sandbox", "--from", this.synthesized, ...more);
  }

  private logGroup(name: string) {
    return { aws_cloudwatch_log_group: { database_logs: { name: `/many/${name}` } } };
  }
}

let scene: Scene;
beforeAll(async () => {
  scene = new Scene();
  await scene.open();
});
afterAll(() => scene.dispose());

const results = ({ stdout }: Finished) =>
  Object.fromEntries(
    (JSON.parse(stdout) as { deployment: string; result: string }[]).map(({ deployment, result }) => [
      deployment,
      result,
    ]),
  );

it("plans three deployments side by side, each into a saved plan that is applied as it is", async () => {
  const first = await scene.planAll("--json", "--parallel", "3");
  expect({ code: first.code, said: first.code === 2 ? "" : first.stderr }).toEqual({ code: 2, said: "" });
  expect(results(first)).toEqual(Object.fromEntries(three.map((name) => [name, "changes"])));
  const combined = readFileSync(join(scene.home, "plans", "sandbox", "review.md"), "utf8");
  for (const name of three) expect(combined).toContain(`<summary>${name}: 1 to create</summary>`);

  for (const name of three.slice(0, 2))
    await scene.succeed("deploy", name, "--sandbox", "--from", scene.synthesized, "--no-checks");
  const second = await scene.planAll("--json");
  expect(second.code).toBe(2);
  expect(results(second)).toEqual({
    "omnirapeutic-dev": "no changes",
    "omni-portal-dev": "no changes",
    "itrack-staging": "changes",
  });
});

/** The holder takes the lock when it is ready, and would give up if a plan held it then. */
async function untilLocked(name: string): Promise<void> {
  const deployment = findDeployment(name);
  const { ESTATE_SANDBOX: endpoint = "" } = await sandboxEnvironment(scene);
  const state = new StateStore(deployment, awsClients({ kind: "sandbox", endpoint }, deployment.backend.region));
  for (let tries = 0; !(await state.lock()); tries += 1) {
    if (tries > 300) throw new Error(`Nobody locked the state of ${name}.`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

it("plans the others while one state is locked, and says by whom", async () => {
  const locks = ["terraform", "itrack-staging", "--sandbox", "--from", scene.synthesized, "--", "console"];
  const holder = spawn(process.execPath, [program, ...locks], {
    env: scene.environment(),
    stdio: ["pipe", "ignore", "ignore"],
  });
  const ended = new Promise((done) => holder.on("close", done));
  try {
    await untilLocked("itrack-staging");
    const run = await scene.planAll();
    expect(run.code).toBe(1);
    expect(run.stdout).toMatch(/^itrack-staging +failed .* The state of itrack-staging is locked/m);
    expect(run.stdout).toMatch(/^omnirapeutic-dev +no changes/m);
  } finally {
    holder.stdin.end();
    await ended;
  }
});

it("Ctrl-C ends all of them cleanly: no lock is left, and the next run is whole", async () => {
  const child = spawn(
    process.execPath,
    [program, "plan", "--all", "--sandbox", "--from", scene.synthesized, "--parallel", "2"],
    {
      env: scene.environment(),
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let said = "";
  const ended = new Promise<number | null>((done) => child.on("close", done));
  child.stderr.on("data", (text: Buffer) => {
    if (!said.includes("Plan …") && `${said}${text.toString()}`.includes("Plan …")) child.kill("SIGINT");
    said += text.toString();
  });
  expect(await ended).toBe(1);
  expect(said.match(/Interrupted: waiting for/g)).toHaveLength(1);
  expect((await scene.planAll()).code).toBe(2);
  for (const name of three) expect(existsSync(join(scene.synthesized, "stacks", name, "errored.tfstate"))).toBe(false);
});
