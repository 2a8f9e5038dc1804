import { days } from "./directions";
import { policyLines } from "./policies";
import { rowsOf, type Row } from "./row";

const kms = "https://docs.aws.amazon.com/kms/latest/developerguide";
const secretsManager = "https://docs.aws.amazon.com/secretsmanager/latest/userguide";
const parameterStore =
  "https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html";

const newValue = "whoever holds the old value fails; tasks take the new one only when they start";
const restart = "Release the services that read it after the apply.";

export const keys: readonly Row[] = [
  ...rowsOf(["aws_kms_key"], `${kms}/deleting-keys.html`, [
    [
      "deletion_window_in_days",
      "lowered",
      "data-loss",
      ({ after }) => `a deleted key can be brought back only for ${days(after.deletion_window_in_days)}`,
      "Keep 30 days.",
    ],
    ["deletion_window_in_days", "any", "harmless", "a deleted key can be brought back for longer"],
    [
      "is_enabled",
      "switched-off",
      "downtime",
      "nothing that is encrypted with it can be read until it is on again",
      "Keep it enabled.",
    ],
    [
      "bypass_policy_lockout_safety_check",
      "switched-on",
      "data-loss",
      "its policy may lock out everybody, and with it all that it encrypts",
      "Leave the check on.",
    ],
  ]),
  ...rowsOf(["aws_kms_key"], `${kms}/rotate-keys.html`, [
    ["enable_key_rotation", "switched-off", "exposure", "the same key material is used for ever", "Keep rotation."],
    ["enable_key_rotation", "any", "harmless", "AWS renews the key material; what is encrypted stays readable"],
    ["rotation_period_in_days", "any", "harmless", "what is encrypted stays readable"],
  ]),
  ...rowsOf(
    ["aws_kms_key", "aws_kms_key_policy"],
    `${kms}/key-policies.html`,
    policyLines("policy", "who may decrypt with it changes within minutes; whoever is left out can no longer read"),
  ),
  ...rowsOf(["aws_kms_alias"], `${kms}/kms-alias.html`, [
    ["target_key_id", "any", "unjudged", "whoever uses the alias encrypts with another key", "Keep the old key."],
  ]),
  ...rowsOf(["aws_secretsmanager_secret"], `${secretsManager}/manage_delete-secret.html`, [
    [
      "recovery_window_in_days",
      "lowered",
      "data-loss",
      ({ after }) => `a deleted secret can be brought back only for ${days(after.recovery_window_in_days)}`,
      "Keep the longer window.",
    ],
    ["recovery_window_in_days", "any", "harmless", "a deleted secret can be brought back for longer"],
    ...policyLines("policy", "who may read it changes at once"),
  ]),
  ...rowsOf(
    ["aws_secretsmanager_secret_policy"],
    `${secretsManager}/auth-and-access_resource-policies.html`,
    policyLines("policy", "who may read it changes at once"),
  ),
  ...rowsOf(["aws_secretsmanager_secret_version"], `${secretsManager}/manage_update-secret-value.html`, [
    ["secret_string", "any", "downtime", newValue, restart],
    ["secret_string_wo_version", "any", "downtime", newValue, restart],
    ["secret_binary", "any", "downtime", newValue, restart],
    ["version_stages", "any", "downtime", "readers get another version"],
  ]),
  ...rowsOf(["aws_secretsmanager_secret_rotation"], `${secretsManager}/rotating-secrets.html`, [
    ["rotation_rules", "any", "harmless", "it is renewed at other times"],
    ["rotation_lambda_arn", "any", "unjudged", "another function renews it"],
  ]),
  ...rowsOf(["aws_ssm_parameter"], parameterStore, [
    ["value", "any", "harmless", "readers get the new value when they read it next"],
    ["insecure_value", "any", "harmless", "readers get the new value when they read it next"],
    ["value_wo_version", "any", "downtime", newValue, restart],
    [
      "type",
      (_subject, { before }) => before === "SecureString",
      "exposure",
      "its value is no longer encrypted",
      "Keep SecureString.",
    ],
  ]),
];
