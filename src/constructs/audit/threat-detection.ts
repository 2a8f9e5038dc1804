import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature";
import { GuarddutyPublishingDestination } from "@cdktf/provider-aws/lib/guardduty-publishing-destination";
import { Construct } from "constructs";
import { acknowledgeByDesign } from "../../platform/acknowledge";
import { bucketArnOf } from "../../platform/bucket-policy";
import type { PolicyStatement } from "../../platform/policy-document";
import { lifecycleOf, type Safeguard } from "../../platform/safeguard";
import { SystemStack } from "../../platform/system-stack";
import type { AccessLogsBucket } from "../data-stores/access-logs-bucket";
import { SecureBucket } from "../data-stores/secure-bucket";
import { KEPT_IN_ITS_REGION } from "../data-stores/secure-bucket-props";
import type { AlarmTopic } from "../observability/alarm-topic";
import { EventAlert } from "../observability/event-alert";

/** GuardDuty's scale: below 4 low, below 7 medium, then high and critical. */
const MEDIUM = 4;

/** What else GuardDuty watches. Kubernetes is off: no system runs it. */
const FEATURES = {
  S3_DATA_EVENTS: "ENABLED",
  EBS_MALWARE_PROTECTION: "ENABLED", // 164.308(a)(5)(ii)(B)
  RDS_LOGIN_EVENTS: "ENABLED", // 164.308(a)(5)(ii)(C)
  LAMBDA_NETWORK_LOGS: "ENABLED",
  RUNTIME_MONITORING: "ENABLED",
  EKS_AUDIT_LOGS: "DISABLED",
} as const;

/** Where GuardDuty runs its agent by itself. */
const AGENTS = {
  EKS_ADDON_MANAGEMENT: "DISABLED",
  ECS_FARGATE_AGENT_MANAGEMENT: "ENABLED",
  EC2_AGENT_MANAGEMENT: "ENABLED",
} as const;

export interface ThreatDetectionProps {
  /** Such as `omnirapeutic-production`: begins the names of its parts. */
  readonly name: string;
  /** Globally unique name of the bucket that keeps findings. */
  readonly bucketName: string;
  /** Where reads and writes of the bucket are recorded. */
  readonly accessLogs: AccessLogsBucket;
  /** CMK of the findings; its policy admits S3 and GuardDuty's exports. */
  readonly keyArn: string;
  /** Days that a finding is kept in the bucket, from 1. GuardDuty itself forgets after 90. */
  readonly retentionDays: number;
  /** Hears of findings of medium and higher severity. */
  readonly topic: AlarmTopic;
  /** Kept: Terraform refuses to destroy detector and bucket. */
  readonly protection: Safeguard;
}

/**
 * GuardDuty in the region, with every protection that fits containers, Aurora and buckets; its findings are kept in a
 * bucket and the serious ones announced. One an account and region. 164.308(a)(6)(ii) @stateful
 */
export class ThreatDetection extends Construct {
  readonly detectorId: string;
  readonly detectorArn: string;
  readonly bucket: SecureBucket;

  constructor(scope: Construct, id: string, props: ThreatDetectionProps) {
    super(scope, id);
    const detector = new GuarddutyDetector(this, "Resource", {
      enable: true,
      findingPublishingFrequency: "FIFTEEN_MINUTES",
      tags: { Name: props.name },
      lifecycle: lifecycleOf(props.protection),
    });
    acknowledgeByDesign(
      detector,
      "guardduty-covers-the-organization",
      "The estate owns one account, not an organization; whoever has one enables GuardDuty for it from its security account.",
      "docs/decisions/0408-account-wide-services.md",
    );
    this.detectorId = detector.id;
    this.detectorArn = detector.arn;
    this.enableFeatures();
    this.bucket = this.exportFindings(props);
    this.announce(props);
  }

  /** One after the other: GuardDuty refuses to change a detector twice at once. */
  private enableFeatures(): void {
    let previous: GuarddutyDetectorFeature | undefined;
    for (const [name, status] of Object.entries(FEATURES)) {
      previous = new GuarddutyDetectorFeature(this, `feature_${name.toLowerCase()}`, {
        detectorId: this.detectorId,
        name,
        status,
        ...(name === "RUNTIME_MONITORING" && {
          additionalConfiguration: Object.entries(AGENTS).map(([agent, state]) => ({ name: agent, status: state })),
        }),
        ...(previous && { dependsOn: [previous] }),
      });
    }
  }

  private exportFindings({ bucketName, keyArn, accessLogs, retentionDays, protection }: ThreatDetectionProps) {
    const bucket = new SecureBucket(this, "bucket", {
      name: bucketName,
      dataClass: "pii", // addresses and names of whoever acted
      customerKey: { kept: true, keyArn },
      accessLogs: { kept: true, bucket: accessLogs },
      crossRegionCopy: KEPT_IN_ITS_REGION,
      objectLock: { kept: false, reason: "GuardDuty does not promise to deliver to buckets with Object Lock." },
      expireAfterDays: retentionDays,
      oldVersionDays: retentionDays,
      protection,
    });
    for (const statement of this.exportStatements(bucketName)) bucket.permit(statement);
    new GuarddutyPublishingDestination(this, "export", {
      detectorId: this.detectorId,
      destinationArn: bucket.bucketArn,
      kmsKeyArn: keyArn, // 164.312(a)(2)(iv)
      dependsOn: [bucket.policy], // GuardDuty tests it when the export is made
    });
    return bucket;
  }

  /** @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html */
  private exportStatements(bucket: string): readonly PolicyStatement[] {
    const { account } = SystemStack.of(this).settings;
    const common = {
      principals: { services: ["guardduty.amazonaws.com"] },
      conditions: { StringEquals: { "aws:SourceAccount": account, "aws:SourceArn": this.detectorArn } },
    };
    return [
      {
        sid: "GuardDutyFindsBucket",
        ...common,
        actions: ["s3:GetBucketLocation"],
        resources: [bucketArnOf(bucket)],
      },
      { sid: "GuardDutyWrites", ...common, actions: ["s3:PutObject"], resources: [`${bucketArnOf(bucket)}/*`] },
    ];
  }

  private announce({ name, topic }: ThreatDetectionProps): void {
    new EventAlert(this, "alert", {
      name: `${name}-guardduty-findings`,
      description:
        "GuardDuty found something of medium or higher severity: read the finding, follow the incident runbook.",
      topic,
      pattern: {
        source: ["aws.guardduty"],
        "detail-type": ["GuardDuty Finding"],
        detail: { severity: [{ numeric: [">=", MEDIUM] }] },
      },
      message: {
        paths: { severity: "$.detail.severity", type: "$.detail.type", region: "$.region", finding: "$.detail.id" },
        text: "GuardDuty finding <finding> in <region>: <type>, severity <severity>.",
      },
    });
  }
}
