import { keyNamed, type Ungrouped } from "./grouping";

/** The keys, secrets and topic of a deployment, by their names in AWS. */
export interface KeysAndSecrets {
  /** Every alias. */
  readonly aliases: readonly string[];
  /** The path of every secret that the deployment makes, and the alias of their key. @default none */
  readonly made?: { readonly secrets: readonly string[]; readonly key: string };
  /** Alias of the key of log groups and topics. */
  readonly logsKey: string;
}

/** Keys under their names, and what they encrypt. 164.312(a)(2)(iv) */
export function keyAndSecretChecks({ aliases, made, logsKey }: KeysAndSecrets): readonly Ungrouped[] {
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
    ...(made ? madeSecrets(made) : []),
    {
      id: "alarm-topic-key",
      title: "Alarm topic is encrypted with the logs key",
      of: { type: "aws_sns_topic" },
      demand: { fact: "kms_master_key_id", sameAs: keyNamed(logsKey) },
    },
  ];
}

function madeSecrets({ secrets, key }: NonNullable<KeysAndSecrets["made"]>): readonly Ungrouped[] {
  const ours = { type: "aws_secretsmanager_secret", where: { name: secrets } };
  return [
    { id: "secrets", title: `${secrets.length} secrets`, of: ours, demand: { count: secrets.length } },
    {
      id: "secrets-key",
      title: "Every secret is encrypted with the secrets key",
      of: ours,
      demand: { fact: "kms_key_id", sameAs: keyNamed(key) },
    },
  ];
}

/** Log groups of the audit: there, kept, encrypted. 164.312(b), 164.316(b)(2)(i) */
export function auditLogChecks(
  what: string,
  { logGroups, days, key }: { readonly logGroups: readonly string[]; readonly days: number; readonly key: string },
): readonly Ungrouped[] {
  const auditLogs = { type: "aws_cloudwatch_log_group", where: { name: logGroups } };
  return [
    { id: "audit-logs", title: `Audit logs: ${what}`, of: auditLogs, demand: { count: logGroups.length } },
    {
      id: "audit-log-retention",
      title: `Audit logs are kept ${days} days`,
      of: auditLogs,
      demand: { fact: "retention_in_days", is: days },
    },
    {
      id: "audit-log-key",
      title: "Audit logs are encrypted with the logs key",
      of: auditLogs,
      demand: { fact: "kms_key_id", sameAs: keyNamed(key) },
    },
  ];
}
