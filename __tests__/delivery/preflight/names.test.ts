import { nameChecks } from "../../../src/delivery/preflight/checks/names";
import { accountOf, awsError, demandFor, lookAt, type Answers } from "../../support/preflight";

const fails = (name: string, status?: number) => () => {
  throw awsError(name, status);
};
const look = (resources: Parameters<typeof demandFor>[0], answers: Answers, deployed = {}) =>
  lookAt(nameChecks(demandFor(resources, deployed), accountOf(answers)));

describe("the name of a bucket", () => {
  const bucket = { aws_s3_bucket: { records: { bucket: "records" } } };
  const head = (answer: () => unknown) => look(bucket, { s3: { headBucket: answer } });

  it("is free when nobody has it", async () => {
    expect(await head(fails("NotFound", 404))).toEqual([
      { area: "names", what: "bucket records", status: "ready", found: "free", wanted: "a free name" },
    ]);
  });

  it.each<[string, () => unknown, string, string]>([
    ["it is somebody else's", fails("403", 403), "a bucket of another account", "choose another name"],
    ["it is in another region", fails("301", 301), "in another region than us-east-1", "choose another name"],
    [
      "it is here, but not in the state",
      () => ({}),
      "is in this account already, and not in this state",
      "terraform import 'aws_s3_bucket.records' 'records'",
    ],
  ])("is taken when %s", async (_case, answer, found, fix) => {
    expect(await head(answer)).toMatchObject([
      { status: "not ready", found: expect.stringContaining(found), fix: expect.stringContaining(fix) },
    ]);
  });

  it("is not checked when AWS does not say", async () => {
    expect(await head(fails("InternalError", 500))).toMatchObject([
      { status: "not checked", found: "InternalError: InternalError, says AWS", fix: "Run it again, or look by hand." },
    ]);
  });

  it("is not asked about when Terraform makes it up, or the state holds it", async () => {
    expect(await look({ aws_s3_bucket: { records: { bucket: "a-${random_id.b.hex}" } } }, {})).toEqual([]);
    expect(await look(bucket, {}, { "aws_s3_bucket.records": {} })).toEqual([]);
  });

  it("counts as ours only in the deployment's account", async () => {
    const owners: unknown[] = [];
    await look(bucket, { s3: { headBucket: ({ ExpectedBucketOwner }) => owners.push(ExpectedBucketOwner) } });
    expect(owners).toEqual(["123456789012"]);
  });
});

describe("the name of a secret", () => {
  const secret = { aws_secretsmanager_secret: { jwt: { name: "app/jwt" } } };
  const describe_ = (answer: () => unknown) => look(secret, { secrets: { describeSecret: answer } });
  const arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:app/jwt-AbCdEf";

  it("is free when there is none", async () => {
    expect(await describe_(fails("ResourceNotFoundException"))).toMatchObject([{ status: "ready" }]);
  });

  it("is taken while a deleted one waits; it can be restored and imported", async () => {
    expect(await describe_(() => ({ ARN: arn, DeletedDate: new Date("2026-03-01T12:00:00Z") }))).toMatchObject([
      {
        status: "not ready",
        found: "deleted on 2026-03-01, and kept until its recovery window ends",
        fix: [
          "Bring it back, and take it into the state with its value:",
          "  aws secretsmanager restore-secret --secret-id app/jwt --region us-east-1",
          `  terraform import 'aws_secretsmanager_secret.jwt' '${arn}'`,
        ].join("\n"),
      },
    ]);
  });

  it("is taken by one that the state does not hold", async () => {
    expect(await describe_(() => ({ ARN: arn }))).toMatchObject([
      { status: "not ready", fix: expect.stringContaining(`import 'aws_secretsmanager_secret.jwt' '${arn}'`) },
    ]);
  });

  it("is not checked when nobody may look", async () => {
    expect(await look(secret, {})).toMatchObject([
      {
        status: "not checked",
        wanted: "an answer to secretsmanager:DescribeSecret",
        fix: expect.stringContaining("Allow these credentials secretsmanager:DescribeSecret"),
      },
    ]);
  });
});

describe("the alias of a key", () => {
  const key = {
    aws_kms_key: { data: {} },
    aws_kms_alias: { data: { name: "alias/data", target_key_id: "${aws_kms_key.data.key_id}" } },
  };
  const describe_ = (answer: () => unknown, deployed = {}) => look(key, { kms: { describeKey: answer } }, deployed);

  it("is free when there is none", async () => {
    expect(await describe_(fails("NotFoundException"))).toMatchObject([{ what: "key alias/data", status: "ready" }]);
  });

  it("is taken with its key, which is imported first", async () => {
    expect(await describe_(() => ({ KeyMetadata: { KeyId: "k-1", KeyState: "Enabled" } }))).toMatchObject([
      {
        status: "not ready",
        fix: expect.stringMatching(
          /import 'aws_kms_key.data' 'k-1'\n {2}terraform import 'aws_kms_alias.data' 'alias\/data'$/,
        ),
      },
    ]);
  });

  it("is taken alone when the state holds the key", async () => {
    const [finding] = await describe_(() => ({ KeyMetadata: { KeyId: "k-1" } }), { "aws_kms_key.data": {} });
    expect(finding).toMatchObject({ fix: expect.not.stringContaining("import 'aws_kms_key") });
  });

  it("that leads to a key in deletion says how to keep the key, before its data is lost", async () => {
    const KeyMetadata = { KeyId: "k-1", KeyState: "PendingDeletion", DeletionDate: new Date("2026-03-01T12:00:00Z") };
    expect(await describe_(() => ({ KeyMetadata }))).toMatchObject([
      {
        status: "not ready",
        found: "names key k-1, which is deleted on 2026-03-01",
        fix: expect.stringContaining(
          "aws kms cancel-key-deletion --key-id k-1 --region us-east-1\n  aws kms enable-key",
        ),
      },
    ]);
  });

  it("is not checked when nobody may look", async () => {
    expect(await look(key, {})).toMatchObject([{ status: "not checked" }]);
  });
});

describe("the name of a log group", () => {
  const group = { aws_cloudwatch_log_group: { api: { name: "/ecs/api" } } };
  const groups = (...names: string[]) =>
    look(group, {
      logs: { describeLogGroups: () => ({ logGroups: names.map((logGroupName) => ({ logGroupName })) }) },
    });

  it("is free when only longer names begin with it", async () => {
    expect(await groups("/ecs/api-old")).toMatchObject([{ status: "ready" }]);
  });

  it("is taken by one that the state does not hold", async () => {
    expect(await groups("/ecs/api", "/ecs/api-old")).toMatchObject([
      { status: "not ready", fix: expect.stringContaining("import 'aws_cloudwatch_log_group.api' '/ecs/api'") },
    ]);
  });

  it("is not checked when nobody may look", async () => {
    expect(await look(group, {})).toMatchObject([{ status: "not checked" }]);
  });
});
