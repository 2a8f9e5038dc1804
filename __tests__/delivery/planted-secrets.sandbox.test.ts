import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { documentOf } from "../support/delivery";
import { expectEnd, type Finished } from "../support/estate";
import { filesHolding } from "../support/life";
import { deployment, Scene, smallDocument } from "../support/scene";

/** Recognisable secrets are put wherever a plan can hold one, and are looked for in everything that commands print or write. */

const planted = ["first", "second", "version", "output", "outside"].map((name) => `PLANTED-${name}-b7Qz`);
const [first, second, version, output, outside] = planted as [string, string, string, string, string];

const document = (password: string) => ({
  ...documentOf({
    aws_ssm_parameter: { password: { name: "/planted/password", type: "SecureString", value: password } },
    aws_secretsmanager_secret: { secret_jwt_secret: { name: "planted" } },
    aws_secretsmanager_secret_version: {
      secret_jwt_secret_version: {
        secret_id: "${aws_secretsmanager_secret.secret_jwt_secret.id}",
        secret_string: version,
      },
    },
  }),
  output: {
    token: { value: output, sensitive: true },
    password: { value: "${aws_ssm_parameter.password.value}", sensitive: true },
  },
});

describe("secrets planted in a deployment", () => {
  const scene = new Scene(document(first));
  const said: Record<string, string> = {};
  const run = async (title: string, code: number, command: string, ...args: string[]): Promise<Finished> => {
    const finished = await scene.command(command, ...args);
    expectEnd(finished, code);
    said[title] = finished.stdout + finished.stderr;
    return finished;
  };
  const plans = join(scene.home, "plans");
  const report = join(scene.home, "drift.md");

  beforeAll(async () => {
    await scene.open();
    await run("first plan", 2, "plan");
    await run("first deployment", 0, "deploy");
    scene.write(document(second));
    await run("plan of another value, as JSON", 2, "plan", "--json");
    const handedOver = join(scene.home, "reviews", deployment);
    mkdirSync(handedOver, { recursive: true });
    const [review, meta] = ["review.json", "plan.meta.json"].map((name) => join(plans, "sandbox", deployment, name));
    writeFileSync(join(handedOver, "review.json"), readFileSync(review!));
    writeFileSync(join(handedOver, "plan.meta.json"), readFileSync(meta!));
    said["combined review"] = (await scene.succeed("review", join(scene.home, "reviews"))).stdout;
    said.comparison = (
      await scene.succeed("compare", deployment, join(handedOver, "plan.meta.json"), "--sandbox")
    ).stdout;
    await run("what may be waived", 0, "waive");
    await run("deployment of another value", 0, "deploy");
    await scene.aws().ssm.putParameter({ Name: "/planted/password", Value: outside, Overwrite: true });
    const options = ["--full", "--adopt", "--revert"];
    await run("drift", 2, "drift", ...options, "--markdown", report);
    await run("drift as JSON", 2, "drift", ...options, "--json");
    scene.write(smallDocument(365));
    await run("plan that takes all away", 3, "plan");
    await run("refused deployment", 3, "deploy");
    await run("recovery", 0, "recover");
    await run("backups", 0, "recover", "--list", "--json");
    said.history = (await scene.succeed("history", deployment, "--sandbox", "--json")).stdout;
    said.outputs = (await scene.command("outputs", "--json")).stdout;
  });
  afterAll(() => scene.dispose());

  it("are really in the state, and AWS has the one from outside", async () => {
    const { s3, ssm } = scene.aws();
    const { bucket: Bucket, key: Key } = scene.backend;
    const state = await (await s3.getObject({ Bucket, Key })).Body!.transformToString();
    for (const value of [second, version, output]) expect(state).toContain(value);
    const { Parameter } = await ssm.getParameter({ Name: "/planted/password", WithDecryption: true });
    expect(Parameter!.Value).toBe(outside);
  });

  it("stand in nothing that a command says", () => {
    expect(Object.keys(said).length).toBeGreaterThan(12);
    for (const [title, text] of Object.entries(said)) {
      expect({ title, found: planted.filter((value) => text.includes(value)) }).toEqual({ title, found: [] });
    }
    expect(said["plan of another value, as JSON"]).toContain("(sensitive)");
    expect(said.drift).toContain("(sensitive)");
  });

  it("stand in no review, no facts of a plan, no report and no log on this machine", () => {
    expect(readdirSync(join(plans, "sandbox", deployment))).toEqual(
      expect.arrayContaining(["review.md", "review.json", "plan.meta.json"]),
    );
    expect(existsSync(report)).toBe(true);
    expect(filesHolding(planted, plans, join(scene.home, "reviews"))).toEqual([]);
    expect(planted.filter((value) => readFileSync(report, "utf8").includes(value))).toEqual([]);
  });

  it("stand in nothing beside the state: neither in records of deployments nor in notes of backups", async () => {
    const { s3 } = scene.aws();
    const { bucket: Bucket, key } = scene.backend;
    const { Contents = [] } = await s3.listObjectsV2({ Bucket });
    const beside = Contents.flatMap(({ Key = "" }) => (Key === key ? [] : [Key]));
    expect(beside.filter((Key) => Key.includes("/deployments/"))).toHaveLength(2);
    for (const Key of beside) {
      const text = await (await s3.getObject({ Bucket, Key })).Body!.transformToString();
      expect({ Key, found: planted.filter((value) => text.includes(value)) }).toEqual({ Key, found: [] });
    }
  });
});
