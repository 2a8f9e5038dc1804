import type { DBInstance } from "@aws-sdk/client-rds";
import { tagFacts, text, type Checker, type StateResource } from "../checker";

export const awsDbInstance: Checker = {
  group: "Infrastructure",
  read: async (resource, { rds }) => {
    const { DBInstances: [instance] = [] } = await rds.describeDBInstances({
      DBInstanceIdentifier: text(resource, "identifier"),
    });
    return (
      instance && {
        identifier: instance.DBInstanceIdentifier,
        status: instance.DBInstanceStatus,
        engine: instance.Engine,
        engine_version: instance.EngineVersion,
        instance_class: instance.DBInstanceClass,
        replicate_source_db: instance.ReadReplicaSourceDBInstanceIdentifier,
        storage_encrypted: instance.StorageEncrypted ?? false,
        kms_key_id: instance.KmsKeyId,
        publicly_accessible: instance.PubliclyAccessible ?? false,
        multi_az: instance.MultiAZ ?? false,
        iam_database_authentication_enabled: instance.IAMDatabaseAuthenticationEnabled ?? false,
        own_groups: hasOwnGroups(resource, instance),
        // Of the password that Terraform gave it last: AWS does not say.
        password_version: (resource.values.password_wo_version as number | null | undefined) ?? undefined,
        backup_retention_period: instance.BackupRetentionPeriod,
        backup_window: instance.PreferredBackupWindow,
        deletion_protection: instance.DeletionProtection ?? false,
        enabled_cloudwatch_logs_exports: instance.EnabledCloudwatchLogsExports ?? [],
        monitoring_interval: instance.MonitoringInterval ?? 0,
        performance_insights_enabled: instance.PerformanceInsightsEnabled ?? false,
        performance_insights_kms_key_id: instance.PerformanceInsightsKMSKeyId,
        ...tagFacts(instance.TagList),
      }
    );
  },
  healthy: [
    { title: "Every database instance is available", fact: "status", is: "available" },
    { title: "Every database instance is encrypted", fact: "storage_encrypted", is: true }, // 164.312(a)(2)(iv)
    { title: "No database instance is publicly accessible", fact: "publicly_accessible", is: false }, // 164.312(a)(1)
    { title: "Every database instance knows users of IAM", fact: "iam_database_authentication_enabled", is: true }, // 164.312(d)
    { title: "Every database instance runs under its own parameters and options", fact: "own_groups", is: true }, // 164.312(e)(1), (b)
  ],
};

/** Whether nobody gave it other groups: AWS's default ones neither demand TLS nor audit. */
function hasOwnGroups(resource: StateResource, { DBParameterGroups = [], OptionGroupMemberships = [] }: DBInstance) {
  const parameters = DBParameterGroups.map(({ DBParameterGroupName }) => DBParameterGroupName).join();
  const options = OptionGroupMemberships.map(({ OptionGroupName }) => OptionGroupName).join();
  return parameters === text(resource, "parameter_group_name") && options === text(resource, "option_group_name");
}
