import { environments, omniPortalIn } from "../support/omni-portal";
import { statementsOf, type Block } from "../support/synthesize";

/** The bucket that a setting of it belongs to. */
const bucketOf = ({ bucket }: Block): string => /aws_s3_bucket\.(\w+)\./.exec(bucket as string)![1]!;

describe.each(environments)("the buckets of OmniPortal in $environment", ({ environment, inProduction }) => {
  const stack = omniPortalIn(environment);
  const buckets = Object.keys(stack.every("aws_s3_bucket"));
  const settings = (type: string) =>
    Object.fromEntries(Object.values(stack.every(type)).map((block) => [bucketOf(block), block]));
  const encryption = settings("aws_s3_bucket_server_side_encryption_configuration");
  const algorithm = (bucket: string) => encryption[bucket]!.rule[0].apply_server_side_encryption_by_default as Block;

  it.each([
    ["documents", "[000-s3-bucket-documents]"],
    ["assets", "[000-s3-bucket-assets]"],
    ["logs", "[000-s3-bucket-logs]"],
    ["backups", "[000-s3-bucket-backups]"],
  ])("have one for %s, named with random digits, private and encrypted", (name) => {
    const suffix = Object.keys(stack.every("random_id"));
    expect(suffix).toHaveLength(1);
    expect(stack.at(`aws_s3_bucket.${name}`).bucket).toBe(
      `omni-portal-${name}-${environment}-\${random_id.${suffix[0]}.hex}`,
    );
    expect(settings("aws_s3_bucket_public_access_block")[name]).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(encryption[name]).toBeDefined();
  });

  it("are encrypted with the s3 key, but for the one into which AWS delivers access logs [000-kms-s3-own-key] [000-module-s3-encrypted]", () => {
    const withoutKey = buckets.filter((bucket) => algorithm(bucket).sse_algorithm !== "aws:kms");
    expect(withoutKey.every((bucket) => bucket.includes("logs"))).toBe(true);
    const here = buckets.filter((bucket) => !withoutKey.includes(bucket) && !bucket.includes("cop"));
    for (const bucket of here) expect(algorithm(bucket).kms_master_key_id).toBe("${aws_kms_key.keys_s3.arn}");
  });

  it("have their own block of public access, versions and a lifecycle that also clears old versions and broken uploads [000-module-s3-encrypted] [000-module-s3-versioning] [000-module-s3-lifecycle]", () => {
    const blocks = settings("aws_s3_bucket_public_access_block");
    const versioning = settings("aws_s3_bucket_versioning");
    const lifecycles = settings("aws_s3_bucket_lifecycle_configuration");
    for (const bucket of buckets) {
      expect(blocks[bucket]).toBeDefined();
      expect(versioning[bucket]!.versioning_configuration.status).toBe("Enabled");
      const [rule] = lifecycles[bucket]!.rule as [Block];
      expect(rule.status).toBe("Enabled");
      expect(rule.noncurrent_version_expiration).toHaveLength(1);
      expect(rule.abort_incomplete_multipart_upload).toHaveLength(1);
    }
  });

  it("answer over TLS 1.2 and later alone [000-tls-to-s3]", () => {
    const policies = settings("aws_s3_bucket_policy");
    for (const bucket of buckets) {
      const denied = statementsOf(policies[bucket]!.policy).filter(({ Effect }) => Effect === "Deny");
      const conditions = JSON.stringify(denied.map(({ Condition }) => Condition as unknown));
      expect(conditions).toContain('"aws:SecureTransport":"false"');
      expect(conditions).toContain('"s3:TlsVersion":"1.2"');
    }
  });

  it("move files to Glacier after 90 days: current ones stay readable at once [000-dr-s3-glacier-90] [000-tip-intelligent-tiering]", () => {
    const lifecycles = settings("aws_s3_bucket_lifecycle_configuration");
    for (const bucket of ["documents", "assets", "backups"]) {
      const [rule] = lifecycles[bucket]!.rule as [Block];
      expect(rule.transition).toEqual([{ days: 90, storage_class: "GLACIER_IR" }]);
      expect(rule.noncurrent_version_transition).toEqual([{ noncurrent_days: 90, storage_class: "GLACIER" }]);
    }
  });

  it("keep logs for seven years, old versions too [000-audit-bucket-retention]", () => {
    const lifecycles = settings("aws_s3_bucket_lifecycle_configuration");
    const kept = buckets.filter((bucket) => bucket === "logs" || bucket.startsWith("trail"));
    for (const bucket of kept) {
      const [rule] = lifecycles[bucket]!.rule as [Block];
      expect(rule.expiration[0].days).toBeGreaterThanOrEqual(2557);
      expect(rule.noncurrent_version_expiration[0].noncurrent_days).toBeGreaterThanOrEqual(2557);
    }
    expect(kept).toEqual(inProduction ? expect.arrayContaining(["logs", "trail_bucket"]) : ["logs"]);
  });

  it("tell EventBridge of every change", () => {
    const told = settings("aws_s3_bucket_notification");
    for (const bucket of buckets) expect(told[bucket]!.eventbridge).toBe(true);
  });

  it("are copied to us-west-2 in production, encrypted with a key of that region [000-dr-s3-replication] [000-dr-cross-region-copy] [000-dr-secondary-region-key]", () => {
    if (!inProduction) {
      stack.none("aws_s3_bucket_replication_configuration");
      return;
    }
    const replications = settings("aws_s3_bucket_replication_configuration");
    expect(Object.keys(replications).sort()).toEqual(["assets", "backups", "documents"]);
    for (const { rule } of Object.values(replications)) {
      const [{ status, destination }] = rule as [Block];
      expect(status).toBe("Enabled");
      const replica = /aws_s3_bucket\.(\w+)\.arn/.exec(destination.bucket as string)![1]!;
      expect(stack.at(`aws_s3_bucket.${replica}`).provider).toBe("aws.us_west_2");
      const key = /aws_kms_key\.(\w+)\.arn/.exec(
        destination.encryption_configuration.replica_kms_key_id as string,
      )![1]!;
      expect(stack.at(`aws_kms_key.${key}`).provider).toBe("aws.us_west_2");
    }
  });
});

describe.each(environments)("the keys of OmniPortal in $environment", ({ environment, prefix, inProduction }) => {
  const stack = omniPortalIn(environment);
  const keys = Object.values(stack.every("aws_kms_key"));

  it("are one for each kind of data, and in production one for each kind of copy", () => {
    const aliases = Object.values(stack.every("aws_kms_alias")).map(({ name }) => name as string);
    expect(aliases.sort()).toEqual(
      ["cloudwatch", "rds", "redis", "s3", "secrets", ...(inProduction ? ["backup-copy", "s3-copy"] : [])]
        .map((use) => `alias/${prefix}-${use}`)
        .sort(),
    );
  });

  it("rotate [000-kms-rotation-on]", () => {
    for (const { enable_key_rotation } of keys) expect(enable_key_rotation).toBe(true);
  });

  it("let nobody in without a condition, and name the service that uses them [000-kms-key-policies-narrow]", () => {
    for (const { policy } of keys) {
      for (const { Principal, Condition, Sid } of statementsOf(policy)) {
        expect(Principal === "*" || Principal.AWS === "*").toBe(false);
        const byService = Principal.Service !== undefined || JSON.stringify(Condition ?? {}).includes("kms:");
        expect({ Sid, byService: byService || Sid === "AccountAdministersKey" }).toEqual({ Sid, byService: true });
      }
    }
  });

  it("encrypt every log group, which the service of the region may use [000-kms-logs-own-key] [000-tip-log-retention] [000-module-monitoring-log-groups]", () => {
    const groups = Object.values(stack.every("aws_cloudwatch_log_group"));
    for (const { name, kms_key_id, retention_in_days } of groups) {
      expect({ name, kms_key_id }).toEqual({ name, kms_key_id: "${aws_kms_key.keys_cloudwatch.arn}" });
      expect(retention_in_days).toBeGreaterThanOrEqual(365);
    }
    const logs = statementsOf(stack.at("aws_kms_key.keys_cloudwatch").policy).find(
      ({ Sid }) => Sid === "UsedByCloudWatchLogs",
    );
    expect(logs!.Principal).toEqual({ Service: "logs.us-east-1.amazonaws.com" });
    const admitted = logs!.Condition.ArnLike["kms:EncryptionContext:aws:logs:arn"] as string[];
    for (const { name } of groups) {
      expect(admitted).toContain(`arn:aws:logs:us-east-1:123456789012:log-group:${String(name)}`);
    }
  });
});

describe.each(environments)("everything of OmniPortal in $environment", ({ environment }) => {
  const stack = omniPortalIn(environment);
  const of = (type: string) => Object.entries((stack.json.resource[type] ?? {}) as { [id: string]: Block });

  it("that holds data is encrypted with a key of ours [000-compliance-at-rest]", () => {
    const keyArguments = {
      aws_db_instance: "storage_encrypted",
      aws_elasticache_replication_group: "kms_key_id",
      aws_sns_topic: "kms_master_key_id",
      aws_secretsmanager_secret: "kms_key_id",
      aws_cloudwatch_log_group: "kms_key_id",
      aws_backup_vault: "kms_key_arn",
      aws_ecr_repository: "encryption_configuration",
    };
    for (const [type, argument] of Object.entries(keyArguments)) {
      expect(of(type).length).toBeGreaterThan(0);
      for (const [id, block] of of(type)) expect({ id, set: Boolean(block[argument]) }).toEqual({ id, set: true });
    }
    for (const type of ["aws_sqs_queue", "aws_ebs_volume", "aws_instance", "aws_dynamodb_table"]) stack.none(type);
  });

  it("is granted by actions and resources with names [000-compliance-access-controls]", () => {
    /** Actions that know no resource. */
    const withoutResource = new Set([
      "ecr:GetAuthorizationToken",
      "ecs:CreateTaskSet",
      "logs:DescribeLogGroups",
      "ecs:ListTasks",
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
      "codedeploy:PutLifecycleEventHookExecutionStatus",
      "cloudwatch:DescribeAlarms",
      "elasticloadbalancing:DescribeListeners",
      "elasticloadbalancing:DescribeRules",
      "elasticloadbalancing:DescribeTargetGroups",
    ]);
    for (const [id, { policy }] of of("aws_iam_policy")) {
      for (const { Action, Resource, Effect } of statementsOf(policy)) {
        if (Effect === "Deny") continue;
        const actions = [Action].flat() as string[];
        expect({ id, wild: actions.filter((action) => action === "*" || action.endsWith(":*")) }).toEqual({
          id,
          wild: [],
        });
        if ([Resource].flat().includes("*")) {
          expect({ id, narrowable: actions.filter((action) => !withoutResource.has(action)) }).toEqual({
            id,
            narrowable: [],
          });
        }
      }
    }
  });

  it("that AWS Backup knows is in a daily plan with an encrypted vault [000-compliance-backup-automatic] [000-dr-rds-replication] [000-dr-cross-region-copy]", () => {
    const plan = stack.only("aws_backup_plan");
    const rules = plan.rule as Block[];
    expect(rules.map(({ rule_name, schedule }) => [rule_name as string, schedule as string])).toContainEqual([
      "daily",
      "cron(0 5 ? * * *)",
    ]);
    expect(rules.every(({ lifecycle }) => lifecycle.delete_after >= 35)).toBe(true);
    const selected = of("aws_backup_selection").flatMap(([, { resources }]) => resources as string[]);
    expect(selected.sort()).toEqual([
      "${aws_db_instance.database.arn}",
      "${aws_s3_bucket.assets.arn}",
      "${aws_s3_bucket.backups.arn}",
      "${aws_s3_bucket.documents.arn}",
    ]);
    const copies = rules.flatMap(({ copy_action }) => (copy_action ?? []) as Block[]);
    expect(copies.length).toBe(environment === "production" ? rules.length : 0);
    if (environment !== "production") return;
    expect(stack.at("aws_backup_vault.backup_copy")).toMatchObject({
      provider: "aws.us_west_2",
      kms_key_arn: "${aws_kms_key.backup_copy_key.arn}",
    });
  });
});
