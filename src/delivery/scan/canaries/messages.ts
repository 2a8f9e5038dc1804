import type { JsonObject } from "../../hcl";
import { block, plant, type Canary } from "./canary";
import { ACCOUNT, dashed, KEY, keyPolicy, ownAccount, policy } from "./shared";

const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:canary`;
const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:canary`;
const secret = (name: string): JsonObject => ({ name: dashed(name), kms_key_id: KEY });
const rotation = (name: string): JsonObject => ({
  secret_id: `\${aws_secretsmanager_secret.${name}.id}`,
  rotation_lambda_arn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:rotate`,
  rotation_rules: { automatically_after_days: 30 },
});
const key: JsonObject = { description: "Canary", enable_key_rotation: true, is_enabled: true, policy: keyPolicy };
const publish = (principal: JsonObject | string): JsonObject => ({
  arn: TOPIC,
  policy: policy({ Effect: "Allow", Principal: principal, Action: "sns:Publish", Resource: TOPIC }),
});
const send = (principal: JsonObject | string, action = "sqs:SendMessage"): JsonObject => ({
  queue_url: `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/canary`,
  policy: policy({ Effect: "Allow", Principal: principal, Action: action, Resource: QUEUE }),
});

/** Topics, queues, secrets, parameters, keys. */
export const messages: readonly Canary[] = [
  ...plant({
    type: "aws_sns_topic",
    sound: (name) => ({ name: dashed(name), kms_master_key_id: KEY }),
    faults: {
      topic_unencrypted: {
        fault: "Topic unencrypted",
        change: { kms_master_key_id: null },
        checkov: ["CKV_AWS_26"],
        tfsec: ["aws-sns-enable-topic-encryption"],
      },
      topic_with_key_of_aws: {
        fault: "Topic encrypted with AWS's own key",
        change: { kms_master_key_id: "alias/aws/sns" },
        tfsec: ["aws-sns-topic-encryption-use-cmk"],
      },
    },
  }),
  ...plant({
    type: "aws_sns_topic_policy",
    sound: publish({ Service: "cloudwatch.amazonaws.com" }),
    faults: {
      topic_for_anybody: { fault: "Anybody may publish to the topic", change: publish("*"), checkov: ["CKV_AWS_169"] },
      topic_for_any_account: {
        fault: "Any account may publish to the topic",
        change: publish({ AWS: "*" }),
        checkov: ["CKV_AWS_169"],
      },
      topic_for_another_account: {
        fault: "Another account may publish to the topic",
        change: publish({ AWS: "arn:aws:iam::210987654321:root" }),
        checkov: ["CKV_AWS_385"],
      },
    },
  }),
  ...plant({
    type: "aws_sqs_queue",
    sound: (name) => ({ name: dashed(name), kms_master_key_id: KEY }),
    faults: {
      queue_unencrypted: {
        fault: "Queue unencrypted",
        change: { kms_master_key_id: null, sqs_managed_sse_enabled: false },
        checkov: ["CKV_AWS_27"],
        tfsec: ["aws-sqs-enable-queue-encryption"],
      },
      queue_with_key_of_aws: {
        fault: "Queue encrypted with AWS's own key",
        change: { kms_master_key_id: "alias/aws/sqs" },
        checkov: ["CKV2_AWS_73"],
        tfsec: ["aws-sqs-queue-encryption-use-cmk"],
      },
    },
  }),
  ...plant({
    type: "aws_sqs_queue_policy",
    sound: send(ownAccount),
    faults: {
      queue_for_anybody: {
        fault: "Anybody may send to the queue",
        change: send("*"),
        checkov: ["CKV_AWS_168", "CKV_AWS_387"],
      },
      queue_for_any_action: {
        fault: "Policy allows everything on the queue",
        change: send(ownAccount, "*"),
        checkov: ["CKV_AWS_72"],
        tfsec: ["aws-sqs-no-wildcards-in-policy-documents"],
      },
    },
  }),
  ...plant({
    type: "aws_secretsmanager_secret",
    around: (name) => block("aws_secretsmanager_secret_rotation", name, rotation(name)),
    sound: secret,
    faults: {
      secret_with_key_of_aws: {
        fault: "Secret without own key",
        change: { kms_key_id: null },
        checkov: ["CKV_AWS_149"],
        tfsec: ["aws-ssm-secret-use-customer-key"],
      },
    },
  }),
  ...plant({
    type: "aws_secretsmanager_secret_rotation",
    around: (name) => block("aws_secretsmanager_secret", name, secret(name)),
    sound: rotation,
    faults: {
      secret_rotated_rarely: {
        fault: "Secret rotated once a year",
        change: { rotation_rules: { automatically_after_days: 365 } },
        checkov: ["CKV_AWS_304"],
      },
    },
  }),
  ...plant({
    type: "aws_secretsmanager_secret_rotation",
    at: "aws_secretsmanager_secret",
    around: (name) => block("aws_secretsmanager_secret", name, secret(name)),
    sound: rotation,
    faults: { secret_never_rotated: { fault: "Secret never rotated", change: "absent", checkov: ["CKV2_AWS_57"] } },
  }),
  ...plant({
    type: "aws_ssm_parameter",
    sound: (name) => ({
      name: `/canary/${name}`,
      type: "SecureString",
      value_wo: "x",
      value_wo_version: 1,
      key_id: KEY,
    }),
    faults: {
      parameter_in_clear: {
        fault: "Parameter in clear",
        change: { type: "String", value_wo: null, value_wo_version: null, value: "x", key_id: null },
        checkov: ["CKV2_AWS_34"],
      },
      parameter_with_key_of_aws: {
        fault: "Parameter without own key",
        change: { key_id: null },
        checkov: ["CKV_AWS_337"],
      },
    },
  }),
  ...plant({
    type: "aws_kms_key",
    sound: key,
    faults: {
      key_without_rotation: {
        fault: "Key without rotation",
        change: { enable_key_rotation: false },
        checkov: ["CKV_AWS_7"],
        tfsec: ["aws-kms-auto-rotate-keys"],
      },
      key_disabled: { fault: "Key disabled", change: { is_enabled: false }, checkov: ["CKV_AWS_227"] },
      key_without_policy: { fault: "Key without policy", change: { policy: null }, checkov: ["CKV2_AWS_64"] },
      key_for_anybody: {
        fault: "Anybody may use the key",
        change: { policy: policy({ Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" }) },
        checkov: ["CKV_AWS_33"],
      },
      key_for_any_account: {
        fault: "Any account may use the key",
        change: { policy: policy({ Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:*", Resource: "*" }) },
        checkov: ["CKV_AWS_33"],
      },
    },
  }),
];
