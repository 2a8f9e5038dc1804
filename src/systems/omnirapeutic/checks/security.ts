import type { OmnirapeuticConfig } from "../../../config";
import type { OmnirapeuticNames } from "../names";
import { keyNamed, type Ungrouped } from "./shared";

/** Keys, secrets and the database's security group. */
export function keyAndSecretChecks(
  { recovery, secrets }: OmnirapeuticConfig,
  names: OmnirapeuticNames,
): readonly Ungrouped[] {
  const aliases = [
    ...Object.values(names.keyAliases),
    ...(recovery.backups.copy.copied ? [names.backupCopyKeyAlias] : []),
  ];
  const generated = Object.keys(secrets.generated) as (keyof typeof secrets.generated)[];
  const paths = [...generated, "app-database-user" as const].map(names.secret);
  const ours = { type: "aws_secretsmanager_secret", where: { name: paths } };
  return [
    {
      id: "kms-keys",
      title: `${aliases.length} KMS keys`,
      of: { type: "aws_kms_key" },
      demand: { count: aliases.length },
    },
    {
      id: "kms-aliases",
      title: "KMS keys have their documented names",
      of: { type: "aws_kms_alias", where: { name: aliases } },
      demand: { count: aliases.length },
    },
    { id: "secrets", title: `${paths.length} secrets`, of: ours, demand: { count: paths.length } },
    {
      id: "secrets-key",
      title: "Every secret is encrypted with the secrets key",
      of: ours,
      demand: { fact: "kms_key_id", sameAs: keyNamed(names.keyAliases.secrets) },
    },
    {
      id: "alarm-topic-key",
      title: "Alarm topic is encrypted with the logs key",
      of: { type: "aws_sns_topic" },
      demand: { fact: "kms_master_key_id", sameAs: keyNamed(names.keyAliases.logs) },
    },
    {
      id: "aurora-security-group",
      title: "Database admits security groups only, no address ranges",
      of: { type: "aws_security_group", where: { "tag:Name": names.database.securityGroup } },
      demand: { fact: "ingress_cidr_blocks", is: [] },
    },
  ];
}

/** Deletion protection and audit logs. */
export function complianceChecks(
  { protection, retention }: OmnirapeuticConfig,
  names: OmnirapeuticNames,
): readonly Ungrouped[] {
  const { allowDestroy } = protection;
  const logGroups = [names.network.flowLogs, names.database.logGroup, names.audit.logGroup];
  const auditLogs = { type: "aws_cloudwatch_log_group", where: { name: logGroups } }; // 164.312(b)
  return [
    {
      id: "deletion-protection",
      title: allowDestroy.kept ? "Deletion protection is on" : `Deletion protection is off: ${allowDestroy.reason}`,
      of: { type: "aws_rds_cluster" },
      demand: { fact: "deletion_protection", is: allowDestroy.kept },
    },
    {
      id: "audit-logs",
      title: "Audit logs: flow log, PostgreSQL and CloudTrail log groups",
      of: auditLogs,
      demand: { count: logGroups.length },
    },
    {
      id: "audit-log-retention",
      title: `Audit logs are kept ${retention.auditLogDays} days`,
      of: auditLogs,
      demand: { fact: "retention_in_days", is: retention.auditLogDays }, // 164.316(b)(2)(i)
    },
    {
      id: "audit-log-key",
      title: "Audit logs are encrypted with the logs key",
      of: auditLogs,
      demand: { fact: "kms_key_id", sameAs: keyNamed(names.keyAliases.logs) },
    },
  ];
}

/** The audit trail and the bucket of its log files. 164.312(b) */
export function trailChecks(account: string, { audit, keyAliases }: OmnirapeuticNames): readonly Ungrouped[] {
  const trail = { type: "aws_cloudtrail", where: { name: audit.trail } };
  return [
    {
      id: "trail-logging",
      title: `CloudTrail trail ${audit.trail} is logging`,
      of: trail,
      demand: { fact: "enable_logging", is: true },
    },
    {
      id: "trail-key",
      title: "Audit trail is encrypted with the logs key",
      of: trail,
      demand: { fact: "kms_key_id", sameAs: keyNamed(keyAliases.logs) },
    },
    {
      id: "trail-bucket-key",
      title: "Bucket of the audit trail is encrypted with the s3 key",
      of: { type: "aws_s3_bucket", where: { bucket: audit.trailBucket(account) } },
      demand: { fact: "kms_master_key_id", sameAs: keyNamed(keyAliases.s3) },
    },
  ];
}
