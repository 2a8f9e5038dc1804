import type { AuditTrailConfig } from "../../../config/audit-trail";
import type { OmniPortalConfig } from "../../../config";
import type { Check } from "../../check";
import { inGroup, keyNamed, type Ungrouped } from "../../shared/checks/grouping";
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

/** The trail, or who has it. 164.312(b) */
export function auditTrailChecks(trail: AuditTrailConfig, { audit, keyAliases }: OmniPortalNames): readonly Check[] {
  if (!trail.own) {
    return [
      {
        id: "trail",
        group: "Compliance",
        title: `Calls of the AWS API are recorded by the trail of ${trail.coveredBy}`,
        manual: `npx estate verify ${trail.coveredBy}`,
      },
    ];
  }
  const of = { type: "aws_cloudtrail", where: { name: audit.trail } };
  return inGroup("Compliance", [
    {
      id: "trail-logging",
      title: `CloudTrail trail ${audit.trail} is logging`,
      of,
      demand: { fact: "enable_logging", is: true },
    },
    {
      id: "trail-key",
      title: "Audit trail is encrypted with the cloudwatch key",
      of,
      demand: { fact: "kms_key_id", sameAs: keyNamed(keyAliases.cloudwatch) },
    },
  ]);
}
