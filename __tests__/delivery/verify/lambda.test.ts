import type { AwsClients } from "../../../src/delivery/aws/clients";
import { checkers } from "../../../src/delivery/verify/checkers";
import { keyArn, tagged } from "./foundation-examples";

const configArn = "arn:aws:lambda:us-east-1:123456789012:code-signing-config:csc-1";
const queueArn = "arn:aws:sqs:us-east-1:123456789012:sample-dead-letters";
const tags = { HIPAA: "true" };

const live = {
  FunctionName: "sample",
  State: "Active",
  Runtime: "nodejs22.x",
  Architectures: ["arm64"],
  MemorySize: 512,
  Timeout: 15,
  CodeSha256: "hash",
  TracingConfig: { Mode: "Active" },
  KMSKeyArn: keyArn,
  Environment: { Variables: { A: "1", B: "2" } },
  VpcConfig: { SubnetIds: ["subnet-b", "subnet-a"], SecurityGroupIds: ["sg-1"] },
  LoggingConfig: { LogFormat: "JSON", LogGroup: "/aws/lambda/sample" },
  DeadLetterConfig: { TargetArn: queueArn },
};
const planned = {
  function_name: "sample",
  runtime: "nodejs22.x",
  architectures: ["arm64"],
  code_sha256: "hash",
  code_signing_config_arn: configArn,
  kms_key_arn: keyArn,
  environment: [{ variables: { B: "2", A: "1" } }],
  vpc_config: [{ subnet_ids: ["subnet-a", "subnet-b"], security_group_ids: ["sg-1"] }],
  logging_config: [{ log_format: "JSON", log_group: "/aws/lambda/sample" }],
  dead_letter_config: [{ target_arn: queueArn }],
  reserved_concurrent_executions: 50,
};

function read(type: string, values: Record<string, unknown>, clients: object) {
  return checkers[type]!.read({ address: `${type}.sample`, type, values }, clients as AwsClients);
}

function readFunction(changes: object = {}, { concurrency = 50 as number | undefined, signing = configArn } = {}) {
  const lambda = {
    getFunction: async () => ({
      Configuration: { ...live, ...changes },
      Concurrency: { ReservedConcurrentExecutions: concurrency },
      Tags: tags,
    }),
    getFunctionCodeSigningConfig: async () => ({ CodeSigningConfigArn: signing }),
  };
  return read("aws_lambda_function", planned, { lambda });
}

/** The demands on every resource of a type that these facts do not meet. */
function unmet(type: string, facts: Awaited<ReturnType<typeof read>>): string[] {
  return checkers[type]!.healthy!.filter(({ fact, is }) => facts?.[fact] !== is).map(({ fact }) => fact);
}

describe("the checker of functions", () => {
  it("finds a sound function sound, whatever the order of lists", async () => {
    const facts = await readFunction();
    expect(unmet("aws_lambda_function", facts)).toEqual([]);
    expect(facts).toMatchObject({ name: "sample", in_vpc: true, architecture: "arm64", ...tagged });
  });

  it.each([
    ["cannot be called", { State: "Inactive" }, "state"],
    ["runs an older runtime", { Runtime: "nodejs20.x" }, "planned_runtime"],
    ["runs other code", { CodeSha256: "other" }, "planned_code"],
    ["has another variable", { Environment: { Variables: { A: "1", B: "3" } } }, "planned_environment"],
    ["has lost its key", { KMSKeyArn: undefined }, "planned_environment"],
    ["has left the network", { VpcConfig: undefined }, "planned_network"],
    ["is not traced", { TracingConfig: { Mode: "PassThrough" } }, "tracing"],
    ["writes elsewhere", { LoggingConfig: { LogFormat: "JSON", LogGroup: "/other" } }, "planned_log"],
    ["writes text", { LoggingConfig: { LogFormat: "Text", LogGroup: "/aws/lambda/sample" } }, "planned_log"],
    ["buries nothing", { DeadLetterConfig: undefined }, "planned_dead_letters"],
  ])("notices one that %s", async (_, change, fact) => {
    expect(unmet("aws_lambda_function", await readFunction(change))).toEqual([fact]);
  });

  it("notices one that obeys no code signing, or has no calls reserved", async () => {
    const unsigned = await readFunction({}, { signing: "" });
    expect(unmet("aws_lambda_function", unsigned)).toEqual(["planned_signing"]);
    const unreserved = await readFunction({}, { concurrency: 0 });
    expect(unmet("aws_lambda_function", unreserved)).toEqual(["planned_concurrency"]);
  });

  it("tells no variable", async () => {
    const secret = "somebody's value";
    expect(JSON.stringify(await readFunction({ Environment: { Variables: { A: secret } } }))).not.toContain(secret);
  });
});

describe("the checker of code signing", () => {
  const readConfig = (policy: string, ...publishers: string[]) =>
    read(
      "aws_lambda_code_signing_config",
      { arn: configArn, allowed_publishers: [{ signing_profile_version_arns: ["arn:a"] }] },
      {
        lambda: {
          getCodeSigningConfig: async () => ({
            CodeSigningConfig: {
              AllowedPublishers: { SigningProfileVersionArns: publishers },
              CodeSigningPolicies: { UntrustedArtifactOnDeployment: policy },
            },
          }),
          listTags: async () => ({ Tags: tags }),
        },
      },
    );

  it("demands that unsigned code is refused, and only the planned profiles sign", async () => {
    const type = "aws_lambda_code_signing_config";
    const sound = await readConfig("Enforce", "arn:a");
    expect(sound).toMatchObject(tagged);
    expect(unmet(type, sound)).toEqual([]);
    expect(unmet(type, await readConfig("Warn", "arn:a"))).toEqual(["untrusted"]);
    expect(unmet(type, await readConfig("Enforce", "arn:a", "arn:b"))).toEqual(["planned_publishers"]);
  });

  it("demands an active profile of the planned version", async () => {
    const type = "aws_signer_signing_profile";
    const profile = (status: string, profileVersionArn: string) =>
      read(
        type,
        { name: "sample", version_arn: "arn:1" },
        { signer: { getSigningProfile: async () => ({ status, profileVersionArn, tags }) } },
      );
    expect(unmet(type, await profile("Active", "arn:1"))).toEqual([]);
    expect(unmet(type, await profile("Canceled", "arn:1"))).toEqual(["status"]);
    expect(unmet(type, await profile("Active", "arn:2"))).toEqual(["planned_version"]);
  });
});

describe("the checker of queues", () => {
  const type = "aws_sqs_queue";
  const policy = (Action: string[], Condition = { Bool: { "aws:SecureTransport": "false" } }) =>
    JSON.stringify({ Statement: [{ Effect: "Deny", Principal: { AWS: "*" }, Action, Condition }] });
  const both = ["sqs:SendMessage", "sqs:ReceiveMessage"];
  const readQueue = (changes: object = {}) =>
    read(
      type,
      { url: "https://queue", kms_master_key_id: keyArn, message_retention_seconds: 1_209_600 },
      {
        kms: {},
        sqs: {
          getQueueAttributes: async () => ({
            Attributes: {
              QueueArn: queueArn,
              KmsMasterKeyId: keyArn,
              MessageRetentionPeriod: "1209600",
              Policy: policy(both),
              ...changes,
            },
          }),
          listQueueTags: async () => ({ Tags: tags }),
        },
      },
    );

  it("demands the planned key and retention, and TLS", async () => {
    const sound = await readQueue();
    expect(sound).toMatchObject({ name: "sample-dead-letters", ...tagged });
    expect(unmet(type, sound)).toEqual([]);
    expect(unmet(type, await readQueue({ KmsMasterKeyId: undefined }))).toEqual(["planned_key"]);
    expect(unmet(type, await readQueue({ MessageRetentionPeriod: "60" }))).toEqual(["planned_retention"]);
    expect(unmet(type, await readQueue({ Policy: undefined }))).toEqual(["tls_only"]);
    expect(unmet(type, await readQueue({ Policy: policy(["sqs:SendMessage"]) }))).toEqual(["tls_only"]);
  });
});
