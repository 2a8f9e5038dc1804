import type { OmniPortalConfig } from "../../../config";
import type { Ungrouped } from "../../shared/checks/grouping";
import { auditLogChecks } from "../../shared/checks/keys";
import type { OmniPortalNames } from "../names";

/** Deletion protection and audit logs. */
export function complianceChecks(
  { database, protection, retention, trail }: OmniPortalConfig,
  names: OmniPortalNames,
): readonly Ungrouped[] {
  const { allowDestroy } = protection;
  const instances = [names.database.instance, ...(database.readReplica.kept ? [names.database.replica] : [])];
  return [
    {
      id: "deletion-protection",
      title: allowDestroy.kept ? "Deletion protection is on" : `Deletion protection is off: ${allowDestroy.reason}`,
      of: { type: "aws_db_instance", where: { identifier: instances } },
      demand: { fact: "deletion_protection", is: allowDestroy.kept },
    },
    ...auditLogChecks("flow log, shells, the database's audit, and CloudTrail", {
      logGroups: [
        names.network.flowLogs,
        names.containers.sessionLogGroup,
        ...instances.map((instance) => `/aws/rds/instance/${instance}/audit`),
        ...(trail.own ? [names.audit.logGroup] : []),
      ],
      days: retention.auditLogDays,
      key: names.keyAliases.cloudwatch,
    }),
  ];
}
