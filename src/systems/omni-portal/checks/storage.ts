import type { OmniPortalConfig } from "../../../config";
import type { Ungrouped } from "../../shared/checks/grouping";

/** Documents, assets, logs and backups; with a trail of its own one more, and with copies one for each and one for their logs. */
export function bucketChecks({ buckets, trail }: OmniPortalConfig): readonly Ungrouped[] {
  const count = 4 + (trail.own ? 1 : 0) + (buckets.copy.copied ? 4 : 0);
  const copied = { type: "aws_s3_bucket_replication_configuration" };
  return [
    { id: "buckets", title: `${count} buckets`, of: { type: "aws_s3_bucket" }, demand: { count } },
    {
      id: "bucket-copies",
      title: buckets.copy.copied ? `Three buckets are copied to ${buckets.copy.region}` : "No bucket is copied",
      of: copied,
      demand: { count: buckets.copy.copied ? 3 : 0 },
    },
  ];
}
