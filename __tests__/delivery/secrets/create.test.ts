import { deployments, findDeployment, type EstateDeployment } from "../../../src/config";
import type { AwsClients } from "../../../src/delivery/aws/clients";
import type { Failure } from "../../../src/delivery/failure";
import type { Progress } from "../../../src/delivery/progress";
import { createSecrets, type CreateSettings } from "../../../src/delivery/secrets";
import { awsError } from "../backend/fake-aws";
import { fakeAccount } from "./fake-account";

const [staging, production] = [findDeployment("itrack-staging"), findDeployment("itrack-production")];
const names = ["db_password", "jwt_secret", "api_key"];
const at = (environment: string) => names.map((name) => `itrack/${environment}/${name}`);
const [db, jwt, api] = at("staging") as [string, string, string];

/** Values that can be told from everything else. */
const PASSWORD = "Planted!Password#1$";
const SIGNER = "planted-to-sign-with-0123456789-0123456789";

type Account = ReturnType<typeof fakeAccount>;

const run = (
  { aws }: Pick<Account, "aws">,
  { env = {}, rotate = [] }: Partial<CreateSettings> = {},
  deployment: EstateDeployment = staging,
  progress: Progress = { step: (_title, work) => work(() => undefined) },
) => createSecrets(deployment, { env, rotate, estate: deployments }, aws, progress);

const outcomes = async (created: ReturnType<typeof run>) =>
  (await created).secrets.map(({ outcome, from }) => `${outcome} ${from}`);

async function refusal(created: Promise<unknown>): Promise<Failure> {
  return created.then(
    () => {
      throw new Error("nothing was refused");
    },
    (error: Failure) => error,
  );
}

describe("creating secrets", () => {
  it("generates what is not given, of the configured length, under the environment's key [003-secrets-in-secrets-manager]", async () => {
    const there = fakeAccount();
    const { key, secrets } = await run(there);
    expect(secrets.map(({ name, outcome, from }) => [name, outcome, from])).toEqual(
      at("staging").map((path) => [path, "created", "generated"]),
    );
    expect(key).toMatchObject({ alias: "alias/itrack-staging-secrets", outcome: "created" });
    const kept = at("staging").map((path) => there.store.get(path)!);
    expect(kept.map(({ value }) => value!.length)).toEqual([32, 64, 64]);
    expect(new Set(kept.map(({ value }) => value)).size).toBe(3);
    for (const { value, key: own } of kept) {
      expect(value).toMatch(/^[A-Za-z0-9]+$/);
      expect(own).toBe(key.arn);
    }
  });

  it("takes what is given, each from its variable [003-create-secrets-db-password] [003-create-secrets-jwt-secret] [003-create-secrets-api-key]", async () => {
    const there = fakeAccount();
    const env = { DB_PASSWORD: PASSWORD, JWT_SECRET: SIGNER, API_KEY: `api-${SIGNER}` };
    expect(await outcomes(run(there, { env }))).toEqual(["created given", "created given", "created given"]);
    expect(at("staging").map((path) => there.store.get(path)!.value)).toEqual([PASSWORD, SIGNER, `api-${SIGNER}`]);
  });

  it("tags them as Terraform tags what it makes", async () => {
    const there = fakeAccount();
    await run(there);
    const tags = { Project: "itrack", Environment: "staging", ManagedBy: "estate-secrets", HIPAA: "true" };
    expect(there.store.get(db)!.tags).toEqual({ ...tags, DataClassification: "phi" });
    expect(there.store.get(api)!.tags).toEqual({ ...tags, DataClassification: "internal" });
  });

  it("changes nothing the second time, also when the same values are given again", async () => {
    const there = fakeAccount();
    const env = { DB_PASSWORD: PASSWORD };
    await run(there, { env });
    there.changes.length = 0;
    for (const again of [{}, { env }]) {
      const created = await run(there, again);
      expect(created.secrets.every(({ outcome, corrected }) => outcome === "kept" && corrected.length === 0)).toBe(
        true,
      );
      expect(created.key.outcome).toBe("kept");
    }
    expect(there.changes).toEqual([]);
  });

  it("changes what is given and keeps the rest; an empty variable gives nothing", async () => {
    const there = fakeAccount();
    await run(there);
    const before = there.store.get(api)!.value;
    there.changes.length = 0;
    const env = { JWT_SECRET: SIGNER, API_KEY: "" };
    expect(await outcomes(run(there, { env }))).toEqual(["kept stored", "updated given", "kept stored"]);
    expect(there.changes).toEqual([`putSecretValue ${jwt}`]);
    expect(there.store.get(api)!.value).toBe(before);
  });

  it("generates new values on demand, of some or of all", async () => {
    const there = fakeAccount();
    await run(there);
    const before = there.store.get(db)!.value;
    expect(await outcomes(run(there, { rotate: ["db_password"] }))).toEqual([
      "updated generated",
      "kept stored",
      "kept stored",
    ]);
    expect(there.store.get(db)!.value).not.toBe(before);
    expect(new Set(await outcomes(run(there, { rotate: "all" })))).toEqual(new Set(["updated generated"]));
  });

  it("gives a secret a value that has none", async () => {
    const there = fakeAccount({ [db]: {} });
    expect(await outcomes(run(there))).toEqual(["updated generated", "created generated", "created generated"]);
  });

  it("puts key and tags right of what somebody made by hand, and leaves other tags", async () => {
    const value = "made-by-hand-0123456789-0123456789";
    const there = fakeAccount({
      [api]: { value, key: "alias/aws/secretsmanager", tags: { Team: "core", HIPAA: "no" } },
    });
    const { key, secrets } = await run(there);
    expect(secrets[2]).toEqual({
      name: api,
      outcome: "kept",
      from: "stored",
      restored: false,
      corrected: ["key", "tags"],
    });
    expect(there.store.get(api)).toMatchObject({ value, key: key.arn, tags: { Team: "core", HIPAA: "true" } });
  });

  it("restores what is scheduled for deletion, with its value, and says so", async () => {
    const there = fakeAccount({ [api]: { value: SIGNER, deleted: true } });
    const said: string[] = [];
    const { secrets } = await run(there, {}, staging, {
      step: (title, work) => (said.push(title), work(() => undefined)),
    });
    expect(secrets[2]).toMatchObject({ outcome: "kept", restored: true });
    expect(there.store.get(api)).toMatchObject({ value: SIGNER, deleted: false });
    expect(said).toContain(`Restore ${api}, which was scheduled for deletion`);
  });

  it("lets two environments live in one account [003-secrets-values-differ]", async () => {
    const there = fakeAccount();
    await run(there);
    await run(there, {}, production);
    expect([...there.store.keys()].sort()).toEqual([...at("production"), ...at("staging")].sort());
    expect(new Set([...there.store.values()].map(({ value }) => value)).size).toBe(6);
    expect(new Set([...there.store.values()].map(({ key }) => key)).size).toBe(2);
  });
});

describe("creating secrets refuses", () => {
  it("everything at once, changes nothing, and shows no value [003-create-secrets-placeholder] [003-secrets-nowhere-else]", async () => {
    const there = fakeAccount(
      Object.fromEntries(at("production").map((path) => [path, { value: `${SIGNER}${path}` }])),
    );
    const env = {
      DB_PASSWORD: "your-secure-db-password",
      JWT_SECRET: "plant it",
      API_KEY: `${SIGNER}${at("production")[1]}`,
    };
    const { message, fix } = await refusal(run(there, { env, rotate: ["api_key"] }));
    expect(message.split("\n")).toEqual([
      "The secrets of itrack-staging were not stored:",
      "  API_KEY gives api_key a value, and --rotate generates one",
      "  DB_PASSWORD is a placeholder of the documentation",
      "  JWT_SECRET is too short; allowed are 32-4096 characters",
      "  JWT_SECRET has characters other than printable ASCII without space",
      "  API_KEY is the same as itrack/production/jwt_secret, which belongs to another environment",
    ]);
    expect(fix).toContain("npx estate secrets create itrack-staging --rotate <name>");
    for (const value of Object.values(env)) expect(message + fix).not.toContain(value);
    expect(there.changes).toEqual([]);
    await expect(there.aws.kms.describeKey({ KeyId: "alias/itrack-staging-secrets" })).rejects.toThrow("NotFound");
  });

  it.each([
    ["DB_PASSWORD", "your-secure-db-password", "is a placeholder"],
    ["JWT_SECRET", "your-jwt-secret-key", "is a placeholder"],
    ["API_KEY", "YOUR-API-SIGNER", "is a placeholder"],
    ["DB_PASSWORD", "fifteen-letters", "is too short; allowed are 16-41 characters"],
    ["DB_PASSWORD", "x".repeat(42), "is too long; allowed are 16-41 characters"],
    ["DB_PASSWORD", "with/slash-0123456789", 'has characters other than printable ASCII without /, @, " and space'],
    ["DB_PASSWORD", "with@sign-0123456789", "has characters"],
    ["DB_PASSWORD", 'with"quote-0123456789', "has characters"],
    ["DB_PASSWORD", "with space-0123456789", "has characters"],
    ["DB_PASSWORD", "end-of-line-0123456789\n", "has characters"],
    ["DB_PASSWORD", "ümlaut-0123456789-abc", "has characters"],
    ["JWT_SECRET", "x".repeat(31), "is too short; allowed are 32-4096 characters"],
    ["API_KEY", "x".repeat(4097), "is too long"],
  ])("%s of %j: it %s [003-create-secrets-placeholder]", async (variable, value, problem) => {
    const there = fakeAccount();
    const { message } = await refusal(run(there, { env: { [variable]: value } }));
    expect(message.split("\n").slice(1)).toEqual([expect.stringContaining(`  ${variable} ${problem}`)]);
    expect(message).not.toContain(value);
    expect(there.changes).toEqual([]);
  });

  it("the exported variables of the other environment, as the quick start leaves them [003-secrets-values-differ]", async () => {
    const there = fakeAccount();
    const env = { DB_PASSWORD: PASSWORD, JWT_SECRET: SIGNER };
    await run(there, { env }, production);
    const { message } = await refusal(run(there, { env }));
    expect(message).toContain("DB_PASSWORD is the same as itrack/production/db_password, which belongs to another");
    expect(message).toContain("JWT_SECRET is the same as itrack/production/jwt_secret");
    expect([...there.store.keys()].sort()).toEqual([...at("production")].sort());
  });

  it("one value for two secrets", async () => {
    const { message } = await refusal(run(fakeAccount(), { env: { JWT_SECRET: SIGNER, API_KEY: SIGNER } }));
    expect(message).toContain("API_KEY is the same as JWT_SECRET");
  });

  it("also what was stored by hand, and --rotate replaces it", async () => {
    const there = fakeAccount({
      [db]: { value: "your-secure-db-password" },
      [jwt]: { value: SIGNER },
      [api]: { value: SIGNER },
    });
    const { message } = await refusal(run(there));
    expect(message).toContain(`the value of ${db} is a placeholder`);
    expect(message).toContain(`the value of ${api} is the same as the value of ${jwt}`);
    expect(await outcomes(run(there, { rotate: ["db_password", "api_key"] }))).toEqual([
      "updated generated",
      "kept stored",
      "updated generated",
    ]);
  });

  it("does not stumble over another environment's secret that is scheduled for deletion", async () => {
    const there = fakeAccount({ "itrack/production/api_key": { value: SIGNER, deleted: true } });
    expect(await outcomes(run(there, { env: { API_KEY: SIGNER } }))).toContain("created given");
  });

  it("credentials of another account, before it reads anything", async () => {
    const { aws } = fakeAccount({}, { account: "999999999999" });
    const nothingElse = { sts: aws.sts } as AwsClients;
    await expect(run({ aws: nothingElse })).rejects.toThrow(
      "account 999999999999; the deployment lives in 123456789012",
    );
  });

  it("a deployment whose secrets Terraform generates", async () => {
    const { message } = await refusal(run(fakeAccount(), {}, findDeployment("omni-portal-dev")));
    expect(message).toBe("Nobody makes secrets of omni-portal-dev: Terraform generates them.");
  });

  it("to rotate what it does not know, and says what there is", async () => {
    const { message, fix } = await refusal(run(fakeAccount(), { rotate: ["db-password", "api_key"] }));
    expect({ message, fix }).toEqual({
      message: "itrack-staging has no secret db-password.",
      fix: "It has db_password, jwt_secret, api_key.",
    });
  });

  it.each(["createSecret", "getSecretValue"])(
    "what AWS denies, and says what was being done: %s",
    async (operation) => {
      const held = { "itrack/production/api_key": { value: SIGNER } };
      const there = fakeAccount(held, { failing: { [operation]: awsError("AccessDeniedException") } });
      const { message, fix } = await refusal(run(there));
      expect(message).toMatch(/^Failed while .* \(secretsmanager:\w+\): AccessDeniedException/);
      expect(message).toContain(`:${operation[0]!.toUpperCase()}${operation.slice(1)})`);
      expect(fix).toContain("permission");
    },
  );

  it("to tell a value that AWS quotes in an error [003-secrets-nowhere-else]", async () => {
    const quoting = Object.assign(new Error(`1 validation error: '${PASSWORD}' is too plain`), { name: "Invalid" });
    const there = fakeAccount({}, { failing: { createSecret: quoting } });
    const failure = await refusal(run(there, { env: { DB_PASSWORD: PASSWORD } }));
    expect(failure.message).toContain("'<value>' is too plain");
    expect(failure.cause).toBeUndefined();
    expect(JSON.stringify({ ...failure, stack: failure.stack })).not.toContain(PASSWORD);
  });
});
