import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GetSecretValueCommand, ListSecretsCommand } from "@aws-sdk/client-secrets-manager";
import type { EstateDeployment } from "../../src/config";
import { awsClients } from "../../src/delivery/aws/clients";
import type { Review } from "../../src/delivery/review";
import type { Verdict } from "../../src/delivery/verify";
import { plansOfJsonAndHcl, terraformIn } from "./hcl-plans";
import { expectEnd, type Estate } from "./estate";
import {
  bringUp,
  editSynthesized,
  freshEstate,
  filesHolding,
  readState,
  sandboxEnvironment,
  terraform,
  type Life,
} from "./life";
import type { Block } from "./synthesize";

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

/** What a system says of its own deployments; the titles cite the rows that it proves. */
export interface LifeOf<D extends EstateDeployment> {
  /** Ends of the titles. */
  readonly proves: Readonly<
    Record<"plan" | "apply" | "verify" | "gateways" | "outputs" | "endpoint" | "secrets", string>
  >;
  /** Least numbers, so that nothing passes because nothing was there. */
  readonly least: { readonly resources: number; readonly checks: number; readonly passwordFields: number };
  /** The sensitive endpoint as the outputs show it when asked. */
  readonly endpoint: (deployment: D) => RegExp;
  readonly secrets: (deployment: D) => number;
  /** Environments whose HCL is planned too: rendering does not differ by environment, and each plan takes half a minute. */
  readonly rendered: readonly D["environment"][];
  /** One value that is changed, and what the plan says of it. */
  readonly change: {
    readonly address: string;
    readonly attribute: string;
    readonly edit: (resources: Block) => void;
  };
  /** What a person does before the first deployment. @default nothing */
  readonly before?: (deployment: D, estate: Estate) => Promise<unknown>;
  /** Whether they live in one account, one brought up after the other. @default each has an embedded AWS of its own */
  readonly together?: boolean;
}

/**
 * From nothing to the end; with an embedded AWS for each deployment all of them at the same time, since they mostly wait.
 * Call it at the top of a test file. Returns the lives by deployment, for tests that come after.
 */
export function describeLives<D extends EstateDeployment>(
  deployments: readonly D[],
  own: LifeOf<D>,
): (name: D["name"]) => Life {
  const lives = new Map<string, Life>();
  beforeAll(async () => {
    const account = own.together ? { estate: await freshEstate() } : {};
    const live = async (deployment: D) => {
      const before = own.before && ((estate: Estate) => own.before!(deployment, estate));
      lives.set(deployment.name, await bringUp(deployment.name, { ...account, ...(before && { before }) }));
    };
    if (!own.together) await Promise.all(deployments.map(live));
    else for (const deployment of deployments) await live(deployment);
  });
  afterAll(() =>
    Promise.all([...new Set([...lives.values()].map(({ estate }) => estate))].map((each) => each.dispose())),
  );
  describe.each(deployments.map((deployment) => [deployment.name, deployment] as const))(
    "the life of %s",
    (name, deployment) => describeLife(deployment, () => lives.get(name)!, own),
  );
  return (name) => lives.get(name)!;
}

/** The values that no file may hold, read as the application would: of a login's JSON the password, and the whole. */
async function secretValues({ estate }: Life): Promise<string[]> {
  const { AWS_ENDPOINT_URL: endpoint } = await sandboxEnvironment(estate);
  const { secrets } = awsClients({ kind: "sandbox", endpoint: endpoint! }, "us-east-1");
  const { SecretList = [] } = await secrets.send(new ListSecretsCommand({}));
  const read = SecretList.map(async ({ ARN, Name }) => {
    const { SecretString: value = "" } = await secrets.send(new GetSecretValueCommand({ SecretId: ARN }));
    return /\/(app-)?database-user$/.test(Name!)
      ? [value, (JSON.parse(value) as { password: string }).password]
      : [value];
  });
  return (await Promise.all(read)).flat();
}

function describeLife<D extends EstateDeployment>(deployment: D, life: () => Life, own: LifeOf<D>): void {
  const { name, config } = deployment;
  const command = (verb: string, ...more: string[]) =>
    life().estate.run(verb, name, "--sandbox", "--from", life().estate.synthesized, ...more);
  const checks = () => (JSON.parse(life().verify.stdout) as { checks: Verdict[] }).checks;

  it(`begins with a plan of new resources only ${own.proves.plan}`, () => {
    const { code, stdout } = life().firstPlan;
    const review = JSON.parse(stdout) as Review;
    expect(code).toBe(2);
    expect(review.counts.create).toBeGreaterThanOrEqual(own.least.resources);
    expect(review.changes.filter(({ effect }) => effect !== "create")).toEqual([]);
  });

  it(`is deployed from exactly that plan ${own.proves.apply}`, () => {
    expectEnd(life().deploy, 0);
  });

  it(`passes every check of the verification ${own.proves.verify}`, () => {
    expect(checks().filter(({ status }) => status === "fail")).toEqual([]);
    expect(checks().filter(({ status }) => status === "pass").length).toBeGreaterThanOrEqual(own.least.checks);
    expect(life().verify.code).toBe(0);
  });

  it(`has NAT gateways that are available and have an elastic IP, and secrets with a current version ${own.proves.gateways}`, () => {
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

  if (own.rendered.includes(deployment.environment)) {
    it("plans the same rendered as HCL as from its JSON", async () => {
      const { json, hcl } = await plansOfJsonAndHcl(life());
      expect(json.resource_changes.length).toBeGreaterThanOrEqual(own.least.resources);
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
  }

  it(`gives its outputs as JSON, ready for a file that later phases read ${own.proves.outputs}`, () => {
    const { code, stdout } = life().outputs;
    const outputs = JSON.parse(stdout) as { [name: string]: unknown };
    expect(code).toBe(0);
    expect(Object.keys(outputs)).toEqual(expect.arrayContaining(["vpc_id", "private_subnet_ids", "kms_key_arns"]));
    expect(JSON.stringify(outputs.vpc_id)).toMatch(/"vpc-[0-9a-f]+"/);
  });

  it(`prints the endpoint of the database only when asked for sensitive values ${own.proves.endpoint}`, async () => {
    expect(life().outputs.stdout).not.toContain("rds.amazonaws.com");
    const { stdout } = await command("outputs", "--json", "--show-sensitive");
    expect(stdout).toMatch(own.endpoint(deployment));
  });

  it("has not drifted since it was deployed: what AWS makes of it is no drift", async () => {
    const { code, stdout } = await command("drift", "--full", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ findings: [], pending: [] });
    expect(code).toBe(0);
  });

  it("sees one changed value, and only that", async () => {
    const { address, attribute, edit } = own.change;
    const undo = editSynthesized(life(), ({ resource }) => edit(resource as Block));
    const { code, stdout } = await command("plan", "--json").finally(undo);
    const { changes } = JSON.parse(stdout) as Review;
    expect(code).toBe(2);
    const seen = changes.map(({ effect, address: at, attributes }) => [
      effect,
      at,
      attributes.map((each) => each.name),
    ]);
    expect(seen).toEqual([["update", address, [attribute]]]);
  });

  it(`leaves no secret value in the JSON, the saved plan, the review or the state ${own.proves.secrets}`, async () => {
    const values = await secretValues(life());
    expect(values).toHaveLength(own.secrets(deployment));
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
          /^(password|password_wo|passwords|auth_token|master_password|master_password_wo|secret_string|secret_string_wo|secret_binary)$/.test(
            key,
          ),
        ),
      ),
    );
    expect(fields.length).toBeGreaterThanOrEqual(own.least.passwordFields);
    expect(
      fields.filter(([, value]) => value !== null && value !== "" && !(Array.isArray(value) && value.length === 0)),
    ).toEqual([]);
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
}
