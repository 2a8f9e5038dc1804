import type { ITrackConfig, ITrackDeployment } from "../../../config";
import type { Check } from "../../check";
import { accountServicesChecks, baaCheck } from "../../shared/checks/account-services";
import { bastionChecks } from "../../shared/checks/bastion";
import { edgeChecks, edgeSecurityChecks } from "../../shared/checks/edge";
import { inGroup, type Ungrouped } from "../../shared/checks/grouping";
import { auditLogChecks, keyAndSecretChecks } from "../../shared/checks/keys";
import { mySqlChecks } from "../../shared/checks/mysql";
import { networkChecks, subnetChecks } from "../../shared/checks/network";
import { operatorSecretChecks } from "../../shared/checks/operator-secrets";
import { recoveryChecks } from "../../shared/checks/recovery";
import { auditTrailChecks } from "../../shared/checks/trail";
import { itrackNames, type ITrackNames } from "../names";
import { alarmChecks } from "./alarms";
import { apiChecks } from "./api";
import { containerChecks } from "./containers";
import { firewallOf, siteChecks } from "./edge";

/**
 * What document 003 promises, with the values of one deployment. What every VPC, key, table or function must show is not
 * repeated here: `estate verify` demands it of each resource of the type.
 */
export function itrackChecks({ account, environment, config }: ITrackDeployment): readonly Check[] {
  const names = itrackNames(environment);
  const { data: keyAlias, logs: logsKey, s3 } = names.keyAliases;
  return [
    ...inGroup("Infrastructure", [
      ...networkChecks(config, names.network.flowLogs),
      ...subnetChecks(config),
      ...edgeChecks(config, names.edge.loadBalancer),
      ...siteChecks(config, names),
      ...containerChecks(config, names),
    ]),
    ...inGroup("Security", [
      ...securityChecks(config, names),
      ...edgeSecurityChecks(config, firewallOf(config, names)),
      ...bastionChecks(names.bastion, logsKey),
    ]),
    ...inGroup(
      "Database",
      mySqlChecks(config.database, { instance: names.database.instance, keyAlias, keyUse: "data" }),
    ),
    ...inGroup("Serverless", apiChecks(config, names)),
    ...inGroup("Compliance", [
      ...complianceChecks(config, names),
      ...alarmChecks(config, names),
      ...recoveryChecks(config.recovery, names.prefix),
    ]),
    ...auditTrailChecks(config.trail, { name: names.audit.trail, logsKey, keyUse: "logs" }),
    ...accountServicesChecks(account, config, names, s3),
    baaCheck,
  ];
}

/** Keys, secrets, and whom the database admits. */
function securityChecks(
  { items, operatorSecrets, recovery, site }: ITrackConfig,
  names: ITrackNames,
): readonly Ungrouped[] {
  const { backups, items: ofItems, s3 } = names.copyKeyAliases;
  return [
    ...keyAndSecretChecks({
      aliases: [
        ...Object.values(names.keyAliases),
        ...(recovery.backups.copy.copied ? [backups] : []),
        ...(items.replica.copied ? [ofItems] : []),
        ...(site.copy.copied ? [s3] : []),
      ],
      logsKey: names.keyAliases.logs,
    }),
    ...operatorSecretChecks(operatorSecrets, {
      deployment: names.prefix,
      database: { instance: names.database.instance, secret: "db_password" },
    }),
    {
      id: "database-closed",
      title: "Database admits security groups only, no address ranges",
      of: { type: "aws_security_group", where: { "tag:Name": names.database.securityGroup } },
      demand: { fact: "ingress_cidr_blocks", is: [] },
    },
  ];
}

/** Deletion protection and audit logs. */
function complianceChecks({ retention, trail }: ITrackConfig, names: ITrackNames): readonly Ungrouped[] {
  return [
    {
      id: "deletion-protection",
      title: "Deletion protection of the database is on",
      of: { type: "aws_db_instance", where: { identifier: names.database.instance } },
      demand: { fact: "deletion_protection", is: true },
    },
    ...auditLogChecks("flow log, bastion, the database's audit, and CloudTrail", {
      logGroups: [
        names.network.flowLogs,
        names.bastion.sessionLogGroup,
        `/aws/rds/instance/${names.database.instance}/audit`,
        ...(trail.own ? [names.audit.logGroup] : []),
      ],
      days: retention.auditLogDays,
      key: names.keyAliases.logs,
    }),
  ];
}
