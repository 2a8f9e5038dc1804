import { ofBucket } from "../companions";
import { protectionRule } from "../protection-rule";
import { staysAmong, staysOff, staysOn, staysSet } from "../settings";

const publicAccessBlocks = ["aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block"];

/** Every canned ACL that grants nothing to everybody. */
const privateAcls = [
  "private",
  "aws-exec-read",
  "log-delivery-write",
  "bucket-owner-read",
  "bucket-owner-full-control",
];

export const publicAccessStaysBlocked = protectionRule({
  id: "public-access-stays-blocked",
  blocks:
    "a public access block off or gone, `publicly_accessible` on, an internal load balancer facing the internet, a method or function without authorization, a firewall taken away",
  control: "164.312(a)(1)",
  threatens: "exposure",
  settings: [
    staysOn("block_public_acls", publicAccessBlocks),
    staysOn("block_public_policy", publicAccessBlocks),
    staysOn("ignore_public_acls", publicAccessBlocks),
    staysOn("restrict_public_buckets", publicAccessBlocks),
    staysOff("publicly_accessible"),
    staysOn("internal", ["aws_lb", "aws_alb"]),
    staysAmong(privateAcls, "acl", ["aws_s3_bucket_acl", "aws_s3_bucket"]),
    staysAmong(["AWS_IAM"], "authorization_type", ["aws_lambda_function_url"]),
    staysAmong(["AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS"], "authorization", ["aws_api_gateway_method"]),
    staysSet("web_acl_id", ["aws_cloudfront_distribution"]),
  ],
  companions: [
    { type: "aws_s3_bucket_public_access_block", holds: "the bucket could be made public", owner: ofBucket },
    { type: "aws_s3_account_public_access_block", holds: "every bucket of the account could be made public" },
    { type: "aws_ebs_snapshot_block_public_access", holds: "snapshots of volumes could be made public" },
    {
      type: "aws_wafv2_web_acl_association",
      holds: "requests would not be filtered any more",
      owner: { type: "aws_lb", link: "resource_arn" },
    },
  ],
  meaning: "it could be reached from outside",
  fix: "Keep it closed. What the public must reach stands behind the load balancer or the distribution.",
});
