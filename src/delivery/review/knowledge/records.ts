import { days } from "./directions";
import { policyLines } from "./policies";
import { rowsOf, type Row } from "./row";

const logs = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs";
const trail = "https://docs.aws.amazon.com/awscloudtrail/latest/userguide";
const alarms = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html";
const config = "https://docs.aws.amazon.com/config/latest/developerguide";

const unrecorded = "what people and programs do is no longer recorded";
const keepTrail = "Keep recording everything.";

export const records: readonly Row[] = [
  ...rowsOf(["aws_cloudwatch_log_group"], `${logs}/Working-with-log-groups-and-streams.html`, [
    [
      "retention_in_days",
      // 0 keeps for ever.
      (_subject, { before, after }) =>
        Number(after) > 0 && (Number(before) === 0 || Number(after) < Number(before)) && before !== undefined,
      "data-loss",
      ({ after }) => `what was logged more than ${days(after.retention_in_days)} ago is deleted`,
      "Keep the longer retention; audit logs must be kept for 2557 days.",
    ],
    ["retention_in_days", "any", "cost", "logs are kept longer, and charged"],
    [
      "kms_key_id",
      "removed",
      "exposure",
      "what is logged from now on is not under a key of this estate",
      "Name the estate's key.",
    ],
  ]),
  ...rowsOf(
    ["aws_cloudwatch_log_resource_policy"],
    `${logs}/iam-access-control-overview-cwl.html`,
    policyLines("policy_document", "who may write to the log groups changes"),
  ),
  ...rowsOf(["aws_cloudtrail"], `${trail}/cloudtrail-create-and-update-a-trail.html`, [
    ["enable_logging", "switched-off", "exposure", unrecorded, keepTrail],
    [
      "is_multi_region_trail",
      "switched-off",
      "exposure",
      "what happens in other regions is no longer recorded",
      keepTrail,
    ],
    [
      "include_global_service_events",
      "switched-off",
      "exposure",
      "what happens in IAM is no longer recorded",
      keepTrail,
    ],
    [
      "enable_log_file_validation",
      "switched-off",
      "exposure",
      "a changed record can no longer be told from a true one",
      "Keep the validation.",
    ],
    ["event_selector", "removed", "exposure", "reads and writes of data are no longer recorded", keepTrail],
    ["advanced_event_selector", "removed", "exposure", "reads and writes of data are no longer recorded", keepTrail],
    [
      "advanced_event_selector",
      "any",
      "unjudged",
      "other events are recorded",
      "See that every store of health data is still covered.",
    ],
    [
      "event_selector",
      "any",
      "unjudged",
      "other events are recorded",
      "See that every store of health data is still covered.",
    ],
    ["s3_bucket_name", "any", "unjudged", "records go to another bucket from now on"],
    [
      "cloud_watch_logs_group_arn",
      "removed",
      "exposure",
      "nothing is alarmed by what is recorded",
      "Keep the log group.",
    ],
  ]),
  ...rowsOf(["aws_config_configuration_recorder_status"], `${config}/stop-start-recorder.html`, [
    [
      "is_enabled",
      "switched-off",
      "exposure",
      "changes of the account are no longer recorded",
      "Keep the recorder on.",
    ],
  ]),
  ...rowsOf(["aws_config_retention_configuration"], `${config}/delete-config-data-with-retention-period.html`, [
    [
      "retention_period_in_days",
      "lowered",
      "data-loss",
      "older configuration history is deleted",
      "Keep the longer period.",
    ],
  ]),
  ...rowsOf(
    ["aws_guardduty_detector"],
    "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_suspend-disable.html",
    [
      ["enable", "switched-off", "exposure", "threats are no longer detected", "Keep it on."],
      ["finding_publishing_frequency", "any", "harmless", "findings come at another pace"],
    ],
  ),
  ...rowsOf(
    ["aws_guardduty_detector_feature"],
    "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html",
    [
      ["status", "switched-off", "exposure", "threats of that kind are no longer detected", "Keep it on."],
      ["status", "any", "cost", "more is looked at, and charged"],
    ],
  ),
  ...rowsOf(["aws_cloudwatch_metric_alarm"], alarms, [
    ["actions_enabled", "switched-off", "unjudged", "it no longer tells anybody", "Keep its actions on."],
    ["alarm_actions", "any", "unjudged", "it tells others", "See that somebody on call still hears of it."],
    ["threshold", "any", "harmless", "it sounds at another value"],
    ["evaluation_periods", "any", "harmless", "it sounds after another time"],
    ["datapoints_to_alarm", "any", "harmless", "it sounds after another time"],
    ["period", "any", "harmless", "it sounds after another time"],
    ["metric_query", "any", "harmless", "it watches another expression"],
    ["dimensions", "any", "harmless", "it watches another thing"],
    ["treat_missing_data", "any", "harmless", "silence means something else to it"],
    ["alarm_description", "any", "cosmetic", "nothing else changes"],
  ]),
  ...rowsOf(["aws_cloudwatch_event_rule"], alarms, [
    ["state", "switched-off", "unjudged", "its targets no longer hear of events", "Keep it enabled."],
  ]),
  ...rowsOf(["aws_cloudwatch_dashboard"], alarms, [["dashboard_body", "any", "cosmetic", "only the picture changes"]]),
  ...rowsOf(["aws_cloudwatch_query_definition"], `${logs}/AnalyzingLogData.html`, [
    ["query_string", "any", "cosmetic", "only a saved query changes"],
  ]),
  ...rowsOf(
    ["aws_sns_topic_policy"],
    "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html",
    policyLines("policy", "who may publish and subscribe changes at once"),
  ),
  ...rowsOf(["aws_sns_topic"], "https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html", [
    [
      "kms_master_key_id",
      "removed",
      "exposure",
      "messages are no longer under a key of this estate",
      "Name the estate's key.",
    ],
  ]),
  ...rowsOf(
    ["aws_sqs_queue"],
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-queue-parameters.html",
    [
      [
        "message_retention_seconds",
        "lowered",
        "data-loss",
        "older messages are deleted",
        "Read the queue empty first.",
      ],
      ["message_retention_seconds", "any", "harmless", "messages are kept longer"],
      ["visibility_timeout_seconds", "any", "harmless", "messages in flight come back at another time"],
      [
        "kms_master_key_id",
        "removed",
        "exposure",
        "messages are no longer under a key of this estate",
        "Name the estate's key.",
      ],
      ...policyLines("policy", "who may send and receive changes at once"),
    ],
  ),
  ...rowsOf(
    ["aws_sqs_queue_policy"],
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-using-identity-based-policies.html",
    policyLines("policy", "who may send and receive changes at once"),
  ),
];
