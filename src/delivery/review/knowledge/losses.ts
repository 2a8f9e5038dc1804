import type { Fields } from "../values";
import type { Rank } from "../ranks";
import { days, field } from "./directions";

/** What is lost for good, or cut off, when something that holds data or keys is destroyed (replacing it destroys it too). */
export interface Loss {
  readonly types: readonly string[];
  /** @default data-loss */
  readonly rank?: Rank;
  /** As the end of a sentence. */
  readonly lost: (before: Fields) => string;
  readonly source: string;
}

const rds = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html";
const kms = "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html";
const recover = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html";

/** One entry a type of `statefulTypes`. */
export const losses: readonly Loss[] = [
  {
    types: ["aws_db_instance", "aws_rds_cluster"],
    lost: (before) => {
      const period = before.backup_retention_period;
      const backups =
        typeof period === "number" && period > 0
          ? `its data and ${days(period)} of backups are lost`
          : "its data are lost";
      return before.skip_final_snapshot === true ? backups : `${backups}, but for a final snapshot`;
    },
    source: rds,
  },
  {
    types: ["aws_rds_cluster_instance"],
    rank: "downtime",
    lost: () => "its connections end, and it no longer takes over from the others; the cluster's data stay",
    source: rds,
  },
  {
    types: ["aws_dynamodb_table"],
    lost: (before) =>
      field(before, "point_in_time_recovery.enabled") === true
        ? "all its items are lost, but for a backup that AWS keeps for 35 days"
        : "all its items are lost",
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html",
  },
  {
    types: ["aws_dynamodb_table_replica"],
    lost: () => "the copy of the table in another region is lost",
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/globaltables_HowItWorks.html",
  },
  {
    types: ["aws_s3_bucket"],
    lost: (before) =>
      before.force_destroy === true
        ? "all its objects and their versions are lost"
        : "its objects are lost; AWS refuses while any is left, and then the apply stops half way",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html",
  },
  {
    types: ["aws_cloudwatch_log_group"],
    lost: (before) => {
      const kept = Number(before.retention_in_days ?? 0);
      return kept > 0 ? `what it logged in the last ${days(kept)} is lost` : "all that it ever logged is lost";
    },
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
  },
  {
    types: ["aws_kms_key"],
    lost: (before) =>
      `all that is encrypted with it is unreadable at once, and for ever after ${days(before.deletion_window_in_days ?? 30)}`,
    source: kms,
  },
  {
    types: ["aws_secretsmanager_secret"],
    lost: (before) =>
      `who reads it fails; it can be brought back for ${days(before.recovery_window_in_days ?? 30)}, and its name is taken meanwhile`,
    source: recover,
  },
  {
    types: ["aws_elasticache_replication_group"],
    lost: () => "all that it holds is lost, its automatic snapshots too",
    source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.Delete.html",
  },
  {
    types: ["aws_backup_vault"],
    lost: () => "its backups are lost; AWS refuses while any is left",
    source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault.html",
  },
  {
    types: ["aws_ecr_repository"],
    lost: () => "its images are lost, and no task that runs one of them can start again",
    source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-delete.html",
  },
  {
    types: ["aws_cloudtrail"],
    rank: "exposure",
    lost: () => "what people and programs do in the account is no longer recorded",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delete-trails-console.html",
  },
  {
    types: ["aws_config_configuration_recorder"],
    rank: "exposure",
    lost: () => "changes of the account's configuration are no longer recorded",
    source: "https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html",
  },
  {
    types: ["aws_guardduty_detector"],
    rank: "exposure",
    lost: () => "its findings are lost, and threats are no longer detected",
    source: "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_suspend-disable.html",
  },
  {
    types: ["aws_cognito_user_pool"],
    lost: () => "all accounts and their second factors are lost; passwords cannot be exported",
    source: "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool.html",
  },
  {
    types: ["aws_efs_file_system", "aws_ebs_volume"],
    lost: () => "its files are lost",
    source: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-deleting-volume.html",
  },
  {
    types: ["aws_route53_zone"],
    lost: () => "its names no longer resolve, and a new zone has other name servers",
    source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DeleteHostedZone.html",
  },
  {
    types: ["aws_sqs_queue"],
    lost: () => "its messages are lost, failed work among them",
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/step-delete-queue.html",
  },
  {
    types: ["aws_vpc"],
    lost: () => "all that stands in it goes with it",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/delete-vpc.html",
  },
  {
    types: ["random_id"],
    lost: () => "what is named after it, such as buckets, is replaced",
    source: "https://registry.terraform.io/providers/hashicorp/random/3.7.2/docs/resources/id",
  },
];
