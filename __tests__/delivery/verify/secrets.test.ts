import { ResourceNotFoundException } from "@aws-sdk/client-secrets-manager";
import { findDeployment } from "../../../src/config";
import type { AwsClients } from "../../../src/delivery/aws/clients";
import type { StateResource } from "../../../src/delivery/verify/checker";
import { checkers } from "../../../src/delivery/verify/checkers";
import { healthChecks } from "../../../src/delivery/verify/common-checks";
import { evaluate } from "../../../src/delivery/verify/evaluate";
import { observe } from "../../../src/delivery/verify/observe";
import { foundResources } from "../../../src/delivery/verify/state";
import { operatorSecretChecks } from "../../../src/systems/shared/checks/operator-secrets";

const keyArn = "arn:aws:kms:us-east-1:123456789012:key/1";
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000 - 1_000);
/** `printf v1 | sha256sum`, its first twelve digits. */
const VERSION = 0x3bfc269594ef;

const { operatorSecrets } = findDeployment("itrack-staging").config;
const paths = ["db_password", "jwt_secret", "api_key"].map((name) => `itrack/staging/${name}`);
const systemChecks = operatorSecretChecks(operatorSecrets, {
  deployment: "itrack-staging",
  database: { instance: "itrack-staging", secret: "db_password" },
}).map((check) => ({ ...check, group: "Security" as const }));

const found = (type: string, name: string, values: object) => ({
  mode: "data" as const,
  type,
  name,
  instances: [{ attributes: values as Record<string, unknown> }],
});
const resources: readonly StateResource[] = [
  ...foundResources({
    resources: [
      ...paths.map((path) => found("aws_secretsmanager_secret", path.slice(15), { arn: path, name: path })),
      found("aws_kms_alias", "secret_key", { name: operatorSecrets.keyAlias }),
    ],
  }),
  {
    address: "aws_db_instance.database",
    type: "aws_db_instance",
    values: {
      identifier: "itrack-staging",
      password_wo_version: VERSION,
      parameter_group_name: "p",
      option_group_name: "o",
    },
  },
];

const Tags = [{ Key: "HIPAA", Value: "true" }];
const live = {
  secret: { KmsKeyId: keyArn, VersionIdsToStages: { v1: ["AWSCURRENT"], v0: ["AWSPREVIOUS"] }, Tags } as object,
  versions: [
    { VersionId: "v0", VersionStages: ["AWSPREVIOUS"], CreatedDate: daysAgo(100) },
    { VersionId: "v1", VersionStages: ["AWSCURRENT"], CreatedDate: daysAgo(90) },
  ] as object[],
  key: { Arn: keyArn, KeyState: "Enabled" } as object,
  rotates: true,
};

/** AWS, whose secret `api_key` (of the database: `db_password`) is as changed. */
function answering(change: Partial<typeof live>, changedPath = "itrack/staging/api_key"): AwsClients {
  const of = (path: string) => (path === changedPath ? { ...live, ...change } : live);
  const secrets = {
    describeSecret: async ({ SecretId }: { SecretId: string }) => ({ Name: SecretId, ...of(SecretId).secret }),
    listSecretVersionIds: async ({ SecretId }: { SecretId: string }) => ({ Versions: of(SecretId).versions }),
    getSecretValue: () => {
      throw new Error("a value was read");
    },
  };
  const key = { ...live, ...change };
  const kms = {
    describeKey: async () => ({ KeyMetadata: key.key }),
    getKeyRotationStatus: async () => ({ KeyRotationEnabled: key.rotates }),
    listResourceTags: async () => ({ Tags: [{ TagKey: "HIPAA", TagValue: "true" }] }),
  };
  const database = {
    DBInstanceIdentifier: "itrack-staging",
    DBInstanceStatus: "available",
    StorageEncrypted: true,
    IAMDatabaseAuthenticationEnabled: true,
    DBParameterGroups: [{ DBParameterGroupName: "p" }],
    OptionGroupMemberships: [{ OptionGroupName: "o" }],
  };
  const rds = { describeDBInstances: async () => ({ DBInstances: [database] }) };
  return { secrets, kms, rds } as unknown as AwsClients;
}

/** Ids of the checks that fail, with what they found. */
async function failures(aws: AwsClients): Promise<Record<string, string>> {
  const observations = await observe(resources, aws);
  const checks = [...systemChecks, ...healthChecks(observations)];
  const failed = checks.map((check) => evaluate(check, observations)).filter(({ status }) => status === "fail");
  return Object.fromEntries(failed.map(({ id, found: what }) => [id, what]));
}

describe("verifying secrets that people make", () => {
  it("looks them up by the state's data sources, with the age and number of their value, which it never reads [001-verify-secrets]", async () => {
    const [first] = resources;
    expect(first).toMatchObject({ address: "data.aws_secretsmanager_secret.db_password" });
    const checker = checkers["data.aws_secretsmanager_secret"]!;
    expect(await checker.read(first!, answering({}))).toEqual({
      name: "itrack/staging/db_password",
      kms_key_id: keyArn,
      has_current_version: true,
      version: VERSION,
      days_since_change: 90,
      "tag:HIPAA": "true",
    });
  });

  it("looks up their key by its alias", async () => {
    const alias = resources.find(({ type }) => type === "data.aws_kms_alias")!;
    expect(await checkers["data.aws_kms_alias"]!.read(alias, answering({}))).toEqual({
      name: "alias/itrack-staging-secrets",
      target_key_arn: keyArn,
      key_state: "Enabled",
      enable_key_rotation: true,
      "tag:HIPAA": "true",
    });
  });

  it("is content with secrets of 90 days, under their key, that the database knows", async () => {
    expect(await failures(answering({}))).toEqual({});
  });

  it.each<[string, Partial<typeof live>, string]>([
    [
      "one that nobody changed for 91 days [003-secrets-rotation]",
      { versions: [{ ...live.versions[1], CreatedDate: daysAgo(91) }] },
      "secrets-age",
    ],
    ["one under another key", { secret: { ...live.secret, KmsKeyId: `${keyArn}0` } }, "secrets-key"],
    ["one under AWS's own key", { secret: { ...live.secret, KmsKeyId: undefined } }, "secrets-key"],
    ["one that is not tagged", { secret: { ...live.secret, Tags: [] } }, "data-aws-secretsmanager-secret-tag-hipaa"],
    ["a key that is off", { key: { ...live.key, KeyState: "Disabled" } }, "data-aws-kms-alias-key-state"],
    ["a key that does not rotate", { rotates: false }, "data-aws-kms-alias-enable-key-rotation"],
  ])("finds %s", async (_what, change, id) => {
    expect(Object.keys(await failures(answering(change)))).toEqual([id]);
  });

  it.each<[string, Partial<typeof live>]>([
    ["scheduled for deletion", { secret: { ...live.secret, DeletedDate: new Date(0) } }],
    ["without a current version", { secret: { ...live.secret, VersionIdsToStages: {} }, versions: [] }],
  ])("finds one %s", async (_what, change) => {
    expect(Object.keys(await failures(answering(change))).length).toBeGreaterThan(0);
  });

  it("finds one that is gone", async () => {
    const missing = new ResourceNotFoundException({ message: "", $metadata: {} });
    const aws = answering({});
    const gone = { ...aws, secrets: { describeSecret: () => Promise.reject(missing) } } as unknown as AwsClients;
    expect((await observe([resources[0]!], gone))[0]!.live).toEqual({ is: "missing" });
  });

  it("finds a password that the database was not given yet, and says what to do", async () => {
    const versions = [{ ...live.versions[1], VersionId: "v2" }];
    const failed = await failures(answering({ versions }, "itrack/staging/db_password"));
    expect(failed).toEqual({ "database-password": `aws_db_instance.database: ${VERSION}` });
    const titles = systemChecks.filter(({ id }) => /password|age/.test(id)).map(({ title }) => title);
    expect(titles).toEqual([
      "Every secret was changed within 90 days (npx estate secrets create itrack-staging --rotate)",
      "The database has the stored password (npx estate plan and deploy itrack-staging)",
    ]);
  });
});

describe("a demand of at most a number", () => {
  it.each<[unknown, string]>([
    [3, "pass"],
    [4, "fail"],
    ["3", "fail"],
    [undefined, "fail"],
  ])("is judged on %j as %s", (days, status) => {
    const check = {
      id: "x",
      group: "Security" as const,
      title: "x",
      of: { type: "t" },
      demand: { fact: "days", atMost: 3 },
    };
    const observation = {
      address: "t.x",
      type: "t",
      state: {},
      live: { is: "read" as const, facts: { days } as never },
    };
    expect(evaluate(check, [observation])).toMatchObject({ status, expected: "days of at most 3" });
  });
});
