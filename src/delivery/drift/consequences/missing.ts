import { statefulTypes } from "../../stateful-types";
import type { Paragraph } from "./hipaa";
import type { Consequence, DriftClass } from "./row";

type Line = readonly [types: readonly string[], drift: DriftClass, says: string, ...controls: Paragraph[]];

/** What it means that a resource is gone; the first line that names its type decides. */
const lines: readonly Line[] = [
  [["aws_cloudtrail"], "audit-off", "nobody records what happens in the account", "164.312(b)", "164.308(a)(1)(ii)(D)"],
  [
    ["aws_guardduty_detector", "aws_guardduty_detector_feature", "aws_securityhub_account"],
    "audit-off",
    "threats are no longer looked for",
    "164.312(b)",
    "164.308(a)(6)(ii)",
  ],
  [
    ["aws_config_configuration_recorder", "aws_config_configuration_recorder_status", "aws_config_delivery_channel"],
    "audit-off",
    "AWS Config records nothing",
    "164.312(b)",
    "164.308(a)(1)(ii)(D)",
  ],
  [["aws_vpc"], "availability", "the network is gone", "164.308(a)(7)(i)"],
  [
    ["aws_kms_key"],
    "data-lost",
    "the key is gone, and with it whatever it encrypts",
    "164.308(a)(7)(i)",
    "164.312(a)(2)(iv)",
  ],
  [
    ["aws_cloudwatch_log_group"],
    "data-lost",
    "the log is gone, and what it recorded",
    "164.312(b)",
    "164.316(b)(2)(i)",
  ],
  [["aws_backup_vault"], "data-lost", "the vault is gone, and the backups in it", "164.308(a)(7)(ii)(A)"],
  [["aws_rds_cluster_instance"], "availability", "an instance of the database is gone", "164.308(a)(7)(i)"],
  [[...statefulTypes], "data-lost", "it is gone, and what it held", "164.308(a)(7)(i)", "164.308(a)(7)(ii)(B)"],
  [["aws_kms_alias"], "availability", "the key is no longer found by its alias"],
  [
    ["aws_s3_bucket_server_side_encryption_configuration"],
    "encryption-off",
    "new objects are no longer encrypted with the estate's own key",
    "164.312(a)(2)(iv)",
  ],
  [
    ["aws_s3_bucket_policy", "aws_sns_topic_policy", "aws_sqs_queue_policy", "aws_ecr_repository_policy"],
    "access-opened",
    "its denials are gone, such as of requests without TLS",
    "164.312(e)(1)",
    "164.312(a)(1)",
  ],
  [
    ["aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block", "aws_s3_bucket_ownership_controls"],
    "access-opened",
    "public access is no longer blocked",
    "164.312(a)(1)",
    "164.308(a)(3)(i)",
  ],
  [
    ["aws_wafv2_web_acl", "aws_wafv2_web_acl_association", "aws_wafv2_ip_set"],
    "access-opened",
    "no firewall judges requests any more",
    "164.308(a)(5)(ii)(B)",
    "164.312(e)(1)",
  ],
  [
    ["aws_iam_role_policy_attachment", "aws_iam_policy", "aws_iam_role_policy"],
    "access-opened",
    "the policy no longer holds: neither what it allows nor what it denies",
    "164.312(a)(1)",
    "164.308(a)(4)(ii)(B)",
  ],
  [
    ["aws_network_acl_rule", "aws_network_acl", "aws_network_acl_association"],
    "access-opened",
    "the network ACL lets other traffic through",
    "164.312(e)(1)",
  ],
  [
    ["aws_api_gateway_authorizer", "aws_cognito_user_pool_client"],
    "access-opened",
    "callers are authorized otherwise, or not at all",
    "164.312(d)",
  ],
  [
    [
      "aws_flow_log",
      "aws_s3_bucket_logging",
      "aws_s3_bucket_notification",
      "aws_wafv2_web_acl_logging_configuration",
      "aws_cloudwatch_log_delivery",
      "aws_cloudwatch_log_resource_policy",
      "aws_cloudwatch_log_metric_filter",
    ],
    "audit-off",
    "what happens is no longer recorded",
    "164.312(b)",
  ],
  [
    ["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"],
    "audit-off",
    "nobody is told any more",
    "164.312(b)",
    "164.308(a)(6)(ii)",
  ],
  [
    [
      "aws_cloudwatch_event_rule",
      "aws_cloudwatch_event_target",
      "aws_sns_topic",
      "aws_sns_topic_subscription",
      "aws_db_event_subscription",
    ],
    "audit-off",
    "nobody is told any more",
    "164.308(a)(6)(ii)",
  ],
  [
    ["aws_backup_plan", "aws_backup_selection", "aws_s3_bucket_replication_configuration"],
    "protection-lowered",
    "backups or copies are no longer made",
    "164.308(a)(7)(ii)(A)",
  ],
  [
    ["aws_backup_vault_policy", "aws_backup_vault_lock_configuration"],
    "protection-lowered",
    "backups can be deleted by hand",
    "164.308(a)(7)(ii)(A)",
  ],
  [
    ["aws_s3_bucket_versioning", "aws_s3_bucket_object_lock_configuration"],
    "protection-lowered",
    "objects can be overwritten and deleted for good",
    "164.312(c)(1)",
    "164.308(a)(7)(ii)(A)",
  ],
  [
    ["aws_secretsmanager_secret_rotation", "aws_iam_account_password_policy"],
    "protection-lowered",
    "passwords no longer change, or may be weak",
    "164.308(a)(5)(ii)(D)",
  ],
  [["aws_ssm_association"], "protection-lowered", "patches are no longer installed", "164.308(a)(5)(ii)(A)"],
  [["aws_lambda_code_signing_config"], "protection-lowered", "code that nobody signed may run", "164.312(c)(1)"],
  [
    ["aws_config_conformance_pack", "aws_config_config_rule"],
    "protection-lowered",
    "rules are no longer watched",
    "164.308(a)(1)(ii)(D)",
  ],
  [
    ["aws_s3_bucket_lifecycle_configuration", "aws_ecr_lifecycle_policy", "aws_budgets_budget"],
    "cost",
    "nothing bounds what it costs",
  ],
  [
    [
      "aws_route",
      "aws_route_table",
      "aws_route_table_association",
      "aws_nat_gateway",
      "aws_internet_gateway",
      "aws_eip",
    ],
    "availability",
    "traffic no longer finds its way",
    "164.308(a)(7)(i)",
  ],
  [
    ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule", "aws_vpc_endpoint"],
    "availability",
    "what the code lets through does not get through",
  ],
  [["aws_cloudwatch_dashboard", "aws_cloudwatch_query_definition"], "cosmetic", "people do not see it any more"],
];

/** What a lost resource of this type means. */
export function consequenceOfLoss(type: string): Consequence {
  const [, drift, says, ...controls] = lines.find(([types]) => types.includes(type)) ?? [
    [],
    "availability" as const,
    "it is gone",
  ];
  return { drift, says, controls };
}
