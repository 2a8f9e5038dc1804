import type { Rank } from "../ranks";

/** What it means that something which holds no data is destroyed, or replaced. */
export interface End {
  readonly types: readonly string[];
  readonly rank: Rank;
  /** As the end of a sentence. */
  readonly means: string;
  readonly source: string;
}

const vpc = "https://docs.aws.amazon.com/vpc/latest/userguide";
const lb = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application";

/** One entry; the types that it is about come last. */
export const end = (rank: Rank, source: string, means: string, ...types: string[]): End => ({
  types,
  rank,
  means,
  source,
});

/** Replaced by another of its kind, where that means something else than that the old one goes first. */
export const replaced: readonly End[] = [
  end(
    "harmless",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-task-definition-console-v2.html",
    "it registers a new revision, and the old one stays",
    "aws_ecs_task_definition",
  ),
  end(
    "harmless",
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html",
    "it is a new snapshot of the API, which the stage takes",
    "aws_api_gateway_deployment",
  ),
  end(
    "harmless",
    "https://developer.hashicorp.com/terraform/language/resources/terraform-data",
    "nothing in AWS changes",
    "terraform_data",
  ),
  end(
    "harmless",
    "https://docs.aws.amazon.com/signer/latest/developerguide/Welcome.html",
    "the package is signed anew",
    "aws_signer_signing_job",
  ),
  end(
    "downtime",
    `${vpc}/security-group-rules.html`,
    "for some seconds the connections that it allows are refused",
    "aws_vpc_security_group_ingress_rule",
    "aws_vpc_security_group_egress_rule",
    "aws_security_group_rule",
    "aws_network_acl_rule",
  ),
  end(
    "downtime",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html",
    "for some seconds its holders lose what it allows",
    "aws_iam_role_policy_attachment",
    "aws_iam_policy",
    "aws_lambda_permission",
  ),
  end(
    "replacement",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    "policies that name it no longer mean the new one",
    "aws_iam_role",
  ),
  end(
    "replacement",
    `${vpc}/vpc-nat-gateway.html`,
    "open connections end, and traffic may come from another address",
    "aws_nat_gateway",
    "aws_eip",
  ),
  end(
    "replacement",
    `${lb}/application-load-balancers.html`,
    "it gets another address, and serves nobody meanwhile",
    "aws_lb",
  ),
  end(
    "replacement",
    `${lb}/load-balancer-target-groups.html`,
    "requests find no target until the new one is attached and healthy",
    "aws_lb_target_group",
    "aws_lb_listener",
    "aws_lb_listener_rule",
  ),
  end(
    "replacement",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-service-parameters.html",
    "all its tasks stop before new ones start",
    "aws_ecs_service",
    "aws_ecs_cluster",
  ),
  end(
    "replacement",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-service-parameters.html",
    "its machine stops, and a new one with other disks starts",
    "aws_instance",
  ),
  end("replacement", `${vpc}/configure-subnets.html`, "all that stands in it must leave", "aws_subnet"),
  end(
    "replacement",
    `${vpc}/vpc-security-groups.html`,
    "all that uses it must change to the new one first",
    "aws_security_group",
  ),
  end(
    "replacement",
    "https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html",
    "calls fail meanwhile",
    "aws_lambda_function",
    "aws_api_gateway_rest_api",
    "aws_api_gateway_stage",
    "aws_cloudfront_distribution",
  ),
];

/** What is charged from the day that it is made, by time or by use. */
export const charged: readonly End[] = [
  end(
    "cost",
    "https://aws.amazon.com/vpc/pricing/",
    "it is charged by the hour and by the gigabyte",
    "aws_nat_gateway",
  ),
  end("cost", "https://aws.amazon.com/vpc/pricing/", "public addresses are charged by the hour", "aws_eip"),
  end(
    "cost",
    "https://aws.amazon.com/rds/pricing/",
    "it is charged by the hour and by storage",
    "aws_db_instance",
    "aws_rds_cluster_instance",
  ),
  end(
    "cost",
    "https://aws.amazon.com/elasticache/pricing/",
    "its nodes are charged by the hour",
    "aws_elasticache_replication_group",
  ),
  end("cost", "https://aws.amazon.com/elasticloadbalancing/pricing/", "it is charged by the hour and by use", "aws_lb"),
  end("cost", "https://aws.amazon.com/fargate/pricing/", "its tasks are charged by the second", "aws_ecs_service"),
  end("cost", "https://aws.amazon.com/ec2/pricing/on-demand/", "it is charged by the second", "aws_instance"),
];
