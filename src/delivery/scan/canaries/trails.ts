import type { JsonObject } from "../../hcl";
import { type Canary, block, mergeParts, plant } from "./canary";
import { KEY, ACCOUNT, roleArn, dashed } from "./shared";

const trail = (name: string): JsonObject => ({
  name: dashed(name),
  s3_bucket_name: "canary-trail",
  enable_logging: true,
  is_multi_region_trail: true,
  include_global_service_events: true,
  enable_log_file_validation: true,
  kms_key_id: KEY,
  sns_topic_name: "trail",
  cloud_watch_logs_group_arn: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:trail:*`,
  cloud_watch_logs_role_arn: roleArn("trail"),
});

/** CloudTrail and the buckets of its trails. */
export const trails: readonly Canary[] = [
  ...plant({
    type: "aws_cloudtrail",
    around: (name) => block("aws_cloudwatch_log_group", name, { name, kms_key_id: KEY, retention_in_days: 2557 }),
    sound: (name) => ({ ...trail(name), cloud_watch_logs_group_arn: `\${aws_cloudwatch_log_group.${name}.arn}:*` }),
    faults: {
      trail_unencrypted: {
        fault: "Trail without own key",
        change: { kms_key_id: null },
        checkov: ["CKV_AWS_35"],
        tfsec: ["aws-cloudtrail-enable-at-rest-encryption"],
      },
      trail_unvalidated: {
        fault: "Trail's files can be changed unnoticed",
        change: { enable_log_file_validation: false },
        checkov: ["CKV_AWS_36"],
        tfsec: ["aws-cloudtrail-enable-log-validation"],
      },
      trail_of_one_region: {
        fault: "Trail of one region",
        change: { is_multi_region_trail: false },
        checkov: ["CKV_AWS_67"],
        tfsec: ["aws-cloudtrail-enable-all-regions"],
      },
      trail_off: { fault: "Trail switched off", change: { enable_logging: false }, checkov: ["CKV_AWS_251"] },
      trail_without_topic: {
        fault: "Trail announces nothing",
        change: { sns_topic_name: null },
        checkov: ["CKV_AWS_252"],
      },
      trail_without_log_group: {
        fault: "Trail writes to no log group",
        change: { cloud_watch_logs_group_arn: null, cloud_watch_logs_role_arn: null },
        checkov: ["CKV2_AWS_10"],
        tfsec: ["aws-cloudtrail-ensure-cloudwatch-integration"],
      },
    },
  }),
  ...plant({
    type: "aws_s3_bucket_logging",
    at: "aws_s3_bucket",
    around: (name) =>
      mergeParts([
        block("aws_s3_bucket", name, { bucket: dashed(name) }),
        block("aws_cloudtrail", name, { ...trail(name), s3_bucket_name: `\${aws_s3_bucket.${name}.bucket}` }),
      ]),
    sound: (name) => ({
      bucket: `\${aws_s3_bucket.${name}.id}`,
      target_bucket: "canary-access-logs",
      target_prefix: "trail",
    }),
    faults: {
      trail_bucket_without_log: {
        fault: "Trail's bucket without access log",
        change: "absent",
        checkov: ["CKV_AWS_18"],
        tfsec: ["aws-cloudtrail-require-bucket-access-logging"],
        blind: {
          "aws-cloudtrail-require-bucket-access-logging": "tfsec names the last bucket of the stack, whichever it is",
        },
      },
    },
  }),
  ...plant({
    type: "aws_s3_bucket_acl",
    at: "aws_s3_bucket",
    around: (name) =>
      mergeParts([
        block("aws_s3_bucket", name, { bucket: dashed(name) }),
        block("aws_cloudtrail", name, { ...trail(name), s3_bucket_name: `\${aws_s3_bucket.${name}.bucket}` }),
      ]),
    sound: (name) => ({ bucket: `\${aws_s3_bucket.${name}.id}`, acl: "private" }),
    faults: {
      trail_readable_for_anybody: {
        fault: "Anybody may read the trail",
        change: { acl: "public-read" },
        checkov: ["CKV_AWS_20"],
        tfsec: ["aws-cloudtrail-no-public-log-access"],
      },
    },
  }),
];
