import type { OmnirapeuticConfig } from "../../../config";
import type { OmnirapeuticNames } from "../names";
import type { Ungrouped } from "../../shared/checks/grouping";
import { auditLogChecks, keyAndSecretChecks } from "../../shared/checks/keys";

/** Keys, secrets and the database's security group. */
export function securityChecks(
  { recovery, secrets }: OmnirapeuticConfig,
  names: OmnirapeuticNames,
): readonly Ungrouped[] {
  const generated = Object.keys(secrets.generated) as (keyof typeof secrets.generated)[];
  return [
    ...keyAndSecretChecks({
      aliases: [
        ...Object.values(names.keyAliases),
        ...(recovery.backups.copy.copied ? [names.backupCopyKeyAlias] : []),
      ],
      made: {
        secrets: [...generated, "app-database-user" as const].map(names.secret),
        key: names.keyAliases.secrets,
      },
      logsKey: names.keyAliases.logs,
    }),
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
  return [
    {
      id: "deletion-protection",
      title: allowDestroy.kept ? "Deletion protection is on" : `Deletion protection is off: ${allowDestroy.reason}`,
      of: { type: "aws_rds_cluster" },
      demand: { fact: "deletion_protection", is: allowDestroy.kept },
    },
    ...auditLogChecks("flow log, PostgreSQL and CloudTrail log groups", {
      logGroups: [names.network.flowLogs, names.database.logGroup, names.audit.logGroup],
      days: retention.auditLogDays,
      key: names.keyAliases.logs,
    }),
  ];
}
