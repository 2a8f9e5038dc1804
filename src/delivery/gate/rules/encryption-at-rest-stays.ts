import { ofBucket } from "../companions";
import { protectionRule } from "../protection-rule";
import { staysAmong, staysOn, staysTheSame } from "../settings";

const inBucket = "rule.0.apply_server_side_encryption_by_default.0";
const bucket = ["aws_s3_bucket_server_side_encryption_configuration"];

export const encryptionAtRestStays = protectionRule({
  id: "encryption-at-rest-stays",
  blocks: "encryption at rest turned off, or its key changed or removed",
  control: "164.312(a)(2)(iv)",
  threatens: "exposure",
  settings: [
    staysOn("storage_encrypted"),
    staysOn("encrypted"),
    staysOn("at_rest_encryption_enabled"),
    staysOn("sqs_managed_sse_enabled"),
    staysOn("server_side_encryption.0.enabled", ["aws_dynamodb_table"]),
    staysOn("enabled", ["aws_ebs_encryption_by_default"]),
    staysAmong(["KMS"], "encryption_type", ["aws_kinesis_stream"]),
    staysAmong(["SecureString"], "type", ["aws_ssm_parameter"]),
    staysAmong(["aws:kms", "aws:kms:dsse"], `${inBucket}.sse_algorithm`, bucket),
    staysTheSame(`${inBucket}.kms_master_key_id`, bucket),
    staysTheSame("kms_key_id"),
    staysTheSame("kms_key_arn"),
    staysTheSame("kms_master_key_id"),
    staysTheSame("server_side_encryption.0.kms_key_arn", ["aws_dynamodb_table"]),
    staysTheSame("encryption_configuration.0.kms_key", ["aws_ecr_repository"]),
    staysTheSame("master_user_secret_kms_key_id"),
    staysTheSame("performance_insights_kms_key_id"),
    staysTheSame("key_arn", ["aws_ebs_default_kms_key"]),
    staysTheSame("key_id", ["aws_ssm_parameter"]),
    staysTheSame("target_key_id", ["aws_kms_alias"]),
  ],
  companions: [
    {
      type: "aws_s3_bucket_server_side_encryption_configuration",
      holds: "new objects would not be encrypted by the estate's key any more",
      owner: ofBucket,
    },
    { type: "aws_ebs_encryption_by_default", holds: "new volumes of the account would not be encrypted" },
    { type: "aws_ebs_default_kms_key", holds: "new volumes of the account would be encrypted by AWS's key" },
  ],
  meaning: "what it stores would be encrypted otherwise, or not at all",
  fix: "Keep encryption and key: what the old key encrypted still needs it. Change a key by rotation, or migrate the data first.",
});
