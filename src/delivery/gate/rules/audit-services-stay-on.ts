import type { ResourceChange } from "../../terraform";
import { ofBucket } from "../companions";
import { fateOf, valueAt } from "../plan-view";
import { protectionRule } from "../protection-rule";
import { staysAmong, staysOn } from "../settings";

const trail = ["aws_cloudtrail"];

export const auditServicesStayOn = protectionRule({
  id: "audit-services-stay-on",
  blocks:
    "CloudTrail, flow logs, GuardDuty, AWS Config, Security Hub, Access Analyzer or access logs switched off, narrowed or taken away; a database that exports fewer logs",
  control: "164.312(b)",
  threatens: "exposure",
  settings: [
    staysOn("enable_logging", trail),
    staysOn("is_multi_region_trail", trail),
    staysOn("include_global_service_events", trail),
    staysOn("enable_log_file_validation", trail),
    staysAmong(["ALL"], "traffic_type", ["aws_flow_log"]),
    staysOn("enable", ["aws_guardduty_detector"]),
    staysOn("status", ["aws_guardduty_detector_feature"]),
    staysOn("is_enabled", ["aws_config_configuration_recorder_status"]),
    staysOn("recording_group.0.all_supported", ["aws_config_configuration_recorder"]),
    staysOn("access_logs.0.enabled", ["aws_lb", "aws_alb"]),
  ],
  companions: [
    {
      type: "aws_flow_log",
      holds: "the traffic of the network would not be recorded",
      owner: { type: "aws_vpc", link: "vpc_id" },
    },
    {
      type: "aws_guardduty_detector_feature",
      holds: "GuardDuty would not look there any more",
      owner: { type: "aws_guardduty_detector", link: "detector_id" },
    },
    { type: "aws_config_configuration_recorder_status", holds: "AWS Config would record nothing" },
    { type: "aws_config_delivery_channel", holds: "AWS Config would deliver nothing" },
    { type: "aws_config_conformance_pack", holds: "the HIPAA rules would not be judged" },
    { type: "aws_securityhub_account", holds: "findings would not be gathered" },
    { type: "aws_securityhub_standards_subscription", holds: "the standard would not be judged" },
    { type: "aws_accessanalyzer_analyzer", holds: "access from outside would not be found" },
    { type: "aws_wafv2_web_acl_logging_configuration", holds: "judged requests would not be recorded" },
    { type: "aws_s3_bucket_logging", holds: "access to the bucket would not be recorded", owner: ofBucket },
  ],
  also: (resource) => fewerExports(resource).map((log) => `its ${log} log would not be exported any more`),
  meaning: "what happens would not be recorded any more",
  fix: "Keep it on: what is not recorded cannot be examined afterwards.",
});

function fewerExports(resource: ResourceChange): readonly string[] {
  if (fateOf(resource) !== "update") return [];
  const { before, after } = resource.change;
  const kept = exportedLogs(after);
  return exportedLogs(before).filter((log) => !kept.includes(log));
}

function exportedLogs(body: unknown): readonly string[] {
  return (valueAt(body, "enabled_cloudwatch_logs_exports") ?? []) as readonly string[];
}
