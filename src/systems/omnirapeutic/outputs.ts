import type { AuditTrail } from "../../constructs/audit/audit-trail";
import type { Bastion } from "../../constructs/compute/bastion";
import type { SystemStack } from "../../platform/system-stack";
import { accountServicesOutputs, type AccountServicesParts } from "../shared/account-services";
import { bastionOutputs } from "../shared/bastion";
import { networkOutputs } from "../shared/network";
import type { Containers } from "./containers";
import type { Database } from "./database";
import type { Edge } from "./edge";
import type { Surroundings } from "./surroundings";

/** What later phases and people read after a deployment, under the documented names. */
export interface OmnirapeuticParts extends Surroundings {
  readonly trail: AuditTrail;
  readonly database: Database;
  readonly edge: Edge;
  readonly containers: Containers;
  readonly bastion: Bastion;
  /** Only where the deployment owns them. */
  readonly accountServices?: AccountServicesParts;
}

/** Registers the outputs. The names are contract: other teams' code and the runbooks read them. */
export function registerOutputs(stack: SystemStack, parts: OmnirapeuticParts): void {
  networkOutputs(stack, parts);
  dataOutputs(stack, parts);
  edgeOutputs(stack, parts);
  containerOutputs(stack, parts);
  accessAndAuditOutputs(stack, parts);
}

function dataOutputs(stack: SystemStack, { keys, database: { cluster } }: OmnirapeuticParts): void {
  stack.output("aurora_cluster_endpoint", cluster.endpoint, { description: "Writer endpoint", sensitive: true });
  stack.output("aurora_cluster_identifier", cluster.clusterIdentifier, { description: "The Aurora cluster" });
  stack.output("aurora_database_name", cluster.databaseName, { description: "The initial database" });
  stack.output(
    "kms_key_arns",
    { aurora: keys.aurora.keyArn, s3: keys.s3.keyArn, secrets: keys.secrets.keyArn },
    { description: "The documented keys by use" },
  );
}

function edgeOutputs(stack: SystemStack, { edge: { loadBalancer, targets, webAcl } }: OmnirapeuticParts): void {
  stack.output("api_base_url", `https://${loadBalancer.domainName}`, { description: "Where clients reach the API" });
  stack.output("alb_dns_name", loadBalancer.dnsName, { description: "AWS's own name of the load balancer" });
  stack.output("alb_arn", loadBalancer.loadBalancerArn, { description: "The load balancer" });
  stack.output("api_target_group_arn", targets.api.targetGroupArn, { description: "Target group of the API" });
  stack.output("api_target_group_name", targets.api.targetGroupName, { description: "Its name" });
  stack.output("waf_web_acl_arn", webAcl.webAclArn, { description: "The web application firewall" });
}

function containerOutputs(stack: SystemStack, { containers, names }: OmnirapeuticParts): void {
  const { cluster, repositories, services, bootstrap } = containers;
  const urls = Object.entries(repositories).map(([name, { repositoryUrl }]) => [name, repositoryUrl] as const);
  stack.output("container_services", containers.releasable, { description: "Where estate release works, by service" });
  stack.output("ecr_repository_urls", Object.fromEntries(urls), { description: "Where images are pushed" });
  stack.output("ecs_cluster_name", cluster.clusterName, { description: "The ECS cluster" });
  stack.output("ecs_cluster_arn", cluster.clusterArn, { description: "The ECS cluster" });
  stack.output("api_service_name", services.api.serviceName, { description: "ECS service of the API" });
  stack.output("api_service_id", services.api.serviceArn, { description: "Its ARN" });
  stack.output("api_task_definition_arn", services.api.taskDefinitionArn, { description: "What the API runs" });
  stack.output("database_bootstrap_task_definition_arn", bootstrap.taskDefinitionArn, {
    description: "One-shot task that prepares the database: estate db bootstrap",
  });
  stack.output("database_bootstrap_log_group", names.database.bootstrapLogGroup, { description: "Its output" });
}

function accessAndAuditOutputs(stack: SystemStack, parts: OmnirapeuticParts): void {
  const { accountServices, alarms, bastion, trail } = parts;
  bastionOutputs(stack, bastion);
  stack.output("cloudtrail_bucket_name", trail.bucket.bucketName, { description: "Where the trail keeps log files" });
  stack.output("alarm_topic_arn", alarms.topicArn, { description: "Where alarms are announced" });
  accountServicesOutputs(stack, accountServices);
}
