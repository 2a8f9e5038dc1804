import { protectionRule } from "../protection-rule";
import { daysOrForever, doesNotFall } from "../settings";

export const logsAreKeptAsLong = protectionRule({
  id: "logs-are-kept-as-long",
  blocks: "fewer days of a log group, of AWS Config's history or of an event data store",
  control: "164.316(b)(2)(i)",
  threatens: "data-loss",
  settings: [
    daysOrForever("retention_in_days", ["aws_cloudwatch_log_group"]),
    doesNotFall("retention_period_in_days", ["aws_config_retention_configuration"]),
    doesNotFall("retention_period", ["aws_cloudtrail_event_data_store"]),
  ],
  meaning: "older entries, which are evidence, are deleted within days",
  fix: "Keep the old number of days; audit logs are kept for seven years (docs/decisions/0401-log-retention.md).",
});
