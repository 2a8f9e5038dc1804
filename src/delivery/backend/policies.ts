import { accessLogDelivery, EVERYBODY, onlyModernTls } from "../../platform/bucket-policy";
import { policyDocument, type PolicyStatement } from "../../platform/policy-document";
import type { BackendOwner } from "./owner";

const ADMINISTRATION = [
  "kms:CancelKeyDeletion",
  "kms:Create*",
  "kms:Describe*",
  "kms:Disable*",
  "kms:Enable*",
  "kms:Get*",
  "kms:List*",
  "kms:Put*",
  "kms:Revoke*",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:Update*",
];

const USE = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

/**
 * Who may do what with the backend's key: the account administers it; its data keys serve only requests that come through S3 or DynamoDB,
 * from identities of this account whose IAM policies allow it. Nobody decrypts directly.
 */
export function keyPolicy({ account, backend }: BackendOwner): string {
  const owner = { aws: [`arn:aws:iam::${account}:root`] };
  const through = (service: string) => ({
    StringEquals: { "kms:CallerAccount": account, "kms:ViaService": `${service}.${backend.region}.amazonaws.com` },
  });
  return policyDocument([
    { sid: "AccountAdministersKey", principals: owner, actions: ADMINISTRATION, resources: ["*"] },
    { sid: "StateThroughS3", principals: owner, actions: USE, resources: ["*"], conditions: through("s3") },
    {
      sid: "LocksThroughDynamoDb",
      principals: owner,
      // DynamoDB holds the table's key by a grant.
      actions: [...USE, "kms:CreateGrant"],
      resources: ["*"],
      conditions: through("dynamodb"),
    },
  ]);
}

/**
 * What nobody may do with the state bucket, whatever IAM allows. An upload that names no encryption gets the bucket's key by default;
 * one that names another is refused.
 *
 * @param keys every spelling of the key that an upload may name; Terraform's backend sends the alias ARN
 */
export function stateBucketPolicy(bucket: string, keys: readonly string[]): string {
  return policyDocument([
    ...onlyModernTls(bucket),
    refuseUploads(bucket, "RefuseOtherEncryption", "s3:x-amz-server-side-encryption", ["aws:kms"]),
    refuseUploads(bucket, "RefuseOtherKeys", "s3:x-amz-server-side-encryption-aws-kms-key-id", keys),
  ]);
}

/** S3's log delivery may write the access logs of one bucket, everybody needs TLS. */
export function accessLogsBucketPolicy(log: { name: string; source: string; account: string }): string {
  return policyDocument([
    ...onlyModernTls(log.name),
    accessLogDelivery({ sid: "AccessLogDelivery", target: log.name, source: log.source, account: log.account }),
  ]);
}

/** Refuses uploads whose header is there and wrong. `Null` leaves the header out of play when absent: negated operators are true then. */
function refuseUploads(bucket: string, sid: string, header: string, allowed: readonly string[]): PolicyStatement {
  return {
    sid,
    effect: "Deny",
    principals: EVERYBODY,
    actions: ["s3:PutObject"],
    resources: [`arn:aws:s3:::${bucket}/*`],
    conditions: {
      Null: { [header]: "false" },
      StringNotEquals: { [header]: allowed.length === 1 ? (allowed[0] as string) : allowed },
    },
  };
}
