import type { Bastion } from "../../constructs/compute/bastion";
import type { Dashboard } from "../../constructs/observability/dashboard";
import type { SystemStack } from "../../platform/system-stack";
import { accountServicesOutputs, type AccountServicesParts } from "../shared/account-services";
import { bastionOutputs } from "../shared/bastion";
import { networkOutputs } from "../shared/network";
import type { Api } from "./api";
import type { Containers } from "./containers";
import type { Edge } from "./edge";
import type { Site } from "./site";
import type { Stores } from "./stores";
import type { Surroundings } from "./surroundings";

/** What runbooks, later phases and people read after a deployment. */
export interface ITrackParts extends Surroundings {
  readonly stores: Stores;
  readonly api: Api;
  readonly site: Site;
  readonly edge: Edge;
  readonly containers: Containers;
  readonly bastion: Bastion;
  readonly dashboard: Dashboard;
  /** Only where the deployment owns them. */
  readonly accountServices?: AccountServicesParts;
}

/** Registers the outputs. The names are contract: commands and runbooks read them. */
export function registerOutputs(stack: SystemStack, parts: ITrackParts): void {
  networkOutputs(stack, parts);
  storeOutputs(stack, parts);
  apiOutputs(stack, parts);
  siteOutputs(stack, parts);
  containerOutputs(stack, parts);
  accessAndAuditOutputs(stack, parts);
}

function storeOutputs(
  stack: SystemStack,
  { keys, stores: { database, items, backup, snapshotPrefix } }: ITrackParts,
): void {
  const restored = "a restored instance takes it too";
  stack.output("database_instance_identifier", database.instanceIdentifier, { description: "The MySQL instance" });
  stack.output("database_snapshot_prefix", snapshotPrefix, {
    description: "Of the copies that estate db snapshot makes before a change",
  });
  stack.output("database_endpoint", database.endpoint, { description: "Where it is reached", sensitive: true });
  stack.output("database_name", database.databaseName, { description: "The initial database" });
  stack.output("database_subnet_group_name", database.subnetGroupName, { description: `Its subnets; ${restored}` });
  stack.output("database_parameter_group_name", database.parameterGroupName, { description: `TLS only; ${restored}` });
  stack.output("database_option_group_name", database.optionGroupName, { description: `Audit; ${restored}` });
  stack.output("database_security_group_id", database.securityGroup.securityGroupId, {
    description: `Its security group; ${restored}`,
  });
  stack.output("items_table_name", items.tableName, { description: "The table of items" });
  stack.output("backup_vault_name", backup.vault.vaultName, { description: "Where recovery points lie" });
  const arns = Object.fromEntries(Object.entries(keys).map(([use, { keyArn }]) => [use, keyArn as string] as const));
  stack.output("kms_key_arns", arns, { description: "The keys by use" });
}

function apiOutputs(stack: SystemStack, { api: { handler, rest, users } }: ITrackParts): void {
  stack.output("api_base_url", rest.url, { description: "Where clients reach the REST API" });
  stack.output("rest_api_id", rest.restApiId, { description: "The REST API" });
  stack.output("api_handler_name", handler.functionName, { description: "The function that answers its requests" });
  stack.output("user_pool_id", users.userPoolId, { description: "Who may call the API" });
  stack.output("user_pool_client_id", users.clientId, { description: "By which clients sign in" });
}

function siteOutputs(stack: SystemStack, { edge: { loadBalancer, webAcl }, site }: ITrackParts): void {
  stack.output("site_url", site.distribution.url, { description: "Where people begin" });
  stack.output("site_bucket_name", site.bucket.bucketName, { description: "Where static files are uploaded" });
  stack.output("cloudfront_distribution_id", site.distribution.distributionId, {
    description: "Whose cache an upload invalidates",
  });
  stack.output("services_base_url", `https://${loadBalancer.domainName}`, {
    description: "Where the services in containers are reached; /health is the backend's",
  });
  stack.output("alb_dns_name", loadBalancer.dnsName, { description: "AWS's own name of the load balancer" });
  stack.output("alb_arn", loadBalancer.loadBalancerArn, { description: "The load balancer" });
  stack.output("waf_web_acl_arn", webAcl.webAclArn, { description: "The firewall before load balancer and API" });
}

function containerOutputs(stack: SystemStack, { containers: { cluster, repositories, services } }: ITrackParts): void {
  const { backend, frontend } = services;
  stack.output(
    "container_services",
    { backend: backend.releasable(), frontend: frontend.releasable() },
    { description: "Where estate release works, by service" },
  );
  const urls = Object.entries(repositories).map(([name, { repositoryUrl }]) => [name, repositoryUrl] as const);
  stack.output("ecr_repository_urls", Object.fromEntries(urls), { description: "Where images are pushed" });
  stack.output("ecs_cluster_name", cluster.clusterName, { description: "The ECS cluster" });
  stack.output("backend_service_name", backend.serviceName, { description: "ECS service of the backend" });
  stack.output("backend_task_definition_arn", backend.taskDefinitionArn, { description: "What the backend runs" });
}

function accessAndAuditOutputs(stack: SystemStack, parts: ITrackParts): void {
  const { accountServices, bastion, critical, dashboard, notices } = parts;
  bastionOutputs(stack, bastion);
  stack.output("alert_topic_arn", critical.topicArn, { description: "Where critical alarms are announced" });
  stack.output("notice_topic_arn", notices.topicArn, { description: "Where the others are announced" });
  stack.output("dashboard_url", dashboard.consoleUrl, { description: "The dashboard in AWS's console" });
  accountServicesOutputs(stack, accountServices);
}
