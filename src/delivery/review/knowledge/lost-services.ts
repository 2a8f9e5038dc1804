import { end, type End } from "./ends";

const vpc = "https://docs.aws.amazon.com/vpc/latest/userguide";
const backup = "https://docs.aws.amazon.com/aws-backup/latest/devguide";
const lb = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application";
const watch = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring";

/** What served, connected or warned: destroyed for good. */
export const lostServices: readonly End[] = [
  end(
    "unjudged",
    `${backup}/restore-testing.html`,
    "nobody proves any more that backups can be restored",
    "aws_backup_restore_testing_plan",
    "aws_backup_restore_testing_selection",
  ),
  end(
    "unjudged",
    `${watch}/AlarmThatSendsEmail.html`,
    "nobody is told any more",
    "aws_cloudwatch_metric_alarm",
    "aws_sns_topic",
    "aws_sns_topic_subscription",
    "aws_cloudwatch_event_rule",
    "aws_cloudwatch_event_target",
    "aws_cloudwatch_log_metric_filter",
    "aws_db_event_subscription",
    "aws_budgets_budget",
  ),
  end(
    "cosmetic",
    `${watch}/CloudWatch_Dashboards.html`,
    "only a picture or a saved query goes",
    "aws_cloudwatch_dashboard",
    "aws_cloudwatch_query_definition",
  ),
  end(
    "downtime",
    `${lb}/application-load-balancers.html`,
    "it no longer serves",
    "aws_lb",
    "aws_lb_listener",
    "aws_lb_listener_rule",
    "aws_lb_target_group",
    "aws_ecs_service",
    "aws_ecs_cluster",
    "aws_cloudfront_distribution",
    "aws_api_gateway_rest_api",
    "aws_api_gateway_stage",
    "aws_lambda_function",
  ),
  end(
    "downtime",
    `${vpc}/security-group-rules.html`,
    "connections that it allowed end",
    "aws_vpc_security_group_ingress_rule",
    "aws_vpc_security_group_egress_rule",
    "aws_security_group_rule",
    "aws_network_acl_rule",
  ),
  end(
    "downtime",
    `${vpc}/vpc-nat-gateway.html`,
    "traffic that goes through it ends",
    "aws_nat_gateway",
    "aws_internet_gateway",
    "aws_route",
    "aws_route_table",
    "aws_route_table_association",
    "aws_vpc_endpoint",
  ),
  end("downtime", `${vpc}/WorkWithEIPs.html`, "the address is given away, and cannot be had again", "aws_eip"),
  end(
    "downtime",
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-deleting.html",
    "the name no longer resolves",
    "aws_route53_record",
  ),
  end(
    "downtime",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html",
    "its holders lose what it allowed within seconds",
    "aws_iam_policy",
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_iam_role_policy_attachment",
    "aws_iam_instance_profile",
  ),
  end(
    "harmless",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deregister-task-definition-v2.html",
    "tasks that run go on; no new ones start from this revision",
    "aws_ecs_task_definition",
  ),
  end(
    "harmless",
    "https://developer.hashicorp.com/terraform/language/resources/terraform-data",
    "nothing in AWS changes",
    "terraform_data",
  ),
];
