import type { PolicyStatement } from "./policy-document";
import type { StackSettings } from "./settings";

/** The spelling of "everybody" that every reader of policies understands, the emulator too. */
export const EVERYBODY = { aws: ["*"] };

/** Written out rather than referred to: a plan then shows the whole policy before the bucket exists. */
export function bucketArnOf(name: string): string {
  return `arn:aws:s3:::${name}`;
}

/** Refuses whoever comes without TLS or with a version before 1.2. 164.312(e)(1) */
export function onlyModernTls(bucket: string): readonly PolicyStatement[] {
  const everything = {
    effect: "Deny",
    principals: EVERYBODY,
    actions: ["s3:*"],
    resources: [bucketArnOf(bucket), `${bucketArnOf(bucket)}/*`],
  } as const;
  return [
    { ...everything, sid: "RefusePlainHttp", conditions: { Bool: { "aws:SecureTransport": "false" } } },
    { ...everything, sid: "RefuseOldTls", conditions: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
  ];
}

/**
 * Lets S3 write the access logs of one bucket of the account into another, below the prefix `<source>/`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export function accessLogDelivery(log: {
  sid: string;
  target: string;
  source: string;
  account: string;
}): PolicyStatement {
  return {
    sid: log.sid,
    principals: { services: ["logging.s3.amazonaws.com"] },
    actions: ["s3:PutObject"],
    resources: [`${bucketArnOf(log.target)}/${log.source}/*`],
    conditions: {
      ArnLike: { "aws:SourceArn": bucketArnOf(log.source) },
      StringEquals: { "aws:SourceAccount": log.account },
    },
  };
}

/**
 * Lets ElastiCache put exported snapshots of the account's caches into a bucket of the same region. With a CMK, the key's
 * policy must admit `elastiCacheSnapshots` too.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-exporting.html
 */
export function elastiCacheExports(bucket: string, { account, region }: StackSettings): PolicyStatement {
  return {
    sid: "ElastiCacheExportsSnapshots",
    principals: { services: [`${region}.elasticache-snapshot.amazonaws.com`] },
    actions: [
      "s3:GetBucketAcl",
      "s3:GetObject",
      "s3:ListBucket",
      "s3:ListBucketMultipartUploads",
      "s3:ListMultipartUploadParts",
      "s3:PutObject",
    ],
    resources: [bucketArnOf(bucket), `${bucketArnOf(bucket)}/*`],
    conditions: { StringEquals: { "aws:SourceAccount": account } }, // 164.312(a)(1)
  };
}
