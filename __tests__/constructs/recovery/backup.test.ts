import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import { SecureBucket } from "../../../src/constructs/data-stores/secure-bucket";
import { KEPT_IN_ITS_REGION } from "../../../src/constructs/data-stores/secure-bucket-props";
import { Backup, type BackupProps } from "../../../src/constructs/recovery/backup";
import { statementsOf, type Block } from "../../support/synthesize";
import { synthesizeCluster } from "../data-stores/sample-cluster";
import { synthesizeMySql } from "../data-stores/sample-mysql";
import { synthesizeTable } from "../data-stores/sample-table";

const lock = { mode: "governance", reason: "A sample that may be unlocked" } as const;
const sample: Omit<BackupProps, "resources"> = {
  name: "sample-dev",
  keyArn: "arn:aws:kms:us-east-1:123456789012:key/aurora",
  retentionDays: { daily: 35, weekly: 365 },
  lock,
  protection: { kept: true },
};
const copy = {
  region: "us-west-2",
  key: { aliasName: "alias/sample-copy", rotationPeriodDays: 365, deletionWindowDays: 30 },
};

const items = {
  type: "DynamoDB",
  arn: "arn:aws:dynamodb:us-east-1:123456789012:table/items",
  keyArn: "arn:key",
} as const;

function backupWith(props: Partial<BackupProps> = {}) {
  return synthesizeCluster({}, (cluster, stack) => {
    const resources = { cluster: cluster.protectedResource };
    const backup = new Backup(stack, "backup", { resources, ...sample, ...props });
    backup.watch(new AlarmTopic(stack, "alarms", { name: "sample", keyArn: sample.keyArn, subscribers: [] }));
  });
}

describe("Backup", () => {
  const stack = backupWith();

  it("keeps daily and weekly recovery points in an encrypted vault", () => {
    expect(stack.only("aws_backup_vault")).toMatchObject({
      kms_key_arn: sample.keyArn,
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(stack.only("aws_backup_plan").rule).toEqual([
      expect.objectContaining({ rule_name: "daily", schedule: "cron(0 5 ? * * *)", lifecycle: { delete_after: 35 } }),
      expect.objectContaining({ rule_name: "weekly", lifecycle: { delete_after: 365 } }),
    ]);
    expect(stack.only("aws_backup_selection").resources).toEqual(["${aws_rds_cluster.database.arn}"]);
  });

  it("forbids everybody to delete recovery points by hand", () => {
    expect(statementsOf(stack.only("aws_backup_vault_policy").policy)).toEqual([
      expect.objectContaining({
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: [
          "backup:DeleteRecoveryPoint",
          "backup:UpdateRecoveryPointLifecycle",
          "backup:PutBackupVaultAccessPolicy",
        ],
        Resource: "*",
      }),
    ]);
  });

  it("replaces the policy when its text changes, because the policy forbids to overwrite it", () => {
    expect(stack.only("aws_backup_vault_policy").lifecycle).toEqual({
      replace_triggered_by: ["terraform_data.backup_vault_policy_text"],
    });
  });

  it("locks the vault to the retention of its rules, for good only in compliance mode", () => {
    const locked = { min_retention_days: 35, max_retention_days: 365 };
    expect(stack.only("aws_backup_vault_lock_configuration")).toMatchObject(locked);
    expect(stack.only("aws_backup_vault_lock_configuration")).not.toHaveProperty("changeable_for_days");
    const compliance = backupWith({ lock: { mode: "compliance", changeableForDays: 14 } });
    expect(compliance.only("aws_backup_vault_lock_configuration").changeable_for_days).toBe(14);
    backupWith({ lock: { mode: "none", reason: "A sample" } }).none("aws_backup_vault_lock_configuration");
  });

  it("copies every recovery point to a vault and key of the other region", () => {
    const copied = backupWith({ copy });
    expect(copied.at("aws_backup_vault.backup_copy")).toMatchObject({
      provider: "aws.us_west_2",
      kms_key_arn: "${aws_kms_key.backup_copy_key.arn}",
    });
    expect(copied.at("aws_kms_key.backup_copy_key").policy).toContain("rds.us-west-2.amazonaws.com");
    for (const { copy_action } of copied.only("aws_backup_plan").rule as { copy_action: unknown }[]) {
      expect(copy_action).toEqual([
        expect.objectContaining({ destination_vault_arn: "${aws_backup_vault.backup_copy.arn}" }),
      ]);
    }
  });

  it("separates the right to back up from the right to restore, and tests restores next to the original", () => {
    const tested = backupWith({ restoreTestSchedule: "cron(0 6 ? * SUN#1 *)" });
    expect(tested.at("aws_iam_role_policy_attachment.backup_role_rights").policy_arn).toMatch(/ForBackup$/);
    expect(tested.at("aws_iam_role_policy_attachment.backup_restore_test_role_rights").policy_arn).toMatch(
      /ForRestores$/,
    );
    expect(tested.only("aws_backup_restore_testing_plan").name).toBe("sample_dev");
    expect(tested.only("aws_backup_restore_testing_selection").restore_metadata_overrides).toEqual({
      dbSubnetGroupName: "${aws_rds_cluster.database.db_subnet_group_name}",
      vpcSecurityGroupIds: '["${aws_security_group.database_security_group.id}"]',
    });
    stack.none("aws_backup_restore_testing_plan");
  });

  it("tells of failed backups, copies and restores", () => {
    const patterns = Object.values(stack.every("aws_cloudwatch_event_rule")).map(({ event_pattern }) =>
      JSON.parse(event_pattern as string),
    );
    expect(patterns.map((pattern) => pattern["detail-type"][0] as string).sort()).toEqual([
      "Backup Job State Change",
      "Copy Job State Change",
      "Restore Job State Change",
    ]);
    for (const { arn } of Object.values(stack.every("aws_cloudwatch_event_target"))) {
      expect(arn).toBe("${aws_sns_topic.alarms.arn}");
    }
  });

  it.each<[Partial<BackupProps>, string]>([
    [
      { resources: { uploads: { type: "S3", arn: "arn:aws:s3:::sample" } }, restoreTestSchedule: "cron(0 6 ? * 1 *)" },
      "resources has no database or table; only those are tested",
    ],
    [{ resources: {} }, "resources is empty; allowed are 1 and more"],
    [{ retentionDays: { daily: 34, weekly: 365 } }, "retentionDays.daily is 34; allowed are 35 and more"],
    [{ retentionDays: { daily: 35, weekly: 35 } }, "retentionDays.weekly is 35"],
    [{ coldAfterDays: { weekly: 30 } }, "coldAfterDays.weekly is 30, yet resources has no table"],
    [
      { resources: { items }, coldAfterDays: { weekly: 0 } },
      "coldAfterDays.weekly is 0; allowed are whole days from 1",
    ],
    [{ resources: { items }, coldAfterDays: { weekly: 1.5 } }, "coldAfterDays.weekly is 1.5"],
    [{ resources: { items }, coldAfterDays: { weekly: 276 } }, "allowed are whole days from 1 to 275"],
    [{ lock: { mode: "compliance", changeableForDays: 2 } }, "changeableForDays is 2; allowed are 3-36500"],
    [{ name: "a.b" }, 'name is "a.b"; allowed are 2-50'],
  ])("refuses %j", (props, message) => {
    expect(() => backupWith(props)).toThrow(message);
  });
});

describe("a Backup of several resources", () => {
  const stack = synthesizeMySql({}, (database, scope) => {
    const bucket = new SecureBucket(scope, "uploads", {
      name: "sample-uploads",
      dataClass: "phi",
      customerKey: { kept: true, keyArn: sample.keyArn },
      accessLogs: { kept: false, reason: "A sample bucket without a log bucket." },
      objectLock: { kept: false, reason: "A sample bucket without a lock." },
      crossRegionCopy: KEPT_IN_ITS_REGION,
      oldVersionDays: 30,
      protection: sample.protection,
    });
    const resources = { database: database.protectedResource, uploads: bucket.protectedResource };
    new Backup(scope, "backup", { ...sample, resources, copy, restoreTestSchedule: "cron(0 6 ? * SUN#1 *)" });
  });

  it("selects each by its ARN, under its name", () => {
    expect(stack.at("aws_backup_selection.backup_database")).toMatchObject({
      name: "sample-dev-database",
      resources: ["${aws_db_instance.database.arn}"],
    });
    expect(stack.at("aws_backup_selection.backup_uploads")).toMatchObject({
      name: "sample-dev-uploads",
      resources: ["${aws_s3_bucket.uploads.arn}"],
    });
  });

  it("may read buckets by the policy that AWS keeps for them, and not without one", () => {
    expect(stack.at("aws_iam_role_policy_attachment.backup_role_bucket_rights").policy_arn).toBe(
      "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
    );
    expect(backupWith().addresses()).not.toContain("aws_iam_role_policy_attachment.backup_role_bucket_rights");
  });

  it("tests restores of an RDS instance next to the original, and none of a bucket", () => {
    expect(stack.only("aws_backup_restore_testing_selection")).toMatchObject({
      name: "sample_dev_database",
      protected_resource_type: "RDS",
      protected_resource_arns: ["${aws_db_instance.database.arn}"],
      restore_metadata_overrides: {
        dbSubnetGroupName: "${aws_db_instance.database.db_subnet_group_name}",
        vpcSecurityGroupIds: '["${aws_security_group.database_security_group.id}"]',
      },
    });
  });

  it("lets the copies of buckets alone do without the use of their key through RDS", () => {
    const onlyBucket = backupWith({ copy, resources: { uploads: { type: "S3", arn: "arn:aws:s3:::sample" } } });
    expect(onlyBucket.at("aws_kms_key.backup_copy_key").policy).not.toContain("rds.us-west-2.amazonaws.com");
    expect(onlyBucket.at("aws_kms_key.backup_copy_key").policy).toContain("backup.us-west-2.amazonaws.com");
    onlyBucket.none("aws_backup_restore_testing_plan");
  });
});

describe("a Backup of a table", () => {
  const schedule = { restoreTestSchedule: "cron(0 6 ? * SUN#1 *)" };
  const stack = synthesizeTable({}, ({ protectedResource }, scope) => {
    new Backup(scope, "backup", { ...sample, ...schedule, resources: { items: protectedResource }, copy });
  });

  it("selects it by its ARN, and copies its recovery points like any other [003-backup-dynamodb-cross-region]", () => {
    expect(stack.only("aws_backup_selection")).toMatchObject({
      name: "sample-dev-items",
      resources: ["${aws_dynamodb_table.items.arn}"],
    });
    expect(stack.at("aws_backup_vault.backup_copy").provider).toBe("aws.us_west_2");
    for (const { copy_action } of stack.only("aws_backup_plan").rule as { copy_action: unknown }[]) {
      expect(copy_action).toEqual([
        expect.objectContaining({ destination_vault_arn: "${aws_backup_vault.backup_copy.arn}" }),
      ]);
    }
  });

  it("needs no right but AWS's own to back up, and no use of keys but through AWS Backup", () => {
    expect(stack.addresses()).not.toContain("aws_iam_role_policy_attachment.backup_role_bucket_rights");
    const uses = statementsOf(stack.at("aws_kms_key.backup_copy_key").policy).map(({ Sid }) => Sid as string);
    expect(uses).toEqual(["AccountAdministersKey", "UsedThroughBackup", "GrantedThroughBackup"]);
  });

  it("tests its restore under the table's own key", () => {
    expect(stack.only("aws_backup_restore_testing_selection")).toMatchObject({
      name: "sample_dev_items",
      protected_resource_type: "DynamoDB",
      protected_resource_arns: ["${aws_dynamodb_table.items.arn}"],
      restore_metadata_overrides: {
        encryptionType: "KMS",
        kmsMasterKeyArn: "arn:aws:kms:us-east-1:123456789012:key/tables",
      },
    });
  });

  it("keeps recovery points warm unless told otherwise, and then only weekly ones grow cold", () => {
    const lifecycles = (props: Partial<BackupProps>) =>
      (backupWith({ resources: { items }, copy, ...props }).only("aws_backup_plan").rule as Block[]).map((rule) => [
        rule.lifecycle as Block,
        (rule.copy_action as Block[])[0]!.lifecycle as Block,
      ]);
    const daily = { delete_after: 35 };
    const [warm, cold] = [{ delete_after: 365 }, { delete_after: 365, cold_storage_after: 275 }];
    expect(lifecycles({})).toEqual([
      [daily, daily],
      [warm, warm],
    ]);
    expect(lifecycles({ coldAfterDays: { weekly: 275 } })).toEqual([
      [daily, daily],
      [cold, cold],
    ]);
  });
});
