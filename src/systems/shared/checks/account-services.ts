import type { SystemConfig } from "../../../config";
import type { Check } from "../../check";
import type { AccountServicesNames } from "../account-services";
import { inGroup, keyNamed } from "./grouping";

/** AWS Config keeps no more; its bucket does. */
const MAX_HISTORY_DAYS = 2557;

/** What GuardDuty watches, and where it runs its agent. */
const FEATURES = [
  "S3_DATA_EVENTS",
  "EBS_MALWARE_PROTECTION",
  "RDS_LOGIN_EVENTS",
  "LAMBDA_NETWORK_LOGS",
  "RUNTIME_MONITORING",
  "ECS_FARGATE_AGENT_MANAGEMENT",
  "EC2_AGENT_MANAGEMENT",
];

/** What the account has once: checked where it is owned, pointed to elsewhere. 164.308(a)(8) */
export function accountServicesChecks(
  account: string,
  { accountServices, retention }: SystemConfig,
  { audit }: AccountServicesNames,
  bucketKeyAlias: string,
): readonly Check[] {
  if (!accountServices.owned) {
    const { ownedBy } = accountServices;
    return [
      {
        id: "account-services",
        group: "Compliance",
        title: `AWS Config, GuardDuty and Security Hub belong to ${ownedBy}`,
        manual: `npx estate verify ${ownedBy}`,
      },
    ];
  }
  const historyDays = Math.min(retention.auditLogDays, MAX_HISTORY_DAYS);
  const s3Key = keyNamed(bucketKeyAlias);
  return inGroup("Compliance", [
    {
      id: "config-recorder",
      title: "AWS Config records the account",
      of: { type: "aws_config_configuration_recorder_status" },
      demand: { fact: "recording", is: true },
    },
    {
      id: "config-retention",
      title: `AWS Config keeps history ${historyDays} days`,
      of: { type: "aws_config_retention_configuration" },
      demand: { fact: "retention_period_in_days", is: historyDays }, // 164.316(b)(2)(i)
    },
    {
      id: "config-channel",
      title: `AWS Config delivers to ${audit.configBucket(account)}`,
      of: { type: "aws_config_delivery_channel" },
      demand: { fact: "s3_bucket_name", is: audit.configBucket(account) },
    },
    {
      id: "config-key",
      title: "AWS Config's history is encrypted with the s3 key",
      of: { type: "aws_config_delivery_channel" },
      demand: { fact: "s3_kms_key_arn", sameAs: s3Key },
    },
    {
      id: "hipaa-pack",
      title: `Conformance pack ${audit.conformancePack}`,
      of: { type: "aws_config_conformance_pack", where: { name: audit.conformancePack } },
      demand: { count: 1 },
    },
    {
      id: "guardduty-features",
      title: "GuardDuty watches S3, volumes, databases, functions and running containers",
      of: { type: "aws_guardduty_detector" },
      demand: { fact: "features", is: FEATURES },
    },
    {
      id: "guardduty-frequency",
      title: "GuardDuty announces findings within 15 minutes",
      of: { type: "aws_guardduty_detector" },
      demand: { fact: "finding_publishing_frequency", is: "FIFTEEN_MINUTES" },
    },
    {
      id: "guardduty-export-key",
      title: "GuardDuty's exported findings are encrypted with the s3 key",
      of: { type: "aws_guardduty_publishing_destination" },
      demand: { fact: "kms_key_arn", sameAs: s3Key },
    },
    {
      id: "security-hub",
      title: accountServices.securityHub.kept
        ? "Security Hub checks AWS Foundational Security Best Practices"
        : `Security Hub is off: ${accountServices.securityHub.reason}`,
      of: { type: "aws_securityhub_standards_subscription" },
      demand: { count: accountServices.securityHub.kept ? 1 : 0 },
    },
  ]);
}

/** Only people can sign. */
export const baaCheck: Check = {
  id: "baa",
  group: "Compliance",
  title: "AWS BAA is signed and documented",
  manual: "AWS Artifact > Agreements of the account; keep date and signatory with the legal records", // 164.308(b)(1)
};
