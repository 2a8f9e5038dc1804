import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { findDeployment } from "../../../src/config";
import { OperatorSecrets } from "../../../src/constructs/security/operator-secret";
import { awsClients, type AwsClients } from "../../../src/delivery/aws/clients";
import type { Review } from "../../../src/delivery/review";
import type { Verdict } from "../../../src/delivery/verify";
import { Estate, run, type Finished } from "../../support/estate";
import { filesHolding, readState, sandboxEnvironment } from "../../support/life";
import { synthesize } from "../../support/synthesize";

const deployment = "itrack-staging";
const path = (name: string, environment = "staging") => `itrack/${environment}/${name}`;
/** With what Make and shells would expand, were it ever on a command line. */
const PASSWORD = "Planted$(Pass)word!#'1$$";
const SIGNER = "planted-to-sign-with-0123456789-0123456789";

describe("the secrets of iTrack", () => {
  const estate = new Estate();
  const finished: Finished[] = [];
  let aws: AwsClients;

  beforeAll(async () => {
    await estate.succeed("sandbox", "up");
    const { ESTATE_SANDBOX: endpoint = "" } = await sandboxEnvironment(estate);
    aws = awsClients({ kind: "sandbox", endpoint }, "us-east-1");
    writeStack();
  });
  afterAll(() => estate.dispose());

  const noted = async (ended: Promise<Finished>) => {
    finished.push(await ended);
    return finished.at(-1)!;
  };
  const make = (environment: string, given: NodeJS.ProcessEnv = {}) =>
    noted(
      run("make", ["--no-print-directory", "create-secrets", `ENVIRONMENT=${environment}`, "SANDBOX=1"], {
        ...estate.environment(),
        ...{ DB_PASSWORD: "", JWT_SECRET: "", API_KEY: "", SYSTEM: "itrack", MAKEFLAGS: "" }, // whatever this machine has
        ...given,
      }),
    );
  const command = (verb: string, ...more: string[]) =>
    noted(estate.run(verb, deployment, "--sandbox", "--from", estate.synthesized, ...more));
  const valueOf = async (name: string, environment?: string) =>
    (await aws.secrets.getSecretValue({ SecretId: path(name, environment) })).SecretString;

  /** A stack that hands the database's password to a parameter, as iTrack's hands it to the database. */
  function writeStack(): void {
    const { account, region, backend } = findDeployment(deployment);
    const settings = {
      name: deployment,
      project: "itrack",
      environment: "staging",
      account,
      region,
      backend,
      moves: [],
    };
    const { json } = synthesize((stack) => {
      const { secrets } = new OperatorSecrets(stack, "secret", {
        keyAlias: "alias/itrack-staging-secrets",
        names: { db_password: path("db_password"), jwt_secret: path("jwt_secret"), api_key: path("api_key") },
      });
      new SsmParameter(stack, "database", {
        name: "/database",
        type: "SecureString",
        valueWo: secrets.db_password.ephemeralValue(),
        valueWoVersion: secrets.db_password.version,
      });
      const arns = Object.values(secrets).map(({ secretArn }) => secretArn);
      stack.output("secret_arns", arns, { description: "A sample" });
    }, settings);
    const folder = join(estate.synthesized, "stacks", deployment);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(json));
  }

  const database = async () =>
    (await aws.ssm.getParameter({ Name: "/database", WithDecryption: true })).Parameter!.Value;
  const verdicts = async (...ids: string[]) => {
    const { stdout } = await command("verify", "--json");
    const { checks } = JSON.parse(stdout) as { checks: Verdict[] };
    return checks.filter(({ id }) => ids.includes(id)).map(({ id, status }) => `${id} ${status}`);
  };

  it("are demanded before anything is planned, with the command that makes them", async () => {
    await noted(estate.succeed("backend", "setup", deployment, "--sandbox"));
    const { code, stderr } = await command("plan");
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`secret ${path("api_key")} is missing`),
    });
    expect(stderr).toContain("make create-secrets ENVIRONMENT=staging");
  });

  it("are made for production by one command, before there is any state, and given as they stand in the environment [003-create-secrets-production] [003-create-secrets-before-state] [003-create-secrets-db-password] [003-create-secrets-jwt-secret]", async () => {
    const { code, stdout } = await make("production", { DB_PASSWORD: PASSWORD, JWT_SECRET: SIGNER });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: [
        "created   key alias/itrack-production-secrets",
        "created   itrack/production/db_password (given)",
        "created   itrack/production/jwt_secret (given)",
        "created   itrack/production/api_key (generated)\n",
      ].join("\n"),
    });
    expect([await valueOf("db_password", "production"), await valueOf("jwt_secret", "production")]).toEqual([
      PASSWORD,
      SIGNER,
    ]);
    const setup = await noted(estate.succeed("backend", "setup", "itrack-production", "--sandbox", "--json"));
    const { settings } = JSON.parse(setup.stdout) as { settings: { part: string; done: string }[] };
    expect(settings.filter(({ part }) => part === "secrets key").map(({ done }) => done)).toEqual(
      Array(4).fill("nothing"),
    );
  });

  it("of staging may not be production's; without them they are generated [003-create-secrets-staging] [003-secrets-values-differ] [003-create-secrets-api-key]", async () => {
    const refused = await make("staging", { DB_PASSWORD: PASSWORD, JWT_SECRET: SIGNER });
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain("DB_PASSWORD is the same as itrack/production/db_password");
    expect(refused.stderr).toContain("JWT_SECRET is the same as itrack/production/jwt_secret");
    const { code, stdout } = await make("staging");
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining("api_key (generated)") });
  });

  it("are left alone by a second run", async () => {
    const before = await valueOf("api_key");
    const { code, stdout } = await make("staging");
    expect(code).toBe(0);
    expect(stdout.match(/^\w+/gm)).toEqual(["kept", "kept", "kept", "kept"]);
    expect(await valueOf("api_key")).toBe(before);
  });

  it("reach what the stack makes, and no state [003-secrets-nowhere-else]", async () => {
    await noted(estate.succeed("backend", "setup", deployment, "--sandbox"));
    expect((await command("plan", "--json")).code).toBe(2);
    expect(await command("deploy", "--auto-approve", "--no-checks")).toMatchObject({ code: 0 });
    expect(await database()).toBe(await valueOf("db_password"));
    expect((await command("plan")).code).toBe(0);
    expect(JSON.stringify(await readState({ estate, deployment }))).not.toContain(await valueOf("db_password"));
  });

  it("are a change of the next plan when they were changed, and only then", async () => {
    const { stderr } = await make("staging", { DB_PASSWORD: `${PASSWORD}2`, API_KEY: `${SIGNER}2` });
    expect(stderr).toContain("plan and deploy itrack-staging");
    const { changes } = JSON.parse((await command("plan", "--json")).stdout) as Review;
    expect(changes.map(({ address, attributes }) => [address, attributes.map(({ name }) => name)])).toEqual([
      ["aws_ssm_parameter.database", expect.arrayContaining(["value_wo_version"])],
    ]);
    expect(await command("deploy", "--auto-approve", "--no-checks")).toMatchObject({ code: 0 });
    expect(await database()).toBe(`${PASSWORD}2`);
    expect((await command("plan")).code).toBe(0);
  });

  it("are verified: there, under their key, and young enough", async () => {
    const ids = ["secrets", "secrets-key", "secrets-age", "data-aws-kms-alias-enable-key-rotation"];
    expect(await verdicts(...ids)).toEqual(ids.map((id) => `${id} pass`));
    await aws.secrets.updateSecret({ SecretId: path("api_key"), KmsKeyId: "alias/aws/secretsmanager" });
    expect(await verdicts("secrets-key")).toEqual(["secrets-key fail"]);
    expect((await make("staging")).stdout).toContain("api_key (key corrected)");
    expect(await verdicts("secrets-key")).toEqual(["secrets-key pass"]);
  });

  it("are missed when they are scheduled for deletion, and restored by the same command", async () => {
    const before = await valueOf("api_key");
    await aws.secrets.deleteSecret({ SecretId: path("api_key"), RecoveryWindowInDays: 7 });
    expect(await verdicts("secrets")).toEqual(["secrets fail"]);
    expect((await command("plan")).stderr).toContain(`secret ${path("api_key")} is scheduled for deletion`);
    const { stdout, stderr } = await make("staging");
    expect(stderr).toContain(`Restore ${path("api_key")}, which was scheduled for deletion`);
    expect(stdout).toContain(`${path("api_key")} (restored, it was scheduled for deletion)`);
    expect(await valueOf("api_key")).toBe(before);
    expect((await command("plan")).code).toBe(0);
  });

  it("are replaced on demand", async () => {
    const before = await valueOf("jwt_secret");
    const { stdout } = await noted(
      estate.run("secrets", "create", deployment, "--sandbox", "--rotate", "jwt_secret", "--json"),
    );
    expect(JSON.parse(stdout)).toMatchObject({
      secrets: [{ outcome: "kept" }, { outcome: "updated", from: "generated" }, { outcome: "kept" }],
    });
    expect(await valueOf("jwt_secret")).not.toBe(before);
  });

  it("stand in nothing that any command printed or wrote [003-secrets-nowhere-else]", async () => {
    const names = ["db_password", "jwt_secret", "api_key"];
    const stored = await Promise.all(
      ["staging", "production"].flatMap((each) => names.map((name) => valueOf(name, each))),
    );
    const values = [...(stored as string[]), PASSWORD, SIGNER];
    expect(values.every((value) => value.length >= 20)).toBe(true);
    expect(finished.length).toBeGreaterThan(20);
    for (const { stdout, stderr } of finished) {
      for (const value of values) expect(stdout + stderr).not.toContain(value);
    }
    await estate.succeed("sandbox", "down"); // what it keeps is AWS's
    rmSync(join(estate.home, "sandbox"), { recursive: true, force: true });
    expect(filesHolding(values, estate.home)).toEqual([]);
  });
});
