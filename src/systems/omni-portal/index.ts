import type { OmniPortalConfig } from "../../config";
import { AuditTrail } from "../../constructs/audit/audit-trail";
import { AlarmTopic } from "../../constructs/observability/alarm-topic";
import type { SystemStack } from "../../platform/system-stack";
import { AUDIT_ARCHIVE, buildAccountServices } from "../shared/account-services";
import { buildBackup } from "../shared/backup";
import { buildNetwork } from "../shared/network";
import { buildBuckets } from "./buckets";
import { buildCache } from "./cache";
import { buildContainers } from "./containers";
import { buildDatabase } from "./database";
import { buildEdge } from "./edge";
import { buildKeys } from "./keys";
import { buildMonitoring } from "./monitoring";
import { omniPortalNames } from "./names";
import { registerOutputs } from "./outputs";
import { buildSecrets } from "./secrets";

/**
 * OmniPortal, as document 000 draws it: the load balancer behind the firewall, the API on Fargate, MySQL with a standby and
 * a replica, Redis, and four buckets; with their keys, backups, and what watches them.
 */
export function buildOmniPortal(stack: SystemStack, config: OmniPortalConfig): void {
  const names = omniPortalNames(stack.settings.environment);
  const protection = config.protection.allowDestroy;
  const { auditLogDays } = config.retention;

  const keys = buildKeys(stack, config, names);
  const alarms = new AlarmTopic(stack, "alarms", {
    name: names.alarmTopic,
    keyArn: keys.cloudwatch.keyArn,
    subscribers: config.alarms.subscribers,
  });
  const buckets = buildBuckets(stack, config, { names, keys, alarms });
  const { network, workloads } = buildNetwork(stack, config, {
    names,
    logsKeyArn: keys.cloudwatch.keyArn,
    closedPorts: { mysql: 3306, redis: 6379 },
    outsideServices:
      "Mail, payment and partners' services have no fixed addresses. HTTPS alone, by NAT; AWS itself is reached by VPC endpoints.",
  });
  if (config.trail.own) {
    new AuditTrail(stack, "trail", {
      name: names.audit.trail,
      bucketName: names.bucket("trail", buckets.suffix.hex),
      accessLogs: buckets.logs,
      logGroupName: names.audit.logGroup,
      retentionDays: auditLogDays,
      archive: AUDIT_ARCHIVE,
      objectLock: config.trail.lock,
      recordsReadsOfAccessLogs: true, // they hold paths of requests, and nobody logs who reads them otherwise
      bucketKeyArn: keys.s3.keyArn,
      logsKeyArn: keys.cloudwatch.keyArn,
      protection,
    });
  }

  const surroundings = { names, keys, alarms, buckets, network, workloads };
  const secrets = buildSecrets(stack, config, surroundings);
  const database = buildDatabase(stack, config, surroundings, secrets);
  const cache = buildCache(stack, config, surroundings);
  const edge = buildEdge(stack, config, surroundings);
  const containers = buildContainers(stack, config, surroundings, { secrets, database, cache, edge });
  const { documents, assets, backups } = buckets;
  const backup = buildBackup(stack, config, {
    name: names.prefix,
    // Redis keeps snapshots of its own: AWS Backup knows none.
    resources: {
      database: database.instance.protectedResource,
      documents: documents.protectedResource,
      assets: assets.protectedResource,
      backups: backups.protectedResource,
    },
    keyArn: keys.rds.keyArn,
    copyKeyAlias: names.copyKeyAliases.backups,
    alarms,
  });

  const accountServices = buildAccountServices(stack, config, {
    ...surroundings,
    bucketKey: keys.s3,
    accessLogs: buckets.logs,
  });
  const dashboard = buildMonitoring(stack, config, surroundings, { database, cache, edge, containers });
  registerOutputs(stack, { ...surroundings, database, cache, edge, containers, backup, dashboard, accountServices });
}
