import type { JsonObject } from "../../hcl";
import { type Canary, block, plant } from "./canary";
import { KEY, ACCOUNT, roleArn, dashed } from "./shared";

const alarm = (name: string): JsonObject => ({
  alarm_name: dashed(name),
  comparison_operator: "GreaterThanThreshold",
  evaluation_periods: 1,
  metric_name: "CPUUtilization",
  namespace: "AWS/RDS",
  period: 60,
  statistic: "Average",
  threshold: 80,
  actions_enabled: true,
  alarm_actions: [`arn:aws:sns:us-east-1:${ACCOUNT}:alarms`],
});

const recorder = (name: string): JsonObject => ({
  name,
  role_arn: roleArn("config"),
  recording_group: { all_supported: true, include_global_resource_types: true },
});

const status = (name: string): JsonObject => ({
  name: `\${aws_config_configuration_recorder.${name}.name}`,
  is_enabled: true,
});

const session = (inputs: JsonObject): JsonObject => ({
  content: JSON.stringify({ schemaVersion: "1.0", sessionType: "Standard_Stream", inputs }),
});

const SESSION: JsonObject = {
  kmsKeyId: "alias/canary",
  s3BucketName: "canary",
  s3EncryptionEnabled: true,
  cloudWatchLogGroupName: "canary",
  cloudWatchEncryptionEnabled: true,
};

/** Logs, alarms, Config, GuardDuty, backup vaults, sessions. */
export const audit: readonly Canary[] = [
  ...plant({
    type: "aws_cloudwatch_log_group",
    sound: (name) => ({ name, kms_key_id: KEY, retention_in_days: 2557 }),
    faults: {
      logs_with_key_of_aws: {
        fault: "Log group without own key",
        change: { kms_key_id: null },
        checkov: ["CKV_AWS_158"],
        tfsec: ["aws-cloudwatch-log-group-customer-key"],
      },
      logs_without_retention: {
        fault: "Log group without retention",
        change: { retention_in_days: null },
        checkov: ["CKV_AWS_66"],
      },
      logs_kept_briefly: {
        fault: "Log group keeps logs for 30 days",
        change: { retention_in_days: 30 },
        checkov: ["CKV_AWS_338"],
      },
    },
  }),
  ...plant({
    type: "aws_cloudwatch_metric_alarm",
    sound: alarm,
    faults: {
      alarm_silent: {
        fault: "Alarm whose actions are off",
        change: { actions_enabled: false },
        checkov: ["CKV_AWS_319"],
      },
    },
  }),
  ...plant({
    type: "aws_config_configuration_recorder",
    around: (name) => block("aws_config_configuration_recorder_status", name, status(name)),
    sound: recorder,
    faults: {
      recorder_of_some_types: {
        fault: "Config records some types only",
        change: { recording_group: { all_supported: false, resource_types: ["AWS::EC2::Instance"] } },
        checkov: ["CKV2_AWS_48"],
      },
    },
  }),
  ...plant({
    type: "aws_config_configuration_recorder_status",
    around: (name) => block("aws_config_configuration_recorder", name, recorder(name)),
    sound: status,
    faults: {
      recorder_off: { fault: "Config recorder switched off", change: { is_enabled: false }, checkov: ["CKV2_AWS_45"] },
    },
  }),
  ...plant({
    type: "aws_config_configuration_aggregator",
    sound: (name) => ({ name, account_aggregation_source: { account_ids: [ACCOUNT], all_regions: true } }),
    faults: {
      aggregator_of_one_region: {
        fault: "Config aggregator of one region",
        change: { account_aggregation_source: { account_ids: [ACCOUNT], regions: ["us-east-1"] } },
        checkov: ["CKV_AWS_121"],
        tfsec: ["aws-config-aggregate-all-regions"],
      },
    },
  }),
  ...plant({
    type: "aws_guardduty_detector",
    sound: { enable: true },
    faults: { detector_off: { fault: "GuardDuty switched off", change: { enable: false }, checkov: ["CKV_AWS_238"] } },
  }),
  ...plant({
    type: "aws_guardduty_organization_configuration",
    at: "aws_guardduty_detector",
    around: (name) => block("aws_guardduty_detector", name, { enable: true }),
    sound: (name) => ({
      auto_enable_organization_members: "ALL",
      detector_id: `\${aws_guardduty_detector.${name}.id}`,
    }),
    faults: {
      detector_of_one_account: {
        fault: "GuardDuty without organization settings",
        change: "absent",
        checkov: ["CKV2_AWS_3"],
      },
    },
  }),
  ...plant({
    type: "aws_backup_vault",
    sound: (name) => ({ name: dashed(name), kms_key_arn: KEY }),
    faults: {
      vault_with_key_of_aws: {
        fault: "Backup vault without own key",
        change: { kms_key_arn: null },
        checkov: ["CKV_AWS_166"],
      },
    },
  }),
  ...plant({
    type: "aws_ssm_document",
    sound: (name) => ({ name: dashed(name), document_type: "Session", document_format: "JSON", ...session(SESSION) }),
    faults: {
      sessions_in_clear: {
        fault: "Sessions without own key",
        change: session({ ...SESSION, kmsKeyId: "" }),
        checkov: ["CKV_AWS_112"],
      },
      sessions_unlogged: {
        fault: "Sessions are not logged",
        change: session({
          kmsKeyId: "alias/canary",
          s3BucketName: "",
          s3EncryptionEnabled: false,
          cloudWatchLogGroupName: "",
          cloudWatchEncryptionEnabled: false,
        }),
        checkov: ["CKV_AWS_113"],
      },
      sessions_for_anybody: {
        fault: "Session document shared with everybody",
        change: { permissions: { type: "Share", account_ids: "All" } },
        checkov: ["CKV_AWS_303"],
      },
    },
  }),
];
