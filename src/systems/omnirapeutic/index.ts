import type { OmnirapeuticConfig } from "../../config";
import { AuditTrail } from "../../constructs/audit/audit-trail";
import { AccessLogsBucket } from "../../constructs/data-stores/access-logs-bucket";
import { AlarmTopic } from "../../constructs/observability/alarm-topic";
import { EncryptionKeys } from "../../constructs/security/encryption-keys";
import type { SystemStack } from "../../platform/system-stack";
import { AUDIT_ARCHIVE, buildAccountServices } from "../shared/account-services";
import { buildBastion } from "../shared/bastion";
import { buildNetwork } from "../shared/network";
import { buildContainers } from "./containers";
import { buildDatabase } from "./database";
import { buildEdge } from "./edge";
import { buildMonitoring } from "./monitoring";
import { omnirapeuticNames } from "./names";
import { registerOutputs } from "./outputs";
import { buildSecrets } from "./secrets";

/**
 * Omnirapeutic, as the architecture diagram shows it: a private network, its keys and secrets, the audit trail, the
 * database, the way in from the internet, the containers behind it, the bastion, and what watches them all.
 */
export function buildOmnirapeutic(stack: SystemStack, config: OmnirapeuticConfig): void {
  const { environment, account } = stack.settings;
  const names = omnirapeuticNames(environment);
  const protection = config.protection.allowDestroy;
  const { auditLogDays } = config.retention;

  const keys = new EncryptionKeys(stack, "keys", {
    ...config.keys,
    aliasNames: names.keyAliases,
    logGroupNames: names.logGroups,
    trailName: names.audit.trail,
    protection,
  });
  const alarms = new AlarmTopic(stack, "alarms", {
    name: names.alarmTopic,
    keyArn: keys.logs.keyArn,
    subscribers: config.alarms.subscribers,
  });
  const accessLogs = new AccessLogsBucket(stack, "access_logs", {
    name: names.audit.accessLogsBucket(account),
    retentionDays: auditLogDays,
    protection,
  });
  const trail = new AuditTrail(stack, "trail", {
    name: names.audit.trail,
    bucketName: names.audit.trailBucket(account),
    accessLogs,
    logGroupName: names.audit.logGroup,
    retentionDays: auditLogDays,
    archive: AUDIT_ARCHIVE,
    objectLock: config.retention.trailLock,
    bucketKeyArn: keys.s3.keyArn,
    logsKeyArn: keys.logs.keyArn,
    protection,
  });
  const { network, workloads } = buildNetwork(stack, config, {
    names,
    logsKeyArn: keys.logs.keyArn,
    outsideServices:
      "Services outside AWS, such as Supabase and those of partners, have no fixed addresses. HTTPS alone, by NAT; AWS itself is reached by VPC endpoints.",
  });

  const surroundings = { names, keys, accessLogs, alarms, network, workloads };
  const secrets = buildSecrets(stack, config, surroundings);
  const database = buildDatabase(stack, config, surroundings, secrets);
  const edge = buildEdge(stack, config, surroundings);
  const containers = buildContainers(stack, config, surroundings, { secrets, database, edge });
  const bastion = buildBastion(stack, config, { names, network, keyArn: keys.logs.keyArn, client: "postgresql" });
  database.cluster.allowConnectionsFrom("bastion", bastion.securityGroup, "People on the bastion");

  const accountServices = buildAccountServices(stack, config, { ...surroundings, bucketKey: keys.s3 });
  buildMonitoring(stack, config, surroundings, { trail, database, edge, containers, bastion });
  registerOutputs(stack, { ...surroundings, trail, database, edge, containers, bastion, accountServices });
}
