import { tagFacts, text, type Checker } from "../checker";

export const awsRdsCluster: Checker = {
  group: "Aurora",
  read: async (resource, { rds }) => {
    const { DBClusters: [cluster] = [] } = await rds.describeDBClusters({
      DBClusterIdentifier: text(resource, "cluster_identifier"),
    });
    return (
      cluster && {
        cluster_identifier: cluster.DBClusterIdentifier,
        status: cluster.Status,
        engine_version: cluster.EngineVersion,
        storage_encrypted: cluster.StorageEncrypted,
        kms_key_id: cluster.KmsKeyId,
        backup_retention_period: cluster.BackupRetentionPeriod,
        preferred_backup_window: cluster.PreferredBackupWindow,
        enabled_cloudwatch_logs_exports: cluster.EnabledCloudwatchLogsExports ?? [],
        deletion_protection: cluster.DeletionProtection,
        ...tagFacts(cluster.TagList),
      }
    );
  },
  healthy: [
    { title: "Cluster status is available", fact: "status", is: "available" },
    { title: "Cluster storage is encrypted", fact: "storage_encrypted", is: true }, // 164.312(a)(2)(iv)
  ],
};
