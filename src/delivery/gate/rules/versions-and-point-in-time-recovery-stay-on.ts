import { ofBucket } from "../companions";
import { protectionRule } from "../protection-rule";
import { doesNotFall, staysOn } from "../settings";

export const versionsAndPointInTimeRecoveryStayOn = protectionRule({
  id: "versions-and-point-in-time-recovery-stay-on",
  blocks: "versions of a bucket, or point-in-time recovery of a table, turned off or shortened",
  control: "164.308(a)(7)(ii)(A)",
  threatens: "data-loss",
  settings: [
    staysOn("versioning_configuration.0.status", ["aws_s3_bucket_versioning"]),
    staysOn("versioning.0.enabled", ["aws_s3_bucket"]),
    staysOn("point_in_time_recovery.0.enabled", ["aws_dynamodb_table"]),
    doesNotFall("point_in_time_recovery.0.recovery_period_in_days", ["aws_dynamodb_table"]),
    staysOn("point_in_time_recovery", ["aws_dynamodb_table_replica"]),
  ],
  companions: [
    { type: "aws_s3_bucket_versioning", holds: "the bucket would keep no versions any more", owner: ofBucket },
  ],
  meaning: "what is deleted or overwritten could not be brought back",
  fix: "Keep it on: it is the only way back from a deleted or overwritten record.",
});
