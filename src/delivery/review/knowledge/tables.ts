import { days, field } from "./directions";
import { rowsOf, type Row } from "./row";

const tableDocs = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html";
const recovery = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html";

export const tables: readonly Row[] = [
  ...rowsOf(["aws_dynamodb_table", "aws_dynamodb_table_replica"], recovery, [
    [
      "point_in_time_recovery.enabled",
      "switched-off",
      "data-loss",
      "it can no longer be restored to a moment of the last days",
      "Keep point-in-time recovery.",
    ],
    [
      "point_in_time_recovery",
      "switched-off",
      "data-loss",
      "it can no longer be restored to a moment of the last days",
      "Keep point-in-time recovery.",
    ],
    [
      "point_in_time_recovery.recovery_period_in_days",
      "lowered",
      "data-loss",
      ({ after }) =>
        `it can be restored only to the last ${days(field(after, "point_in_time_recovery.recovery_period_in_days"))}`,
      "Keep the longer period.",
    ],
    ["point_in_time_recovery", "any", "cost", "changes are kept for recovery, and charged"],
    [
      "deletion_protection_enabled",
      "switched-off",
      "data-loss",
      "nothing in AWS stops its destruction any more",
      "Keep it on; to retire it, see docs/stateful-resources.md.",
    ],
    ["deletion_protection_enabled", "any", "harmless", "AWS refuses to destroy it"],
  ]),
  ...rowsOf(["aws_dynamodb_table"], tableDocs, [
    [
      "ttl.enabled",
      "switched-on",
      "data-loss",
      "items whose time is over are deleted",
      "See that the attribute holds what you mean.",
    ],
    [
      "ttl.attribute_name",
      "any",
      "data-loss",
      "items are deleted by another attribute",
      "See that the attribute holds what you mean.",
    ],
    ["ttl", "any", "harmless", "items are no longer deleted by themselves"],
    ["replica", "removed", "data-loss", "the copy in another region is deleted", "Keep the replica."],
    ["replica.region_name", "removed", "data-loss", "the copy in another region is deleted", "Keep the replica."],
    ["replica", "any", "cost", "a copy in another region is charged"],
    [
      "server_side_encryption",
      "removed",
      "exposure",
      "it is encrypted with a key of AWS's own",
      "Name the estate's key.",
    ],
    [
      "server_side_encryption.enabled",
      "switched-off",
      "exposure",
      "it is encrypted with a key of AWS's own",
      "Name the estate's key.",
    ],
    [
      "server_side_encryption",
      "any",
      "unjudged",
      "it is encrypted anew with another key while it serves",
      "Keep the old key until that is done.",
    ],
    [
      "global_secondary_index.name",
      "removed",
      "downtime",
      "queries of that index fail at once",
      "See that no client uses it.",
    ],
    ["global_secondary_index", "any", "cost", "the index is built while the table serves"],
    ["attribute", "any", "harmless", "attributes are declared only for keys and indexes"],
    ["billing_mode", "any", "cost", "it is charged otherwise; no interruption"],
    ["read_capacity", "lowered", "downtime", "reads beyond the lower capacity are throttled"],
    ["write_capacity", "lowered", "downtime", "writes beyond the lower capacity are throttled"],
    ["read_capacity", "any", "cost", "no interruption"],
    ["write_capacity", "any", "cost", "no interruption"],
    [
      "stream_enabled",
      "switched-off",
      "downtime",
      "readers of its stream no longer hear of changes",
      "See that nobody reads it.",
    ],
    ["stream_view_type", "any", "downtime", "readers of the stream get other records"],
    ["table_class", "any", "cost", "it is charged otherwise; no interruption"],
  ]),
];
