import type { RedisCache } from "../../constructs/data-stores/redis-cache";
import type { Dashboard } from "../../constructs/observability/dashboard";
import type { Backup } from "../../constructs/recovery/backup";
import type { SystemStack } from "../../platform/system-stack";
import { accountServicesOutputs, type AccountServicesParts } from "../shared/account-services";
import { networkOutputs } from "../shared/network";
import type { Containers } from "./containers";
import type { Database } from "./database";
import type { Edge } from "./edge";
import type { Surroundings } from "./surroundings";

/** What runbooks, later phases and people read after a deployment. */
export interface OmniPortalParts extends Surroundings {
  readonly database: Database;
  readonly cache: RedisCache;
  readonly edge: Edge;
  readonly containers: Containers;
  readonly backup: Backup;
  readonly dashboard: Dashboard;
  /** Only where the deployment owns them. */
  readonly accountServices?: AccountServicesParts;
}

/** Registers the outputs. The names are contract: the runbooks are generated from them. */
export function registerOutputs(stack: SystemStack, parts: OmniPortalParts): void {
  networkOutputs(stack, parts);
  databaseOutputs(stack, parts);
  cacheOutputs(stack, parts);
  storageOutputs(stack, parts);
  edgeOutputs(stack, parts);
  containerOutputs(stack, parts);
  auditOutputs(stack, parts);
}

function databaseOutputs(stack: SystemStack, { database: { instance, snapshotPrefix } }: OmniPortalParts): void {
  const identifier = instance.instanceIdentifier;
  stack.output("database_instance_identifier", identifier, { description: "The MySQL instance" });
  stack.output("database_snapshot_prefix", snapshotPrefix, {
    description: "Of the copies that estate db snapshot makes before a change",
  });
  stack.output("database_endpoint", instance.endpoint, { description: "Where it writes", sensitive: true });
  const { replica } = instance.replicas;
  if (replica) {
    stack.output("database_replica_endpoint", replica.endpoint, {
      description: "Where its replica answers reads",
      sensitive: true,
    });
  }
  stack.output("database_name", instance.databaseName, { description: "The initial database" });
  const restored = "a restored instance takes it too";
  stack.output("database_subnet_group_name", instance.subnetGroupName, { description: `Its subnets; ${restored}` });
  stack.output("database_parameter_group_name", instance.parameterGroupName, { description: `TLS only; ${restored}` });
  stack.output("database_option_group_name", instance.optionGroupName, { description: `Audit; ${restored}` });
  stack.output("database_security_group_id", instance.securityGroup.securityGroupId, {
    description: `Its security group; ${restored}`,
  });
}

function cacheOutputs(stack: SystemStack, { cache }: OmniPortalParts): void {
  stack.output("redis_replication_group_id", cache.replicationGroupId, { description: "The Redis replication group" });
  stack.output("redis_primary_endpoint", cache.primaryEndpoint, { description: "Where it writes", sensitive: true });
  const restored = "a restored group takes it too";
  stack.output("redis_subnet_group_name", cache.subnetGroupName, { description: `Its subnets; ${restored}` });
  stack.output("redis_parameter_group_name", cache.parameterGroupName, { description: `Its parameters; ${restored}` });
  stack.output("redis_user_group_id", cache.userGroupId, { description: `Who may log in; ${restored}` });
  stack.output("redis_security_group_id", cache.securityGroup.securityGroupId, {
    description: `Its security group; ${restored}`,
  });
}

function storageOutputs(stack: SystemStack, { buckets, keys, backup }: OmniPortalParts): void {
  const { documents, assets, logs, backups } = buckets;
  const names = { documents: documents.bucketName, assets: assets.bucketName, logs: logs.bucketName };
  stack.output("bucket_names", { ...names, backups: backups.bucketName }, { description: "The buckets by use" });
  if (buckets.copies.length > 0) {
    stack.output("replica_bucket_names", Object.fromEntries(buckets.copies), {
      description: "Their copies in another region, by use",
    });
  }
  const arns = Object.fromEntries(Object.entries(keys).map(([use, { keyArn }]) => [use, keyArn as string] as const));
  stack.output("kms_key_arns", arns, { description: "The keys by use" });
  stack.output("backup_vault_name", backup.vault.vaultName, { description: "Where recovery points lie" });
}

function edgeOutputs(stack: SystemStack, { edge: { loadBalancer, webAcl } }: OmniPortalParts): void {
  stack.output("api_base_url", `https://${loadBalancer.domainName}`, { description: "Where clients reach the API" });
  stack.output("alb_dns_name", loadBalancer.dnsName, { description: "AWS's own name of the load balancer" });
  stack.output("alb_arn", loadBalancer.loadBalancerArn, { description: "The load balancer" });
  stack.output("waf_web_acl_arn", webAcl.webAclArn, { description: "The web application firewall" });
}

function containerOutputs(stack: SystemStack, { containers, names }: OmniPortalParts): void {
  const { api, bootstrap, cluster, repository, shells } = containers;
  stack.output(
    "container_services",
    { api: api.releasable() },
    { description: "Where estate release works, by service" },
  );
  stack.output("ecr_repository_urls", { api: repository.repositoryUrl }, { description: "Where images are pushed" });
  stack.output("ecs_cluster_name", cluster.clusterName, { description: "The ECS cluster" });
  stack.output("ecs_cluster_arn", cluster.clusterArn, { description: "The ECS cluster" });
  stack.output("api_service_name", api.serviceName, { description: "ECS service of the API" });
  stack.output("api_task_definition_arn", api.taskDefinitionArn, { description: "What the API runs" });
  stack.output("database_bootstrap_task_definition_arn", bootstrap.taskDefinitionArn, {
    description: "One-shot task that makes the database's users: estate db bootstrap",
  });
  stack.output("database_bootstrap_log_group", names.database.bootstrapLogGroup, { description: "Its output" });
  stack.output("shell_role_arn", shells.roleArn, {
    description: "Role that may open shells in tasks, with a second factor",
  });
}

function auditOutputs(stack: SystemStack, { accountServices, alarms, dashboard }: OmniPortalParts): void {
  stack.output("alert_topic_arn", alarms.topicArn, { description: "Where alarms are announced" });
  stack.output("dashboard_url", dashboard.consoleUrl, { description: "The dashboard in AWS's console" });
  accountServicesOutputs(stack, accountServices);
}
