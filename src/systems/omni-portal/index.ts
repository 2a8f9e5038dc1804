import type { OmniPortalConfig } from "../../config";
import { AuditTrail } from "../../constructs/audit/audit-trail";
import { Network } from "../../constructs/network/network";
import { SecurityGroup } from "../../constructs/network/security-group";
import { AlarmTopic } from "../../constructs/observability/alarm-topic";
import type { SystemStack } from "../../platform/system-stack";
import { AUDIT_ARCHIVE, buildAccountServices } from "../shared/account-services";
import { buildBuckets } from "./buckets";
import { buildCache } from "./cache";
import { buildContainers } from "./containers";
import { buildDatabase } from "./database";
import { buildEdge } from "./edge";
import { buildKeys } from "./keys";
import { buildMonitoring } from "./monitoring";
import { omniPortalNames } from "./names";
import { registerOutputs } from "./outputs";
import { buildRecovery } from "./recovery";
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
  const auditLogs = { keyArn: keys.cloudwatch.keyArn, retentionDays: auditLogDays };
  const alarms = new AlarmTopic(stack, "alarms", {
    name: names.alarmTopic,
    keyArn: keys.cloudwatch.keyArn,
    subscribers: config.alarms.subscribers,
  });
  const buckets = buildBuckets(stack, config, { names, keys, alarms });
  const network = new Network(stack, "network", {
    name: names.network.vpc,
    cidr: config.network.cidr,
    zones: config.network.zones,
    natGateways: config.network.nat.gateways,
    gatewayEndpoints: config.network.gatewayEndpoints,
    interfaceEndpoints: config.network.interfaceEndpoints.services,
    closedPorts: { mysql: 3306, redis: 6379 },
    flowLogs: { ...config.network.flowLogs, ...auditLogs, logGroupName: names.network.flowLogs },
    protection,
  });
  const workloads = new SecurityGroup(stack, "workloads", {
    vpcId: network.vpcId,
    name: names.containers.securityGroup,
    description: "Containers and functions",
  });
  workloads.allowTo("https", {
    destination: {
      internet: {
        reason:
          "Mail, payment and partners' services have no fixed addresses. HTTPS alone, by NAT; AWS itself is reached by VPC endpoints.",
      },
    },
    port: 443,
    description: "AWS APIs and outside services, by HTTPS",
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
  const backup = buildRecovery(stack, config, surroundings, database);

  const accountServices = buildAccountServices(stack, config, {
    ...surroundings,
    bucketKey: keys.s3,
    accessLogs: buckets.logs,
  });
  const dashboard = buildMonitoring(stack, config, surroundings, { database, cache, edge, containers });
  registerOutputs(stack, { ...surroundings, database, cache, edge, containers, backup, dashboard, accountServices });
}
