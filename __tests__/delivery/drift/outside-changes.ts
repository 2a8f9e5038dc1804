import type { AwsClients } from "../../../src/delivery/aws/clients";
import type { DriftClass } from "../../../src/delivery/drift";
import { mutations, type Attribute } from "../verify/mutations";

/** What somebody did past Terraform, and how drift must name it. */
export interface OutsideChange {
  readonly what: string;
  readonly breaks: (aws: AwsClients, at: Attribute) => Promise<unknown>;
  readonly address: string;
  /** The value that differs; none when the resource is gone. */
  readonly path?: string;
  readonly drift: DriftClass;
  /** A paragraph that must stand beside it; none where HIPAA says nothing. */
  readonly paragraph?: string;
}

/** The way in which the mutations of `estate verify` break it. */
function broken(what: string): OutsideChange["breaks"] {
  const known = mutations.find((mutation) => mutation.what === what);
  if (!known) throw new Error(`estate verify has no mutation "${what}"`);
  return known.breaks;
}

const trail = (at: Attribute) => ({ Name: at("aws_cloudtrail.trail", "arn") });
const cluster = (at: Attribute) => ({
  DBClusterIdentifier: at("aws_rds_cluster.database", "cluster_identifier"),
  ApplyImmediately: true,
});
const bucket = (at: Attribute, name: string) => ({ Bucket: at(`aws_s3_bucket.${name}`, "bucket") });
const balancer = (at: Attribute) => ({ LoadBalancerArn: at("aws_lb.load_balancer", "arn") });
const alarm = (at: Attribute, name: string) => at(`aws_cloudwatch_metric_alarm.${name}`, "alarm_name");
const everything = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

/** On omnirapeutic-dev, all at the same time; each belongs to another resource or another value. */
export const outsideChanges: readonly OutsideChange[] = [
  {
    what: "a key that no longer rotates",
    breaks: broken("a key that no longer rotates"),
    address: "aws_kms_key.keys_aurora",
    path: "enable_key_rotation",
    drift: "protection-lowered",
    paragraph: "164.312(a)(2)(iv)",
  },
  {
    what: "a trail that somebody stopped",
    breaks: broken("a trail that somebody stopped"),
    address: "aws_cloudtrail.trail",
    path: "enable_logging",
    drift: "audit-off",
    paragraph: "164.312(b)",
  },
  {
    what: "a trail whose files nobody can prove",
    breaks: ({ cloudtrail }, at) => cloudtrail.updateTrail({ ...trail(at), EnableLogFileValidation: false }),
    address: "aws_cloudtrail.trail",
    path: "enable_log_file_validation",
    drift: "audit-off",
    paragraph: "164.312(c)(2)",
  },
  {
    what: "containers with public addresses",
    breaks: broken("containers with public addresses"),
    address: "aws_ecs_service.api",
    path: "network_configuration[0].assign_public_ip",
    drift: "access-opened",
    paragraph: "164.312(a)(1)",
  },
  {
    what: "a load balancer that passes malformed headers",
    breaks: broken("a load balancer that passes malformed headers"),
    address: "aws_lb.load_balancer",
    path: "drop_invalid_header_fields",
    drift: "protection-lowered",
    paragraph: "164.312(e)(1)",
  },
  {
    what: "a load balancer that lets connections idle for an hour",
    breaks: ({ elb }, at) =>
      elb.modifyLoadBalancerAttributes({
        ...balancer(at),
        Attributes: [{ Key: "idle_timeout.timeout_seconds", Value: "3600" }],
      }),
    address: "aws_lb.load_balancer",
    path: "idle_timeout",
    drift: "availability",
  },
  {
    what: "a load balancer that writes no access logs",
    breaks: ({ elb }, at) =>
      elb.modifyLoadBalancerAttributes({
        ...balancer(at),
        Attributes: [{ Key: "access_logs.s3.enabled", Value: "false" }],
      }),
    address: "aws_lb.load_balancer",
    path: "access_logs[0].enabled",
    drift: "audit-off",
    paragraph: "164.312(b)",
  },
  {
    what: "a listener that accepts outdated TLS",
    breaks: broken("a listener that accepts outdated TLS"),
    address: "aws_lb_listener.load_balancer_https",
    path: "ssl_policy",
    drift: "encryption-off",
    paragraph: "164.312(e)(2)(ii)",
  },
  {
    what: "a load balancer without its firewall",
    breaks: broken("a load balancer without its firewall"),
    address: "aws_wafv2_web_acl_association.waf_protects_load_balancer",
    drift: "access-opened",
    paragraph: "164.308(a)(5)(ii)(B)",
  },
  {
    what: "image tags that can move",
    breaks: broken("image tags that can move"),
    address: "aws_ecr_repository.api_repository",
    path: "image_tag_mutability",
    drift: "protection-lowered",
    paragraph: "164.312(c)(1)",
  },
  {
    what: "a backup vault whose backups anybody may delete",
    breaks: broken("a backup vault whose backups anybody may delete"),
    address: "aws_backup_vault_policy.backup_vault_policy",
    drift: "protection-lowered",
    paragraph: "164.308(a)(7)(ii)(A)",
  },
  {
    what: "an audit log kept for a month",
    breaks: broken("an audit log kept for a month"),
    address: "aws_cloudwatch_log_group.trail_log_group",
    path: "retention_in_days",
    drift: "audit-off",
    paragraph: "164.316(b)(2)(i)",
  },
  {
    what: "a bastion whose credentials any program can ask for",
    breaks: broken("a bastion whose credentials any program can ask for"),
    address: "aws_instance.bastion",
    path: "metadata_options[0].http_tokens",
    drift: "access-opened",
    paragraph: "164.312(a)(1)",
  },
  {
    what: "a network that is no longer marked as holding health data",
    breaks: broken("a network that is no longer marked as holding health data"),
    address: "aws_vpc.network",
    path: "tags_all.HIPAA",
    drift: "cosmetic",
    paragraph: "164.310(d)(2)(iii)",
  },
  {
    what: "a role for people that no longer demands a second factor",
    breaks: broken("a role for people that no longer demands a second factor"),
    address: "aws_iam_role_policy_attachment.bastion_access_mfa",
    drift: "access-opened",
    paragraph: "164.312(a)(1)",
  },
  {
    what: "a task that may do everything",
    breaks: ({ iam }, at) =>
      iam.createPolicyVersion({
        PolicyArn: at("aws_iam_policy.api_task_roles_task_policy", "arn"),
        PolicyDocument: everything,
        SetAsDefault: true,
      }),
    address: "aws_iam_policy.api_task_roles_task_policy",
    path: "policy",
    drift: "access-opened",
    paragraph: "164.312(a)(1)",
  },
  {
    what: "a bucket without its block of public access",
    breaks: broken("a bucket without its block of public access"),
    address: "aws_s3_bucket_public_access_block.trail_bucket_public_access",
    drift: "access-opened",
    paragraph: "164.312(a)(1)",
  },
  {
    what: "a bucket that takes requests without TLS",
    breaks: ({ s3 }, at) => s3.deleteBucketPolicy(bucket(at, "access_logs")),
    address: "aws_s3_bucket_policy.access_logs_policy",
    drift: "access-opened",
    paragraph: "164.312(e)(1)",
  },
  {
    what: "a bucket that no longer keeps versions",
    breaks: ({ s3 }, at) =>
      s3.putBucketVersioning({
        ...bucket(at, "load_balancer_logs"),
        VersioningConfiguration: { Status: "Suspended" },
      }),
    address: "aws_s3_bucket_versioning.load_balancer_logs_versioning",
    path: "versioning_configuration[0].status",
    drift: "protection-lowered",
    paragraph: "164.312(c)(1)",
  },
  {
    what: "a bucket whose objects are no longer encrypted by a key of its own",
    breaks: ({ s3 }, at) =>
      s3.putBucketEncryption({
        ...bucket(at, "trail_bucket"),
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
        },
      }),
    address: "aws_s3_bucket_server_side_encryption_configuration.trail_bucket_encryption",
    path: "rule[0].apply_server_side_encryption_by_default[0].sse_algorithm",
    drift: "encryption-off",
    paragraph: "164.312(a)(2)(iv)",
  },
  {
    what: "a bucket that logs no access",
    breaks: ({ s3 }, at) => s3.putBucketLogging({ ...bucket(at, "trail_bucket"), BucketLoggingStatus: {} }),
    address: "aws_s3_bucket_logging.trail_bucket_logging",
    drift: "audit-off",
    paragraph: "164.312(b)",
  },
  {
    what: "an alarm that is gone",
    breaks: ({ cloudwatch }, at) => cloudwatch.deleteAlarms({ AlarmNames: [alarm(at, "database_alarms_cpu_high")] }),
    address: "aws_cloudwatch_metric_alarm.database_alarms_cpu_high",
    drift: "audit-off",
    paragraph: "164.312(b)",
  },
  {
    what: "an alarm that tells nobody",
    breaks: ({ cloudwatch }, at) => cloudwatch.disableAlarmActions({ AlarmNames: [alarm(at, "api_alarms_cpu_high")] }),
    address: "aws_cloudwatch_metric_alarm.api_alarms_cpu_high",
    path: "actions_enabled",
    drift: "audit-off",
    paragraph: "164.312(b)",
  },
  {
    what: "a flow log that is gone",
    breaks: ({ ec2 }, at) => ec2.deleteFlowLogs({ FlowLogIds: [at("aws_flow_log.network_flow_logs", "id")] }),
    address: "aws_flow_log.network_flow_logs",
    drift: "audit-off",
    paragraph: "164.312(b)",
  },
  {
    what: "a database with a day of backups",
    breaks: ({ rds }, at) => rds.modifyDBCluster({ ...cluster(at), BackupRetentionPeriod: 1 }),
    address: "aws_rds_cluster.database",
    path: "backup_retention_period",
    drift: "protection-lowered",
    paragraph: "164.308(a)(7)(ii)(A)",
  },
  {
    what: "a database that may grow to eight times its size",
    breaks: ({ rds }, at) =>
      rds.modifyDBCluster({
        ...cluster(at),
        ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 8 },
      }),
    address: "aws_rds_cluster.database",
    path: "serverlessv2_scaling_configuration[0].max_capacity",
    drift: "cost",
  },
  {
    what: "a database that takes connections without TLS",
    breaks: ({ rds }, at) =>
      rds.modifyDBClusterParameterGroup({
        DBClusterParameterGroupName: at("aws_rds_cluster_parameter_group.database_parameters_cluster", "name"),
        Parameters: [{ ParameterName: "rds.force_ssl", ParameterValue: "0", ApplyMethod: "immediate" }],
      }),
    address: "aws_rds_cluster_parameter_group.database_parameters_cluster",
    path: "parameter[rds.force_ssl].value",
    drift: "encryption-off",
    paragraph: "164.312(e)(2)(ii)",
  },
  {
    what: "endpoints that any address may reach",
    breaks: ({ ec2 }, at) => {
      const rule = "aws_vpc_security_group_ingress_rule.network_endpoints_security_group_from_app_a";
      return ec2.modifySecurityGroupRules({
        GroupId: at(rule, "security_group_id"),
        SecurityGroupRules: [
          {
            SecurityGroupRuleId: at(rule, "id"),
            SecurityGroupRule: {
              IpProtocol: "tcp",
              FromPort: 443,
              ToPort: 443,
              CidrIpv4: "0.0.0.0/0",
              Description: at(rule, "description"),
            },
          },
        ],
      });
    },
    address: "aws_vpc_security_group_ingress_rule.network_endpoints_security_group_from_app_a",
    path: "cidr_ipv4",
    drift: "access-opened",
    paragraph: "164.312(a)(1)",
  },
  {
    what: "a network without its way out",
    breaks: ({ ec2 }, at) =>
      ec2.deleteRoute({
        RouteTableId: at("aws_route.network_routes_app_a_internet", "route_table_id"),
        DestinationCidrBlock: "0.0.0.0/0",
      }),
    address: "aws_route.network_routes_app_a_internet",
    drift: "availability",
  },
  {
    what: "a subnet that gives out public addresses",
    breaks: ({ ec2 }, at) =>
      ec2.modifySubnetAttribute({
        SubnetId: at("aws_subnet.network_data_a", "id"),
        MapPublicIpOnLaunch: { Value: true },
      }),
    address: "aws_subnet.network_data_a",
    path: "map_public_ip_on_launch",
    drift: "access-opened",
    paragraph: "164.312(e)(1)",
  },
  {
    what: "a network ACL that lets any address in",
    breaks: ({ ec2 }, at) =>
      ec2.replaceNetworkAclEntry({
        NetworkAclId: at("aws_network_acl_rule.network_acl_data_in_app_a", "network_acl_id"),
        RuleNumber: Number(at("aws_network_acl_rule.network_acl_data_in_app_a", "rule_number")),
        Protocol: "6",
        RuleAction: "allow",
        Egress: false,
        CidrBlock: "0.0.0.0/0",
        PortRange: {
          From: Number(at("aws_network_acl_rule.network_acl_data_in_app_a", "from_port")),
          To: Number(at("aws_network_acl_rule.network_acl_data_in_app_a", "to_port")),
        },
      }),
    address: "aws_network_acl_rule.network_acl_data_in_app_a",
    path: "cidr_block",
    drift: "access-opened",
    paragraph: "164.312(a)(1)",
  },
  {
    what: "a topic without its own key",
    breaks: ({ sns }, at) =>
      sns.setTopicAttributes({
        TopicArn: at("aws_sns_topic.alarms", "arn"),
        AttributeName: "KmsMasterKeyId",
        AttributeValue: "",
      }),
    address: "aws_sns_topic.alarms",
    path: "kms_master_key_id",
    drift: "encryption-off",
    paragraph: "164.312(a)(2)(iv)",
  },
  {
    what: "containers that are judged by another path",
    breaks: ({ elb }, at) =>
      elb.modifyTargetGroup({
        TargetGroupArn: at("aws_lb_target_group.api_targets", "arn"),
        HealthCheckPath: "/",
      }),
    address: "aws_lb_target_group.api_targets",
    path: "health_check[0].path",
    drift: "availability",
  },
  {
    what: "a cluster without its metrics",
    breaks: ({ ecs }, at) =>
      ecs.updateCluster({
        cluster: at("aws_ecs_cluster.cluster", "name"),
        settings: [{ name: "containerInsights", value: "disabled" }],
      }),
    address: "aws_ecs_cluster.cluster",
    path: "setting[containerInsights].value",
    drift: "audit-off",
    paragraph: "164.312(b)",
  },
  {
    what: "a database password that no longer changes",
    breaks: broken("a database password that no longer changes"),
    address: "aws_secretsmanager_secret_rotation.database_user_rotation_schedule",
    path: "rotation_rules[0].automatically_after_days",
    drift: "protection-lowered",
    paragraph: "164.308(a)(5)(ii)(D)",
  },
  {
    what: "a secret that somebody described otherwise",
    breaks: ({ secrets }, at) =>
      secrets.updateSecret({
        SecretId: at("aws_secretsmanager_secret.secret_jwt_secret", "arn"),
        Description: "Somebody's note.",
      }),
    address: "aws_secretsmanager_secret.secret_jwt_secret",
    path: "description",
    drift: "cosmetic",
  },
  {
    what: "a firewall whose first rules only count",
    breaks: countsOnly,
    address: "aws_wafv2_web_acl.waf",
    path: "rule[AWSManagedRulesCommonRuleSet].override_action[0].none[0]",
    drift: "access-opened",
    paragraph: "164.308(a)(5)(ii)(B)",
  },
];

/** The web ACL's common rules no longer block. */
async function countsOnly({ wafv2 }: AwsClients, at: Attribute): Promise<unknown> {
  const acl = {
    Id: at("aws_wafv2_web_acl.waf", "id"),
    Name: at("aws_wafv2_web_acl.waf", "name"),
    Scope: "REGIONAL" as const,
  };
  const { WebACL, LockToken } = await wafv2.getWebACL(acl);
  const { Rules = [], DefaultAction, VisibilityConfig } = WebACL!;
  return wafv2.updateWebACL({
    ...acl,
    LockToken,
    DefaultAction,
    VisibilityConfig,
    Rules: Rules.map((rule) =>
      rule.Name === "AWSManagedRulesCommonRuleSet" ? { ...rule, OverrideAction: { Count: {} } } : rule,
    ),
  });
}
