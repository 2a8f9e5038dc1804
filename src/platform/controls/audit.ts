import type { Control } from "./control";

/** Trails, logs, alarms, Config, GuardDuty, sessions. */
export const audit = {
  "cloudtrail-logs-are-encrypted-with-kms": {
    severity: "HIGH",
    checkov: ["CKV_AWS_35"],
    tfsec: ["aws-cloudtrail-enable-at-rest-encryption"],
  },
  "cloudtrail-log-files-are-validated": {
    severity: "HIGH",
    checkov: ["CKV_AWS_36"],
    tfsec: ["aws-cloudtrail-enable-log-validation"],
  },
  "cloudtrail-covers-all-regions": {
    severity: "MEDIUM",
    checkov: ["CKV_AWS_67"],
    tfsec: ["aws-cloudtrail-enable-all-regions"],
  },
  "cloudtrail-is-enabled": { severity: "HIGH", checkov: ["CKV_AWS_251"], tfsec: [] },
  "cloudtrail-announces-deliveries": { severity: "LOW", checkov: ["CKV_AWS_252"], tfsec: [] },
  "cloudtrail-sends-to-cloudwatch-logs": {
    severity: "LOW",
    checkov: ["CKV2_AWS_10"],
    tfsec: ["aws-cloudtrail-ensure-cloudwatch-integration"],
  },
  "cloudtrail-buckets-write-access-logs": {
    severity: "LOW",
    checkov: [],
    tfsec: ["aws-cloudtrail-require-bucket-access-logging"],
  },
  "cloudtrail-buckets-are-not-public": {
    severity: "CRITICAL",
    checkov: [],
    tfsec: ["aws-cloudtrail-no-public-log-access"],
  },
  "log-groups-are-encrypted-with-kms": {
    severity: "LOW",
    checkov: ["CKV_AWS_158"],
    tfsec: ["aws-cloudwatch-log-group-customer-key"],
  },
  "log-groups-set-a-retention-period": { severity: "LOW", checkov: ["CKV_AWS_66"], tfsec: [] },
  "log-groups-keep-logs-for-a-year": { severity: "LOW", checkov: ["CKV_AWS_338"], tfsec: [] },
  "cloudwatch-alarms-have-actions": { severity: "LOW", checkov: ["CKV_AWS_319"], tfsec: [] },
  "config-records-all-resources": { severity: "MEDIUM", checkov: ["CKV2_AWS_48"], tfsec: [] },
  "config-recorder-is-on": { severity: "MEDIUM", checkov: ["CKV2_AWS_45"], tfsec: [] },
  "config-aggregators-cover-all-regions": {
    severity: "HIGH",
    checkov: ["CKV_AWS_121"],
    tfsec: ["aws-config-aggregate-all-regions"],
  },
  "guardduty-is-enabled": { severity: "HIGH", checkov: ["CKV_AWS_238"], tfsec: [] },
  "guardduty-covers-the-organization": { severity: "LOW", checkov: ["CKV2_AWS_3"], tfsec: [] },
  "ssm-sessions-are-encrypted": { severity: "MEDIUM", checkov: ["CKV_AWS_112"], tfsec: [] },
  "ssm-sessions-are-logged": { severity: "MEDIUM", checkov: ["CKV_AWS_113"], tfsec: [] },
  "ssm-documents-are-not-public": { severity: "HIGH", checkov: ["CKV_AWS_303"], tfsec: [] },
} as const satisfies Readonly<Record<string, Control>>;
