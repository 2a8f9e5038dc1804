import type { PolicyStatement } from "../../platform/policy-document";

/** Services that use a key themselves: AWS Config, GuardDuty and ElastiCache write to buckets, CloudFront reads one, events and budgets reach encrypted topics. */
export type ServicePrincipal =
  "budgets" | "cloudFront" | "config" | "guardduty" | "elastiCacheSnapshots" | "eventBridge" | "rdsEvents";

export interface KeyLocation {
  /** 12-digit account id. */
  readonly account: string;
  readonly region: string;
}

type Grant = Pick<PolicyStatement, "sid" | "actions" | "conditions"> & { readonly service: string };

const READ_AND_WRITE = ["kms:Decrypt", "kms:GenerateDataKey*"];

/** What each service is granted, as its guide asks. */
const GRANTS: Readonly<Record<ServicePrincipal, (location: KeyLocation) => Grant>> = {
  /** @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html */
  budgets: ({ account }) => ({
    sid: "UsedByBudgets",
    service: "budgets.amazonaws.com",
    actions: READ_AND_WRITE,
    conditions: {
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": `arn:aws:budgets::${account}:*` },
    },
  }),
  /** @see https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html */
  config: ({ account }) => ({
    sid: "UsedByConfig",
    service: "config.amazonaws.com",
    actions: READ_AND_WRITE,
    conditions: { StringEquals: { "aws:SourceAccount": account } },
  }),
  /** @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html */
  guardduty: ({ account, region }) => ({
    sid: "UsedByGuardDuty",
    service: "guardduty.amazonaws.com",
    actions: ["kms:GenerateDataKey"],
    conditions: {
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": `arn:aws:guardduty:${region}:${account}:detector/*` },
    },
  }),
  /**
   * Whichever distribution of the account: the bucket's policy names the one that reads. The guide names no other condition
   * key; this one holds the account too.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html#oac-permissions-SSE-KMS
   */
  cloudFront: ({ account }) => ({
    sid: "UsedByCloudFront",
    service: "cloudfront.amazonaws.com",
    actions: ["kms:Decrypt"],
    conditions: { ArnLike: { "aws:SourceArn": `arn:aws:cloudfront::${account}:distribution/*` } },
  }),
  /** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-exporting.html */
  elastiCacheSnapshots: ({ account, region }) => ({
    sid: "UsedByElastiCacheSnapshots",
    service: `${region}.elasticache-snapshot.amazonaws.com`,
    actions: READ_AND_WRITE,
    conditions: { StringEquals: { "aws:SourceAccount": account } },
  }),
  /**
   * EventBridge fills in no condition key here: with a condition, no event would reach an encrypted topic.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html#eb-sns-encrypted
   */
  eventBridge: () => ({ sid: "UsedByEventBridge", service: "events.amazonaws.com", actions: READ_AND_WRITE }),
  /** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.GrantingPermissions.html */
  rdsEvents: () => ({ sid: "UsedByRdsEvents", service: "events.rds.amazonaws.com", actions: READ_AND_WRITE }),
};

/** Lets the service use the key, where AWS tells for whom: for this account only. */
export function principalStatement(principal: ServicePrincipal, location: KeyLocation): PolicyStatement {
  const { service, ...grant } = GRANTS[principal](location);
  return { ...grant, principals: { services: [service] }, resources: ["*"] };
}
