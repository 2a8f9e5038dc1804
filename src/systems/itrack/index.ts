import type { ITrackConfig } from "../../config";
import { AuditTrail } from "../../constructs/audit/audit-trail";
import { LogsBucket } from "../../constructs/edge/logs-bucket";
import { AlarmTopic } from "../../constructs/observability/alarm-topic";
import type { SystemStack } from "../../platform/system-stack";
import { AUDIT_ARCHIVE, buildAccountServices } from "../shared/account-services";
import { buildBastion } from "../shared/bastion";
import { buildNetwork } from "../shared/network";
import { buildApi } from "./api";
import { buildContainers } from "./containers";
import { buildEdge } from "./edge";
import { buildKeys } from "./keys";
import { buildMonitoring } from "./monitoring";
import { itrackNames } from "./names";
import { registerOutputs } from "./outputs";
import { findSecrets } from "./secrets";
import { buildSite } from "./site";
import { buildStores } from "./stores";

/**
 * iTrack, as document 003 draws it: CloudFront before static files and the API, the API without servers over a table, and
 * two services in containers behind a load balancer with MySQL; with their backups in another region, the bastion, and what
 * watches them and what they cost.
 */
export function buildITrack(stack: SystemStack, config: ITrackConfig): void {
  const { account, environment } = stack.settings;
  const names = itrackNames(environment);
  const protection = config.protection.allowDestroy;
  const { auditLogDays } = config.retention;

  const keys = buildKeys(stack, config, names);
  const secrets = findSecrets(stack, config, names);
  const topic = (id: keyof typeof names.topics) =>
    new AlarmTopic(stack, id, {
      name: names.topics[id],
      keyArn: keys.logs.keyArn,
      subscribers: config.alarms.subscribers,
    });
  const [critical, notices] = [topic("critical"), topic("notices")];
  const logs = new LogsBucket(stack, "logs", {
    name: names.audit.logsBucket(account),
    retentionDays: auditLogDays,
    protection,
  });
  const { network, workloads } = buildNetwork(stack, config, {
    names,
    logsKeyArn: keys.logs.keyArn,
    closedPorts: { mysql: 3306 },
    outsideServices:
      "Partners' services have no fixed addresses. HTTPS alone, by NAT; AWS itself is reached by VPC endpoints.",
  });
  if (config.trail.own) {
    new AuditTrail(stack, "trail", {
      name: names.audit.trail,
      bucketName: names.audit.trailBucket(account),
      accessLogs: logs,
      logGroupName: names.audit.logGroup,
      retentionDays: auditLogDays,
      archive: AUDIT_ARCHIVE,
      objectLock: config.trail.lock,
      recordsReadsOfAccessLogs: true, // they hold paths of requests, and nobody logs who reads them otherwise
      bucketKeyArn: keys.s3.keyArn,
      logsKeyArn: keys.logs.keyArn,
      protection,
    });
  }

  const surroundings = { names, keys, secrets, logs, critical, notices, network, workloads };
  const stores = buildStores(stack, config, surroundings);
  const api = buildApi(stack, config, surroundings, stores);
  const site = buildSite(stack, config, surroundings, api);
  const edge = buildEdge(stack, config, surroundings, api);
  const containers = buildContainers(stack, config, surroundings, { stores, api, edge });
  const bastion = buildBastion(stack, config, { names, network, keyArn: keys.logs.keyArn, client: "mysql" });
  stores.database.allowConnectionsFrom("bastion", bastion.securityGroup, "People on the bastion");

  const accountServices = buildAccountServices(stack, config, {
    ...surroundings,
    bucketKey: keys.s3,
    accessLogs: logs,
    alarms: critical,
  });
  const dashboard = buildMonitoring(stack, config, surroundings, { stores, api, edge, containers });
  registerOutputs(stack, { ...surroundings, stores, api, site, edge, containers, bastion, dashboard, accountServices });
}
