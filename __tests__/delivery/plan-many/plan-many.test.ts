import { existsSync, readFileSync, statSync } from "node:fs";
import { planMany, saveCombined, worstExitCode, type ManyProgress } from "../../../src/delivery/plan-many";
import { Failure } from "../../../src/delivery/failure";
import { paths } from "../../../src/delivery/paths";
import { noProgress } from "../../../src/delivery/progress";
import type { Target } from "../../../src/delivery/target";
import { Scratch, change, documentOf, planOf, type FakeTerraform } from "../../support/delivery";

const three = ["omnirapeutic-dev", "omni-portal-dev", "itrack-staging"];
const aws: Target = { kind: "aws" };
const inAccount = (account: string) => () => Promise.resolve({ account });

let scratch: Scratch;
let fake: FakeTerraform;
let out: string;
let shown: string[];
const show: ManyProgress = {
  started: (deployment) => {
    shown.push(`started ${deployment}`);
    return noProgress;
  },
  ended: (deployment, ok, text) => void shown.push(`${ok ? "ok" : "not ok"} ${deployment}: ${text}`),
};

beforeEach(() => {
  scratch = new Scratch();
  fake = scratch.fakeTerraform();
  fake.plans(planOf([change("aws_sns_topic.alarms", ["create"])]));
  for (const name of three) out = scratch.synthesized(documentOf({}, name), name);
  shown = [];
});
afterEach(() => scratch.remove());

const plan = (names = three, parallel = 2, whose = inAccount("123456789012")) =>
  planMany({ out, names }, { target: aws, parallel }, show, whose);
const kinds = (outcomes: Awaited<ReturnType<typeof plan>>) =>
  outcomes.map(({ deployment, kind }) => `${deployment} ${kind}`);
const planned = three.map((name) => `${name} planned`);

/** A script of the fake terraform that does something for one deployment only. */
const only = (deployment: string, script: string) => `case "$PWD" in */${deployment}) ${script};; esac`;

describe("planMany", () => {
  it("plans each deployment as estate plan does alone: a saved plan and a review in its own folder", async () => {
    const outcomes = await plan();
    expect(kinds(outcomes)).toEqual(planned);
    expect(worstExitCode(outcomes)).toBe(2);
    for (const name of three) {
      expect(existsSync(`${paths.plan("aws", name)}/plan.tfplan`)).toBe(true);
      expect(readFileSync(`${paths.plan("aws", name)}/review.md`, "utf8")).toContain(name);
    }
  });

  it("tells what is under way, and one line about each that ended", async () => {
    await plan(three.slice(0, 1));
    expect(shown).toEqual(["started omnirapeutic-dev", "ok omnirapeutic-dev: 1 to create"]);
  });

  it("plans the others when one fails, is refused, or is not synthesized", async () => {
    scratch.synthesized({ ...documentOf({}, "omni-portal-dev"), module: { foreign: {} } }, "omni-portal-dev");
    fake.on("plan", {
      code: 2,
      script: `${only("omnirapeutic-dev", "exit 1")}; for arg; do case "$arg" in -out=*) : > "\${arg#-out=}";; esac; done`,
    });
    const outcomes = await plan([...three, "itrack-production", "no-such-deployment"]);
    expect(kinds(outcomes)).toEqual([
      "omnirapeutic-dev failed",
      "omni-portal-dev failed",
      "itrack-staging planned",
      "itrack-production failed",
      "no-such-deployment failed",
    ]);
    expect(outcomes.map((outcome) => (outcome.kind === "failed" ? outcome.exitCode : undefined))).toEqual([
      1,
      3,
      undefined,
      1,
      1,
    ]);
    expect(outcomes[3]).toMatchObject({ message: expect.stringContaining("No synthesized itrack-production") });
    expect(outcomes[4]).toMatchObject({ message: expect.stringContaining('Unknown deployment "no-such-deployment"') });
  });

  it("asks AWS of no deployment whose account the credentials do not reach", async () => {
    const outcomes = await plan(three, 2, inAccount("210987654321"));
    expect(outcomes).toMatchObject(
      three.map(() => ({ kind: "unreached", account: "123456789012", reached: "210987654321" })),
    );
    expect(fake.calls()).toEqual([]);
    expect(worstExitCode(outcomes)).toBe(1);
  });

  it("fails before anything is planned when AWS does not say whose the credentials are", async () => {
    const expired = () => Promise.reject(new Failure("ExpiredToken"));
    await expect(plan(three, 2, expired)).rejects.toThrow("ExpiredToken");
    expect(fake.calls()).toEqual([]);
  });

  it("plans nothing, and asks nobody, when nothing is named", async () => {
    expect(await plan([], 2, () => Promise.reject(new Error("asked")))).toEqual([]);
  });

  it("never initialises two at once, and never plans more than the limit", async () => {
    const count = (what: string) => `echo "start ${what}" >> "$here/log"; sleep 0.2; echo "end ${what}" >> "$here/log"`;
    fake.on("init", { script: count("init") });
    fake.on("plan", {
      code: 2,
      script: `${count("plan")}; for arg; do case "$arg" in -out=*) : > "\${arg#-out=}";; esac; done`,
    });
    await plan(three, 3);
    expect(mostAtOnce(fake.file("log"), "init")).toBe(1);
    fake.on("init", {});
    await plan(three, 2);
    expect(mostAtOnce(fake.file("log").split("end init\n").at(-1)!, "plan")).toBeLessThanOrEqual(2);
  });

  it("after an interrupt asks what runs to stop, begins nothing more, and reports both", async () => {
    const said = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    fake.on("plan", {
      code: 1,
      script: 'echo > "$here/began"; trap "exit 1" INT; for i in 1 2 3 4 5 6 7 8 9; do sleep 0.2; done',
    });
    const outcomes = plan(three, 2);
    while (fake.calls().filter((call) => call.startsWith("plan")).length < 2)
      await new Promise((next) => setTimeout(next, 20));
    process.emit("SIGINT");
    expect((await outcomes).map(({ kind }) => kind).sort()).toEqual(["failed", "failed", "interrupted"]);
    expect(said.mock.calls.filter(([text]) => String(text).includes("Interrupted: waiting"))).toHaveLength(1);
    said.mockRestore();
  });
});

describe("saveCombined", () => {
  it("writes a file that only its owner may read", async () => {
    const file = saveCombined(await plan(), "aws");
    expect(readFileSync(file, "utf8")).toMatch(/^## 3 deployments: changes 3/);
    expect(statSync(file).mode & 0o077).toBe(0);
  });
});

function mostAtOnce(log: string, what: string): number {
  let [now, most] = [0, 0];
  for (const line of log.split("\n").filter((text) => text.endsWith(what))) {
    now += line.startsWith("start") ? 1 : -1;
    most = Math.max(most, now);
  }
  return most;
}
