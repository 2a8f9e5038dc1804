import type { OmnirapeuticConfig, SecretName } from "../../config";
import { AuditTrail } from "../../constructs/audit/audit-trail";
import { AccessLogsBucket } from "../../constructs/data-stores/access-logs-bucket";
import { AuroraCluster } from "../../constructs/data-stores/aurora-cluster";
import type { MasterPassword } from "../../constructs/data-stores/aurora-props";
import { Network } from "../../constructs/network/network";
import { AlarmTopic } from "../../constructs/observability/alarm-topic";
import { EncryptionKeys } from "../../constructs/security/encryption-keys";
import { GeneratedSecret, type GeneratedSecretProps } from "../../constructs/security/generated-secret";
import type { SystemStack } from "../../platform/system-stack";
import { omnirapeuticNames } from "./names";
import { registerOutputs } from "./outputs";

/** Omnirapeutic, as the architecture diagram shows it: a private network, its keys and secrets, the audit trail, the database, and its alarms. */
export function buildOmnirapeutic(stack: SystemStack, config: OmnirapeuticConfig): void {
  const { environment, account } = stack.settings;
  const names = omnirapeuticNames(environment);
  const protection = config.protection.allowDestroy;
  const { auditLogDays } = config.retention;

  const keys = new EncryptionKeys(stack, "keys", {
    aliasNames: names.keyAliases,
    logGroupNames: [names.network.flowLogs, names.database.logGroup, names.audit.logGroup],
    trailName: names.audit.trail,
    rotationPeriodDays: config.keys.rotationPeriodDays,
    deletionWindowDays: config.keys.deletionWindowDays,
    protection,
  });
  const accessLogs = new AccessLogsBucket(stack, "access_logs", {
    name: names.audit.accessLogsBucket(account),
    retentionDays: auditLogDays,
    protection,
  });
  new AuditTrail(stack, "trail", {
    name: names.audit.trail,
    bucketName: names.audit.trailBucket(account),
    accessLogs,
    logGroupName: names.audit.logGroup,
    retentionDays: auditLogDays,
    bucketKeyArn: keys.s3.keyArn,
    logsKeyArn: keys.logs.keyArn,
    protection,
  });
  const network = new Network(stack, "network", {
    name: names.network.vpc,
    cidr: config.network.cidr,
    zones: config.network.zones,
    natGateways: config.network.nat.gateways,
    gatewayEndpoints: config.network.gatewayEndpoints,
    interfaceEndpoints: config.network.interfaceEndpoints.services,
    flowLogs: {
      logGroupName: names.network.flowLogs,
      retentionDays: auditLogDays,
      keyArn: keys.logs.keyArn,
      ...config.network.flowLogs,
    },
    protection,
  });

  const secret = (name: SecretName, of: Pick<GeneratedSecretProps, "description" | "characters" | "dataClass">) =>
    new GeneratedSecret(stack, `secret_${name.replaceAll("-", "_")}`, {
      name: names.secret(name),
      ...of,
      ...config.secrets.generated[name],
      recoveryWindowDays: config.secrets.recoveryWindowDays,
      keyArn: keys.secrets.keyArn,
      protection,
    });
  const signing = { characters: "letters-and-digits", dataClass: "internal" } as const;
  secret("supabase-jwt-secret", { description: "Signs access tokens", ...signing });
  secret("supabase-anon-key", { description: "Identifies anonymous callers", ...signing });
  secret("supabase-service-key", { description: "Identifies backend services", ...signing });

  const masterPassword: MasterPassword =
    config.database.masterPassword.source === "secret"
      ? {
          source: "secret",
          secret: secret("aurora-master-password", {
            description: "Master password of the Aurora cluster",
            characters: "aurora-password",
            dataClass: "phi",
          }),
        }
      : { source: "rds-managed", keyArn: keys.secrets.keyArn };
  const { instances, capacity, masterPassword: _chosen, ...database } = config.database;
  const cluster = new AuroraCluster(stack, "database", {
    ...database,
    ...capacity,
    name: names.database.cluster,
    securityGroupName: names.database.securityGroup,
    masterPassword,
    instances: config.network.zones
      .slice(0, instances.count)
      .map((zone) => ({ name: zone.name.slice(-1), zone: zone.name })),
    vpcId: network.vpcId,
    subnetIds: network.dataSubnetIds,
    keyArn: keys.aurora.keyArn,
    logsKeyArn: keys.logs.keyArn,
    logRetentionDays: auditLogDays,
    protection,
  });
  const alarms = new AlarmTopic(stack, "alarms", {
    name: names.alarmTopic,
    keyArn: keys.logs.keyArn,
    subscribers: config.alarms.subscribers,
  });
  cluster.watch(alarms);
  registerOutputs(stack, { network, keys, database: cluster });
}
