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
  const use = usesOf({ account, region: backend.region });
  return policyDocument([
    administeredBy(account),
    use("StateThroughS3", "s3"),
    // DynamoDB holds the table's key by a grant.
    use("LocksThroughDynamoDb", "dynamodb", ["kms:CreateGrant"]),
  ]);
}

/** The same for the key of the secrets that people make: nobody uses it but through Secrets Manager. */
export function secretsKeyPolicy({ account, region }: BackendOwner): string {
  return policyDocument([
    administeredBy(account),
    usesOf({ account, region })("SecretsThroughSecretsManager", "secretsmanager"),
  ]);
}

function administeredBy(account: string): PolicyStatement {
  return { sid: "AccountAdministersKey", principals: rootOf(account), actions: ADMINISTRATION, resources: ["*"] };
}

/** Statements that admit identities of the account through one service each. */
function usesOf({ account, region }: { readonly account: string; readonly region: string }) {
  return (sid: string, service: string, more: readonly string[] = []): PolicyStatement => ({
    sid,
    principals: rootOf(account),
    actions: [...USE, ...more],
    resources: ["*"],
    conditions: {
      StringEquals: { "kms:CallerAccount": account, "kms:ViaService": `${service}.${region}.amazonaws.com` },
    },
  });
}

function rootOf(account: string) {
  return { aws: [`arn:aws:iam::${account}:root`] };
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
