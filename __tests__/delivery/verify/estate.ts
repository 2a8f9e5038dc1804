import { findDeployment, type Deployment, type OmnirapeuticConfig } from "../../../src/config";
import { omnirapeuticNames } from "../../../src/systems/omnirapeutic/names";
import type { Facts, Observation } from "../../../src/delivery/verify/observation";
import { healthyWorkloads } from "./estate-workloads";

export const production = findDeployment("omnirapeutic-production");

/** What AWS answers about a deployment on which everything is right. */
export function healthyEstate({
  account,
  environment,
  config,
}: Deployment<OmnirapeuticConfig> = production): Observation[] {
  const names = omnirapeuticNames(environment);
  const { zones, nat, cidr } = config.network;
  const letters = zones.map(({ name }) => name.slice(-1));
  const instances = Array.from({ length: config.database.instances.count }, (_, index) => index);
  return [
    met("aws_vpc.network", { state: "available", cidr_block: cidr, subnets: zones.flatMap(cidrsOf) }),
    ...zones.flatMap((zone) => [
      subnet("public", zone.name, zone.publicCidr, { way_out: "internet gateway", local_route: cidr }),
      subnet("app", zone.name, zone.appCidr, { way_out: "NAT gateway", local_route: cidr }),
      subnet("data", zone.name, zone.dataCidr, { way_out: "none", local_route: cidr }),
    ]),
    ...letters
      .slice(0, nat.gateways)
      .flatMap((letter) => [
        met(`aws_nat_gateway.network_${letter}`, { state: "available", elastic_ip: true }),
        met(`aws_eip.network_nat_${letter}`, { associated: true }),
      ]),
    met("aws_internet_gateway.network", { attachment: "available" }),
    met("aws_flow_log.network", { status: "ACTIVE", traffic_type: "ALL", log_group: names.network.flowLogs }),
    met("aws_vpc_endpoint.network_s3", { state: "available" }),
    met("aws_default_security_group.network", { rules: 0 }),
    met("aws_security_group.database", {
      open_to_internet: [],
      ingress_cidr_blocks: [],
      "tag:Name": names.database.securityGroup,
    }),
    ...Object.entries(names.keyAliases).flatMap(([use, alias]) => [
      met(`aws_kms_key.keys_${use}`, { key_state: "Enabled", enable_key_rotation: true }),
      untagged(`aws_kms_alias.keys_${use}`, { name: alias, target_key_arn: keyOf(use) }),
    ]),
    ...[...secretNamesOf(config), "app-database-user" as const].map((name) =>
      met(`aws_secretsmanager_secret.${name.replaceAll("-", "_")}`, {
        name: names.secret(name),
        kms_key_id: keyOf("secrets"),
        has_current_version: true,
      }),
    ),
    met("aws_rds_cluster.database", {
      cluster_identifier: names.database.cluster,
      status: "available",
      engine_version: config.database.engineVersion,
      storage_encrypted: true,
      kms_key_id: keyOf("aurora"),
      backup_retention_period: config.database.backupRetentionDays,
      preferred_backup_window: config.database.backupWindow,
      enabled_cloudwatch_logs_exports: ["postgresql"],
      deletion_protection: config.protection.allowDestroy.kept,
    }),
    ...instances.map((index) =>
      met(`aws_rds_cluster_instance.database_${index}`, {
        status: "available",
        availability_zone: zones[index]?.name,
        performance_insights_enabled: true,
        performance_insights_kms_key_id: keyOf("aurora"),
        publicly_accessible: false,
      }),
    ),
    ...[names.network.flowLogs, names.database.logGroup, names.audit.logGroup].map((name, index) =>
      met(`aws_cloudwatch_log_group.audit_${index}`, {
        name,
        retention_in_days: config.retention.auditLogDays,
        kms_key_id: keyOf("logs"),
        encrypted: true,
      }),
    ),
    met("aws_cloudtrail.trail", {
      name: names.audit.trail,
      enable_logging: true,
      is_multi_region_trail: true,
      enable_log_file_validation: true,
      kms_key_id: keyOf("logs"),
      encrypted: true,
    }),
    bucket("access_logs", names.audit.accessLogsBucket(account), { sse_algorithm: "AES256" }),
    bucket("trail_bucket", names.audit.trailBucket(account), {
      sse_algorithm: "aws:kms",
      kms_master_key_id: keyOf("s3"),
    }),
    met("aws_sns_topic.alarms", { kms_master_key_id: keyOf("logs"), customer_key: true }),
    met("aws_iam_role.monitoring", {}),
    met("aws_iam_policy.trail", {}),
    { ...met("aws_kinesis_stream.unknown", {}), live: { is: "unchecked" } },
    ...healthyWorkloads(findDeployment(`omnirapeutic-${environment}`)),
  ];
}

/** The estate with other facts about one resource. */
export function changed(estate: readonly Observation[], address: string, facts: Facts): Observation[] {
  return replaced(estate, address, ({ live }) => ({
    is: "read",
    facts: { ...(live.is === "read" ? live.facts : {}), ...facts },
  }));
}

/** The estate with another answer of AWS about one resource. */
export function replaced(
  estate: readonly Observation[],
  address: string,
  live: (observation: Observation) => Observation["live"],
): Observation[] {
  if (!estate.some((each) => each.address === address)) throw new Error(`no ${address} in the estate`);
  return estate.map((each) => (each.address === address ? { ...each, live: live(each) } : each));
}

function subnet(tier: string, zone: string, cidr: string, routes: Facts): Observation {
  const facts = { cidr_block: cidr, availability_zone: zone, state: "available", ...routes };
  return met(`aws_subnet.network_${tier}_${zone.slice(-1)}`, facts);
}

function bucket(id: string, name: string, encryption: Facts): Observation {
  const closed = { encrypted: true, versioning: "Enabled", public_access_blocked: true, tls_only: true };
  return met(`aws_s3_bucket.${id}`, { bucket: name, ...closed, tells_event_bridge: true, ...encryption });
}

/** A resource that AWS answers about, tagged as all are. */
export function met(address: string, facts: Facts): Observation {
  const tagged = untagged(address, { "tag:HIPAA": "true", ...facts });
  return { ...tagged, state: { ...tagged.state, tags_all: { HIPAA: "true" } } };
}

/** A resource of a type that carries no tags. */
export function untagged(address: string, facts: Facts): Observation {
  return { address, type: address.split(".")[0] ?? "", state: facts, live: { is: "read", facts } };
}

export function keyOf(use: string): string {
  return `arn:aws:kms:us-east-1:123456789012:key/${use}`;
}

function cidrsOf(zone: OmnirapeuticConfig["network"]["zones"][number]): string[] {
  return [zone.publicCidr, zone.appCidr, zone.dataCidr];
}

function secretNamesOf(config: OmnirapeuticConfig) {
  return Object.keys(config.secrets.generated) as (keyof typeof config.secrets.generated)[];
}
