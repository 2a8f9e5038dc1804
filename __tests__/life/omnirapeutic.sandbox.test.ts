import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ListSecretsCommand, GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { deployments } from "../../src/config";
import { awsClients } from "../../src/delivery/aws/clients";
import type { Review } from "../../src/delivery/plan/review";
import type { Verdict } from "../../src/delivery/verify";
import { plansOfJsonAndHcl, terraformIn } from "../support/hcl-plans";
import {
  bringUp,
  editSynthesized,
  filesHolding,
  readState,
  sandboxEnvironment,
  terraform,
  type Life,
} from "../support/life";

/** What Terraform wants to change at each plan, because the emulator answers otherwise than AWS. */
interface KnownDifference {
  readonly deployments: readonly string[];
  readonly address: string;
  readonly attribute: string;
  readonly reason: string;
}

const knownDifferences = JSON.parse(
  readFileSync(join(__dirname, "../../sandbox/known-differences.json"), "utf8"),
) as readonly KnownDifference[];

/** Every deployment lives on an embedded AWS of its own; all of them at the same time, since they mostly wait. */
const lives = new Map<string, Life>();
beforeAll(async () => {
  const all = await Promise.all(deployments.map(({ name }) => bringUp(name)));
  all.forEach((life) => lives.set(life.deployment, life));
});
afterAll(() => Promise.all([...lives.values()].map(({ estate }) => estate.dispose())));

/** The values that no file may hold, read as the application would: of a login's JSON the password, and the whole. */
async function secretValues({ estate }: Life): Promise<string[]> {
  const { AWS_ENDPOINT_URL: endpoint } = await sandboxEnvironment(estate);
  const { secrets } = awsClients({ kind: "sandbox", endpoint: endpoint! }, "us-east-1");
  const { SecretList = [] } = await secrets.send(new ListSecretsCommand({}));
  const read = SecretList.map(async ({ ARN, Name }) => {
    const { SecretString: value = "" } = await secrets.send(new GetSecretValueCommand({ SecretId: ARN }));
    return Name!.endsWith("/app-database-user")
      ? [value, (JSON.parse(value) as { password: string }).password]
      : [value];
  });
  return (await Promise.all(read)).flat();
}

describe.each(deployments)("the life of $name", ({ name, environment, config }) => {
  const life = () => lives.get(name)!;
  const command = (verb: string, ...more: string[]) =>
    life().estate.run(verb, name, "--sandbox", "--from", life().estate.synthesized, ...more);
  const checks = () => (JSON.parse(life().verify.stdout) as { checks: Verdict[] }).checks;

  it("begins with a plan of new resources only [001-deploy-step-init] [001-deploy-step-plan] [004-tf-init] [004-tf-plan]", () => {
    const { code, stdout } = life().firstPlan;
    const review = JSON.parse(stdout) as Review;
    expect(code).toBe(2);
    expect(review.counts.create).toBeGreaterThan(300);
    expect(review.changes.filter(({ effect }) => effect !== "create")).toEqual([]);
  });

  it("is deployed from exactly that plan [001-deploy-step-apply] [004-tf-apply] [004-test-plan-apply]", () => {
    expect({ ...life().deploy, code: 0 }).toEqual(life().deploy);
  });

  it("passes every check of the verification [001-verify-passes] [001-check-aurora-available] [001-flow-logs-active] [001-igw-attached]", () => {
    expect(checks().filter(({ status }) => status === "fail")).toEqual([]);
    expect(checks().filter(({ status }) => status === "pass").length).toBeGreaterThan(150);
    expect(life().verify.code).toBe(0);
  });

  it("has NAT gateways that are available and have an elastic IP, and secrets with a current version [001-nat-operational] [001-secret-live-values]", () => {
    const passed = checks()
      .filter(({ status }) => status === "pass")
      .map(({ title }) => title);
    expect(passed).toEqual(
      expect.arrayContaining([
        "Every NAT gateway is available",
        "Every NAT gateway has an elastic IP",
        `${config.network.nat.gateways} NAT gateway${config.network.nat.gateways === 1 ? "" : "s"}`,
        "Every secret has a current version",
      ]),
    );
  });

  it("needs no change after it was deployed, but for the known differences of the emulator", () => {
    const { changes } = JSON.parse(life().secondPlan.stdout) as Review;
    const found = changes.flatMap(({ address, attributes }) =>
      attributes.map(({ name: attribute }) => `${address}.${attribute}`),
    );
    const known = knownDifferences.filter(({ deployments: some }) => some.includes(name));
    expect(found.sort()).toEqual(known.map(({ address, attribute }) => `${address}.${attribute}`).sort());
    expect(life().secondPlan.code).toBe(known.length === 0 ? 0 : 2);
  });

  it("has nothing open in a scan, which also looks at its saved plan", async () => {
    const { code, stderr, stdout } = await life().estate.run(
      "scan",
      name,
      "--from",
      life().estate.synthesized,
      "--json",
    );
    expect(stderr).toContain(`Scan the saved plan of ${name} for sandbox`);
    expect(stderr).not.toContain("left out");
    expect({ code, findings: (JSON.parse(stdout) as { findings: unknown[] }).findings }).toEqual({
      code: 0,
      findings: [],
    });
    expect(filesHolding(["planned_values"], join(life().estate.home, "scan"))).toEqual([]);
  });

  it("plans the same rendered as HCL as from its JSON", async () => {
    const { json, hcl } = await plansOfJsonAndHcl(life());
    expect(json.resource_changes.length).toBeGreaterThan(300);
    expect(hcl).toEqual(json);
  });

  it("plans no change from the HCL that eject writes", async () => {
    const folder = join(life().estate.home, "ejected");
    const { code } = await life().estate.run("eject", name, "--from", life().estate.synthesized, "--out", folder);
    expect(code).toBe(0);
    const terraform = await terraformIn(life(), folder);
    expect(await terraform("fmt", "-check")).toBe("");
    await terraform("init", "-input=false");
    await expect(terraform("plan", "-input=false", "-detailed-exitcode")).resolves.toContain("No changes.");
  });

  it("gives its outputs as JSON, ready for a file that later phases read [001-outputs-printed]", () => {
    const { code, stdout } = life().outputs;
    const outputs = JSON.parse(stdout) as { [name: string]: unknown };
    expect(code).toBe(0);
    expect(Object.keys(outputs)).toEqual(expect.arrayContaining(["vpc_id", "private_subnet_ids", "kms_key_arns"]));
    expect(JSON.stringify(outputs.vpc_id)).toMatch(/"vpc-[0-9a-f]+"/);
  });

  it("prints the documented endpoint only when asked for sensitive values [001-output-aurora-endpoint]", async () => {
    expect(life().outputs.stdout).not.toContain("rds.amazonaws.com");
    const { stdout } = await command("outputs", "--json", "--show-sensitive");
    expect(stdout).toMatch(
      new RegExp(`"omnirapeutic-${environment}\\.cluster-[a-z0-9]+\\.us-east-1\\.rds\\.amazonaws\\.com"`),
    );
  });

  it("sees one changed value, and only that", async () => {
    editSynthesized(
      life(),
      ({ resource }) => (resource.aws_rds_cluster.database.preferred_maintenance_window = "mon:05:00-mon:06:00"),
    );
    const { code, stdout } = await command("plan", "--json");
    const { changes } = JSON.parse(stdout) as Review;
    expect(code).toBe(2);
    expect(
      changes.map(({ effect, address, attributes }) => [
        effect,
        address,
        attributes.map((attribute) => attribute.name),
      ]),
    ).toEqual([["update", "aws_rds_cluster.database", ["preferred_maintenance_window"]]]);
  });

  it("leaves no secret value in the JSON, the saved plan, the review or the state", async () => {
    const values = await secretValues(life());
    expect(values).toHaveLength(Object.keys(config.secrets.generated).length + 2);
    expect(values.every(({ length }) => length >= 32)).toBe(true);
    const { estate } = life();
    const plan = join(estate.home, "plans", "sandbox", name, "plan.tfplan");
    const shown = await terraform(life(), "show", "-json", plan);
    expect(shown.code).toBe(0);
    expect(readdirSync(join(estate.home, "plans", "sandbox", name))).toContain("review.md");
    expect(filesHolding(values, estate.synthesized, join(estate.home, "plans"))).toEqual([]);
    for (const value of values) {
      expect(shown.stdout).not.toContain(value);
      expect(JSON.stringify(life().state)).not.toContain(value);
    }
  });

  it("keeps every password field of the state empty", () => {
    const fields = life().state.resources.flatMap(({ instances }) =>
      instances.flatMap(({ attributes }) =>
        Object.entries(attributes).filter(([key]) =>
          /^(master_password|master_password_wo|secret_string|secret_string_wo|secret_binary)$/.test(key),
        ),
      ),
    );
    expect(fields.length).toBeGreaterThanOrEqual(10);
    expect(fields.filter(([, value]) => value !== null && value !== "")).toEqual([]);
  });

  if (config.protection.allowDestroy.kept) {
    it("cannot be destroyed, because its configuration keeps the protection", async () => {
      const { code, stderr } = await command("destroy", "--auto-approve");
      expect(code).toBe(1);
      expect(stderr).toMatch(/protect/i);
      expect((await readState(life())).resources.length).toBe(life().state.resources.length);
    });
  } else {
    it("ends when it is destroyed, with nothing left in the state", async () => {
      const { code, stderr } = await command("destroy", "--auto-approve");
      expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
      expect((await readState(life())).resources).toEqual([]);
    });
  }
});
