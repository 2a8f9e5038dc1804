import type { JsonObject } from "../../hcl";
import { type Canary, plant } from "./canary";
import { ofBucket, around, ACCESS } from "./bucket-parts";
import { policy, allow, ownAccount } from "./shared";

const bucketPolicy =
  (statement: JsonObject) =>
  (name: string): JsonObject => ({
    ...ofBucket(name),
    policy: policy({ ...statement, Resource: `\${aws_s3_bucket.${name}.arn}/*` }),
  });

/** Policies and ACLs of S3 buckets. */
export const bucketPolicies: readonly Canary[] = [
  ...plant({
    type: "aws_s3_bucket_policy",
    around: around("none"),
    sound: bucketPolicy({ ...allow("s3:GetObject", []), Principal: ownAccount }),
    faults: {
      bucket_policy_for_anybody: {
        fault: "Bucket policy lets anybody read",
        change: bucketPolicy({ ...allow("s3:GetObject", []), Principal: "*" }),
        checkov: ["CKV_AWS_70"],
      },
      bucket_policy_locks_out: {
        fault: "Bucket policy refuses everything to everybody",
        change: bucketPolicy({ Effect: "Deny", Action: "s3:*", Principal: "*" }),
        checkov: ["CKV_AWS_93"],
      },
    },
  }),
  ...plant({
    type: "aws_s3_bucket_acl",
    at: "aws_s3_bucket",
    around: around(ACCESS),
    sound: (name) => ({ ...ofBucket(name), acl: "private" }),
    faults: {
      bucket_acl_public_read: {
        fault: "ACL lets anybody read",
        change: { acl: "public-read" },
        checkov: ["CKV_AWS_20"],
        tfsec: ["aws-s3-no-public-access-with-acl"],
        tfsecAt: "aws_s3_bucket_acl",
      },
      bucket_acl_public_write: {
        fault: "ACL lets anybody write",
        change: { acl: "public-read-write" },
        checkov: ["CKV_AWS_57"],
        tfsec: ["aws-s3-no-public-access-with-acl"],
        tfsecAt: "aws_s3_bucket_acl",
      },
    },
  }),
];
