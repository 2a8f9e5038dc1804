import type { PublicAccessBlockConfiguration } from "@aws-sdk/client-s3";
import { tagFacts, text, type Checker } from "../checker";
import { keyArn } from "../key-arn";
import { ifSet } from "../if-set";
import { refusesPlainHttp } from "../plain-http";
import { replicationOf } from "./aws_s3_bucket_replication";

/** The settings that Terraform keeps in resources of their own are read here too: together they make a bucket safe. */
export const awsS3Bucket: Checker = {
  group: "Security",
  read: async (resource, { s3, kms }) => {
    const Bucket = text(resource, "bucket");
    // Asked first: further down "not found" means the setting, not the bucket.
    await s3.headBucket({ Bucket });
    const [versioning, notifications, encryption, access, policy, replication, tags] = await Promise.all([
      s3.getBucketVersioning({ Bucket }),
      s3.getBucketNotificationConfiguration({ Bucket }),
      ifSet(s3.getBucketEncryption({ Bucket })),
      ifSet(s3.getPublicAccessBlock({ Bucket })),
      ifSet(s3.getBucketPolicy({ Bucket })),
      replicationOf(s3, Bucket),
      ifSet(s3.getBucketTagging({ Bucket })),
    ]);
    const [rule] = encryption?.ServerSideEncryptionConfiguration?.Rules ?? [];
    const byDefault = rule?.ApplyServerSideEncryptionByDefault;
    return {
      bucket: Bucket,
      versioning: versioning.Status ?? "never enabled",
      sse_algorithm: byDefault?.SSEAlgorithm,
      encrypted: byDefault?.SSEAlgorithm !== undefined,
      kms_master_key_id: await keyArn(kms, byDefault?.KMSMasterKeyID),
      public_access_blocked: blocksEverything(access?.PublicAccessBlockConfiguration),
      tls_only: refusesPlainHttp(policy?.Policy, ["s3:*"]),
      tells_event_bridge: notifications.EventBridgeConfiguration !== undefined,
      ...replication,
      ...tagFacts(tags?.TagSet),
    };
  },
  healthy: [
    { title: "Every bucket is versioned", fact: "versioning", is: "Enabled" }, // 164.312(c)(1)
    { title: "Every bucket is encrypted", fact: "encrypted", is: true }, // 164.312(a)(2)(iv)
    { title: "Every bucket refuses public access", fact: "public_access_blocked", is: true }, // 164.312(a)(1)
    { title: "Every bucket answers over TLS only", fact: "tls_only", is: true }, // 164.312(e)(1)
    { title: "Every bucket tells EventBridge what happens in it", fact: "tells_event_bridge", is: true }, // 164.312(b)
  ],
};

function blocksEverything(block: PublicAccessBlockConfiguration = {}): boolean {
  const { BlockPublicAcls, BlockPublicPolicy, IgnorePublicAcls, RestrictPublicBuckets } = block;
  return [BlockPublicAcls, BlockPublicPolicy, IgnorePublicAcls, RestrictPublicBuckets].every((on) => on === true);
}
