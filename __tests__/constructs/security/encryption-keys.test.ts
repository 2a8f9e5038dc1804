import { EncryptionKey, type EncryptionKeyProps } from "../../../src/constructs/security/encryption-key";
import { EncryptionKeys } from "../../../src/constructs/security/encryption-keys";
import type { KeyUse } from "../../../src/constructs/security/key-policy";
import { statementsOf, synthesize, type Block } from "../../support/synthesize";

const sample: EncryptionKeyProps = {
  aliasName: "alias/sample-dev-encryption-key",
  description: "A sample",
  uses: [{ kind: "service", service: "s3" }],
  rotationPeriodDays: 365,
  deletionWindowDays: 30,
  protection: { kept: true },
};

function synthesizeKey(props: Partial<EncryptionKeyProps> = {}) {
  return synthesize((stack) => new EncryptionKey(stack, "key", { ...sample, ...props }));
}

function statementsFor(...uses: KeyUse[]): { readonly [sid: string]: Block } {
  const statements = statementsOf(synthesizeKey({ uses }).only("aws_kms_key").policy);
  return Object.fromEntries(statements.map((statement) => [statement.Sid as string, statement]));
}

function actionsOf(statement: Block | undefined): string[] {
  return [statement?.Action as string | string[]].flat();
}

describe("EncryptionKey", () => {
  it("rotates after the given days and waits the given days before it is deleted", () => {
    expect(synthesizeKey().only("aws_kms_key")).toMatchObject({
      enable_key_rotation: true,
      rotation_period_in_days: 365,
      deletion_window_in_days: 30,
      bypass_policy_lockout_safety_check: false,
    });
  });

  it("keeps rotation on whatever a caller passes", () => {
    const smuggled = { enableKeyRotation: false, bypassPolicyLockoutSafetyCheck: true } as Partial<EncryptionKeyProps>;
    expect(synthesizeKey(smuggled).only("aws_kms_key")).toMatchObject({
      enable_key_rotation: true,
      bypass_policy_lockout_safety_check: false,
    });
  });

  it("carries its alias, and the alias without the prefix as Name tag", () => {
    const stack = synthesizeKey();
    expect(stack.at("aws_kms_alias.key_alias")).toMatchObject({
      name: "alias/sample-dev-encryption-key",
      target_key_id: "${aws_kms_key.key.key_id}",
    });
    expect(stack.only("aws_kms_key").tags).toEqual({ Name: "sample-dev-encryption-key" });
  });

  it("is guarded against destruction only while its protection is kept", () => {
    expect(synthesizeKey().only("aws_kms_key").lifecycle).toEqual({ prevent_destroy: true });
    const relaxed = synthesizeKey({ protection: { kept: false, reason: "A sample" } });
    expect(relaxed.only("aws_kms_key").lifecycle).toBeUndefined();
  });

  it.each([
    [{ aliasName: "sample" }, 'aliasName is "sample"; allowed is alias/<name>'],
    [{ aliasName: "alias/aws/rds" }, "not alias/aws/"],
    [{ rotationPeriodDays: 89 }, "rotationPeriodDays is 89; allowed are 90-2560"],
    [{ rotationPeriodDays: 2561 }, "rotationPeriodDays is 2561"],
    [{ deletionWindowDays: 6 }, "deletionWindowDays is 6; allowed are 7-30"],
    [{ deletionWindowDays: 31 }, "deletionWindowDays is 31"],
  ])("refuses %j", (props, message) => {
    expect(() => synthesizeKey(props)).toThrow(message);
  });
});

describe("the policy of a key", () => {
  it("lets the account administer the key without using it or handing the use out", () => {
    const administration = statementsFor().AccountAdministersKey;
    expect(administration?.Principal).toEqual({ AWS: "arn:aws:iam::123456789012:root" });
    expect(actionsOf(administration)).toContain("kms:PutKeyPolicy");
    for (const action of actionsOf(administration)) {
      expect(action).not.toMatch(/\*|Encrypt|Decrypt|GenerateDataKey|CreateGrant|Sign|Mac/);
    }
  });

  it.each([
    ["s3", "UsedThroughS3"],
    ["sns", "UsedThroughSns"],
  ] as const)("lets principals of the account use the key through %s only", (service, sid) => {
    const statements = statementsFor({ kind: "service", service });
    expect(Object.keys(statements)).toEqual(["AccountAdministersKey", sid]);
    expect(statements[sid]).toMatchObject({
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::123456789012:root" },
      Condition: { StringEquals: { "kms:ViaService": `${service}.us-east-1.amazonaws.com` } },
    });
    expect(actionsOf(statements[sid])).not.toContain("kms:CreateGrant");
  });

  it.each([
    ["backup", "Backup"],
    ["dynamodb", "DynamoDb"],
    ["ec2", "Ec2"],
    ["ecr", "Ecr"],
    ["elasticache", "ElastiCache"],
    ["rds", "Rds"],
    ["secretsmanager", "SecretsManager"],
  ] as const)("lets %s keep working with the key by grants for AWS resources alone", (service, name) => {
    expect(statementsFor({ kind: "service", service })[`GrantedThrough${name}`]).toMatchObject({
      Action: "kms:CreateGrant",
      Condition: {
        StringEquals: { "kms:ViaService": `${service}.us-east-1.amazonaws.com` },
        Bool: { "kms:GrantIsForAWSResource": "true" },
      },
    });
  });

  it("lets CloudWatch Logs encrypt the named log groups of the account only", () => {
    expect(statementsFor({ kind: "logs", logGroupNames: ["/aws/vpc/sample", "/ecs/sample/*"] })).toMatchObject({
      UsedByCloudWatchLogs: {
        Principal: { Service: "logs.us-east-1.amazonaws.com" },
        Condition: {
          ArnLike: {
            "kms:EncryptionContext:aws:logs:arn": [
              "arn:aws:logs:us-east-1:123456789012:log-group:/aws/vpc/sample",
              "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/sample/*",
            ],
          },
        },
      },
    });
  });

  it("lets the account's alarms encrypt what they publish, and nothing else", () => {
    expect(statementsFor({ kind: "alarms" })).toEqual({
      AccountAdministersKey: expect.anything(),
      UsedByCloudWatchAlarms: {
        Sid: "UsedByCloudWatchAlarms",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
      },
    });
  });

  it("lets CloudTrail encrypt the log files of the named trail only, and read none", () => {
    expect(statementsFor({ kind: "trail", trailName: "sample-dev" })).toMatchObject({
      UsedByCloudTrail: {
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: ["kms:GenerateDataKey*", "kms:DescribeKey"],
        Condition: {
          StringEquals: { "aws:SourceArn": "arn:aws:cloudtrail:us-east-1:123456789012:trail/sample-dev" },
        },
      },
    });
  });

  it("lets CloudTrail tell an encrypted topic of deliveries, where it does", () => {
    const { UsedByCloudTrail } = statementsFor({ kind: "trail", trailName: "sample-dev", notices: true });
    expect(actionsOf(UsedByCloudTrail)).toEqual(["kms:GenerateDataKey*", "kms:DescribeKey", "kms:Decrypt"]);
  });

  it.each([
    ["config", "UsedByConfig", "config", { StringEquals: { "aws:SourceAccount": "123456789012" } }],
    [
      "guardduty",
      "UsedByGuardDuty",
      "guardduty",
      {
        StringEquals: { "aws:SourceAccount": "123456789012" },
        ArnLike: { "aws:SourceArn": "arn:aws:guardduty:us-east-1:123456789012:detector/*" },
      },
    ],
    [
      "elastiCacheSnapshots",
      "UsedByElastiCacheSnapshots",
      "us-east-1.elasticache-snapshot",
      { StringEquals: { "aws:SourceAccount": "123456789012" } },
    ],
    [
      "budgets",
      "UsedByBudgets",
      "budgets",
      {
        StringEquals: { "aws:SourceAccount": "123456789012" },
        ArnLike: { "aws:SourceArn": "arn:aws:budgets::123456789012:*" },
      },
    ],
    ["eventBridge", "UsedByEventBridge", "events", undefined],
    ["rdsEvents", "UsedByRdsEvents", "events.rds", undefined],
  ] as const)("lets %s encrypt what it delivers, and administer nothing", (principal, sid, service, conditions) => {
    const statement = statementsFor({ kind: "principal", principal })[sid];
    expect(statement?.Principal).toEqual({ Service: `${service}.amazonaws.com` });
    expect(statement?.Condition).toEqual(conditions);
    for (const action of actionsOf(statement)) expect(action).toMatch(/^kms:(Decrypt|GenerateDataKey\*?)$/);
  });

  it("lets principals of the account encrypt sessions of Session Manager, told by their context", () => {
    expect(statementsFor({ kind: "sessions" }).UsedBySessions).toMatchObject({
      Principal: { AWS: "arn:aws:iam::123456789012:root" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Condition: { Null: { "kms:EncryptionContext:aws:ssm:SessionId": "false" } },
    });
  });

  it("refuses the same use twice", () => {
    const use: KeyUse = { kind: "service", service: "rds" };
    expect(() => statementsFor(use, use)).toThrow('"UsedThroughRds" stands twice');
  });
});

describe("EncryptionKeys", () => {
  const stack = synthesize((scope) => {
    new EncryptionKeys(scope, "keys", {
      aliasNames: { aurora: "alias/aurora", s3: "alias/s3", secrets: "alias/secrets", logs: "alias/logs" },
      logGroupNames: ["/aws/vpc/sample"],
      trailName: "sample-dev",
      rotationPeriodDays: 365,
      deletionWindowDays: 30,
      protection: { kept: true },
    });
  });

  it("makes the three documented keys and one for logs and alarms [001-kms-count]", () => {
    expect(Object.keys(stack.every("aws_kms_key"))).toEqual(["keys_aurora", "keys_s3", "keys_secrets", "keys_logs"]);
  });

  it("gives every key an alias of its own", () => {
    const aliases = Object.values(stack.every("aws_kms_alias")).map(({ name }) => name as string);
    expect(aliases).toEqual(["alias/aurora", "alias/s3", "alias/secrets", "alias/logs"]);
  });

  it("rotates every key [001-kms-rotation]", () => {
    for (const key of Object.values(stack.every("aws_kms_key"))) expect(key.enable_key_rotation).toBe(true);
  });

  it.each([
    ["aurora", ["UsedThroughRds", "GrantedThroughRds", "UsedThroughBackup", "GrantedThroughBackup"]],
    [
      "s3",
      ["UsedThroughS3", "UsedThroughEcr", "GrantedThroughEcr", "UsedByCloudTrail", "UsedByConfig", "UsedByGuardDuty"],
    ],
    ["secrets", ["UsedThroughSecretsManager", "GrantedThroughSecretsManager"]],
    [
      "logs",
      [
        "UsedByCloudWatchLogs",
        "UsedByCloudWatchAlarms",
        "UsedByEventBridge",
        "UsedByRdsEvents",
        "UsedByCloudTrail",
        "UsedThroughS3",
        "UsedBySessions",
        "UsedThroughEc2",
        "GrantedThroughEc2",
      ],
    ],
  ])("opens the %s key to its own kind of data only", (name, uses) => {
    const statements = statementsOf(stack.at(`aws_kms_key.keys_${name}`).policy);
    expect(statements.map(({ Sid }) => Sid as string)).toEqual(["AccountAdministersKey", ...uses]);
  });
});
