import { end, type End } from "./ends";

const s3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide";
const vpc = "https://docs.aws.amazon.com/vpc/latest/userguide";
const backup = "https://docs.aws.amazon.com/aws-backup/latest/devguide";

/** What guarded data, kept it, or recorded what happens: destroyed for good. */
export const lostGuards: readonly End[] = [
  end(
    "exposure",
    `${s3}/access-control-block-public-access.html`,
    "what stands in the bucket may become public",
    "aws_s3_bucket_public_access_block",
    "aws_s3_account_public_access_block",
  ),
  end(
    "exposure",
    `${s3}/bucket-policies.html`,
    "what it denied, such as access without TLS, is allowed",
    "aws_s3_bucket_policy",
  ),
  end(
    "exposure",
    `${s3}/bucket-encryption.html`,
    "new objects are no longer under a key of this estate",
    "aws_s3_bucket_server_side_encryption_configuration",
  ),
  end(
    "exposure",
    `${s3}/about-object-ownership.html`,
    "ACLs of single objects may count again",
    "aws_s3_bucket_ownership_controls",
  ),
  end("exposure", `${s3}/ServerLogs.html`, "who reads the bucket is no longer recorded", "aws_s3_bucket_logging"),
  end(
    "data-loss",
    `${s3}/Versioning.html`,
    "what is overwritten or deleted from now on is gone for good",
    "aws_s3_bucket_versioning",
  ),
  end(
    "data-loss",
    `${s3}/object-lock.html`,
    "new objects may be deleted at any time",
    "aws_s3_bucket_object_lock_configuration",
  ),
  end(
    "data-loss",
    `${s3}/replication.html`,
    "new objects are no longer copied",
    "aws_s3_bucket_replication_configuration",
  ),
  end(
    "cost",
    `${s3}/object-lifecycle-mgmt.html`,
    "objects are kept for ever, and charged",
    "aws_s3_bucket_lifecycle_configuration",
  ),
  end(
    "data-loss",
    `${s3}/DeletingObjects.html`,
    "the object is lost where the bucket keeps no versions",
    "aws_s3_object",
  ),
  end(
    "exposure",
    "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html",
    "the firewall no longer stands before it",
    "aws_wafv2_web_acl",
    "aws_wafv2_web_acl_association",
  ),
  end(
    "exposure",
    "https://docs.aws.amazon.com/waf/latest/developerguide/logging.html",
    "requests are no longer recorded",
    "aws_wafv2_web_acl_logging_configuration",
    "aws_cloudwatch_log_delivery",
    "aws_cloudwatch_log_delivery_source",
    "aws_cloudwatch_log_delivery_destination",
  ),
  end("exposure", `${vpc}/flow-logs.html`, "traffic is no longer recorded", "aws_flow_log"),
  end(
    "exposure",
    `${vpc}/vpc-network-acls.html`,
    "the subnets fall back to rules that others set",
    "aws_network_acl",
    "aws_default_network_acl",
    "aws_default_security_group",
  ),
  end(
    "exposure",
    "https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html",
    "changes of the account are no longer recorded or judged",
    "aws_config_configuration_recorder_status",
    "aws_config_delivery_channel",
    "aws_config_conformance_pack",
  ),
  end(
    "exposure",
    "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings.html",
    "threats are no longer detected, or nobody hears of them",
    "aws_guardduty_detector_feature",
    "aws_guardduty_publishing_destination",
    "aws_securityhub_account",
    "aws_securityhub_standards_subscription",
    "aws_accessanalyzer_analyzer",
  ),
  end(
    "exposure",
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/encryption-by-default.html",
    "new volumes are not encrypted",
    "aws_ebs_encryption_by_default",
  ),
  end(
    "exposure",
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html",
    "the same secret is used for ever",
    "aws_secretsmanager_secret_rotation",
  ),
  end(
    "exposure",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html",
    "the account falls back to AWS's own, weaker policy",
    "aws_iam_account_password_policy",
  ),
  end(
    "exposure",
    "https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html",
    "unsigned code is accepted",
    "aws_lambda_code_signing_config",
  ),
  end(
    "data-loss",
    `${backup}/about-backup-plans.html`,
    "no more backups are made",
    "aws_backup_plan",
    "aws_backup_selection",
  ),
  end(
    "data-loss",
    `${backup}/vault-lock.html`,
    "backups may be deleted early",
    "aws_backup_vault_lock_configuration",
    "aws_backup_vault_policy",
  ),
];
