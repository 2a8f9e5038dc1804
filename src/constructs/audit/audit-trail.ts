import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { bucketArnOf } from "../../platform/bucket-policy";
import { policyDocument, serviceTrust, type PolicyStatement } from "../../platform/policy-document";
import { acknowledgeRunTimeNames } from "../../platform/run-time-names";
import { lifecycleOf, type Safeguard } from "../../platform/safeguard";
import { SystemStack } from "../../platform/system-stack";
import type { AccessLogsBucket } from "../data-stores/access-logs-bucket";
import { SecureBucket } from "../data-stores/secure-bucket";
import { KEPT_IN_ITS_REGION, type Archive } from "../data-stores/secure-bucket-props";
import { EncryptedLogGroup } from "../observability/encrypted-log-group";
import { TrailDeliveries } from "./trail-deliveries";
import { eventSelectors, readsIn } from "./trail-events";

const CLOUDTRAIL = "cloudtrail.amazonaws.com";

export interface AuditTrailProps {
  /** Name of the trail, such as `omnirapeutic-production`, and the start of its role's name. */
  readonly name: string;
  /** Globally unique. */
  readonly bucketName: string;
  /** Where reads and writes of the trail's own bucket are recorded. */
  readonly accessLogs: AccessLogsBucket;
  /**
   * Whether reads of that bucket are recorded, which logs none itself: for one that holds more than access logs. Writes never
   * are, for each delivery would be an event that makes the next one. @default false
   */
  readonly recordsReadsOfAccessLogs?: boolean;
  /** Such as `/aws/cloudtrail/omnirapeutic-production`. */
  readonly logGroupName: string;
  /** Days that log files and events are kept: one of the steps that CloudWatch Logs accepts. */
  readonly retentionDays: number;
  /** When log files move to colder storage. @default never */
  readonly archive?: Archive;
  /**
   * Kept: while the bucket is protected, nobody deletes a log file before its time. A later change replaces the bucket.
   *
   * @default kept
   */
  readonly objectLock?: Safeguard;
  /** CMK by which the bucket encrypts what comes without a key of its own; its policy admits S3 and this trail. */
  readonly bucketKeyArn: string;
  /**
   * CMK of log files, log group and notices; its policy admits S3, this trail and CloudWatch Logs. With a key apart from other
   * objects, whoever may read those cannot read the trail.
   */
  readonly logsKeyArn: string;
  /** Kept: Terraform refuses to destroy trail, bucket and log group. */
  readonly protection: Safeguard;
}

/**
 * Every call of the AWS API in every region, and every read and write of an object in S3: as validated log files in a
 * bucket of its own, and as events in a log group. 164.312(b) @stateful
 */
export class AuditTrail extends Construct {
  readonly trailName: string;
  readonly trailArn: string;
  readonly bucket: SecureBucket;
  readonly logGroup: EncryptedLogGroup;

  /** @throws Error when a name is not valid or CloudWatch Logs does not know the retention period */
  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    requireValid(this, props);
    const { account, region } = SystemStack.of(this).settings;
    // Written out: bucket and role name the trail before it exists.
    const source = { account, arn: `arn:aws:cloudtrail:${region}:${account}:trail/${props.name}` };
    this.bucket = this.createBucket(props, source);
    this.logGroup = new EncryptedLogGroup(this, "log_group", {
      name: props.logGroupName,
      retentionDays: props.retentionDays,
      keyArn: props.logsKeyArn,
      dataClass: "pii",
      protection: props.protection,
    });
    const role = this.createRole(props.name, source);
    const delivery = this.permitDelivery(role, source.account);
    const deliveries = new TrailDeliveries(this, "deliveries", {
      ...source,
      name: `${props.name}-trail`,
      keyArn: props.logsKeyArn,
    });
    const trail = new Cloudtrail(this, "Resource", {
      name: props.name,
      enableLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true, // 164.312(c)(2)
      s3BucketName: this.bucket.bucketName,
      kmsKeyId: props.logsKeyArn, // 164.312(a)(2)(iv)
      cloudWatchLogsGroupArn: `${this.logGroup.logGroupArn}:*`,
      cloudWatchLogsRoleArn: role.arn,
      snsTopicName: deliveries.topicName,
      insightSelector: [{ insightType: "ApiCallRateInsight" }, { insightType: "ApiErrorRateInsight" }], // 164.308(a)(1)(ii)(D)
      advancedEventSelector: [
        ...eventSelectors([this.bucket.bucketArn, props.accessLogs.bucketArn]),
        ...(props.recordsReadsOfAccessLogs ? [readsIn(props.accessLogs.bucketArn)] : []), // 164.312(b)
      ],
      tags: { Name: props.name },
      dependsOn: [this.bucket.policy, delivery, deliveries.policy], // CloudTrail tests them when the trail is made
      lifecycle: lifecycleOf(props.protection),
    });
    this.trailName = trail.name;
    this.trailArn = trail.arn;
  }

  private createBucket(props: AuditTrailProps, source: TrailSource): SecureBucket {
    const { objectLock = { kept: true }, retentionDays } = props;
    const bucket = new SecureBucket(this, "bucket", {
      name: props.bucketName,
      dataClass: "pii", // who did what from which address; keys of objects
      customerKey: { kept: true, keyArn: props.bucketKeyArn },
      accessLogs: { kept: true, bucket: props.accessLogs },
      crossRegionCopy: KEPT_IN_ITS_REGION,
      objectLock: objectLock.kept ? { kept: true, days: retentionDays } : objectLock, // 164.312(c)(1)
      archive: props.archive,
      expireAfterDays: retentionDays,
      oldVersionDays: retentionDays,
      protection: props.protection,
    });
    for (const statement of deliveryStatements(props.bucketName, source)) bucket.permit(statement);
    return bucket;
  }

  /** Only this trail may use the role (no confused deputy). */
  private createRole(name: string, { account, arn }: TrailSource): IamRole {
    return new IamRole(this, "role", {
      name: `${name}-trail`,
      description: `Trail ${name} to CloudWatch Logs`,
      assumeRolePolicy: serviceTrust(CLOUDTRAIL, {
        StringEquals: { "aws:SourceAccount": account, "aws:SourceArn": arn },
      }),
    });
  }

  /** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html */
  private permitDelivery(role: IamRole, account: string): IamRolePolicyAttachment {
    const policy = new IamPolicy(this, "policy", {
      name: role.name,
      policy: policyDocument(this.logGroup.permitWriting({ streams: `${account}_CloudTrail_*` })), // one stream a region
    });
    acknowledgeRunTimeNames(policy);
    return new IamRolePolicyAttachment(this, "delivery", { role: role.name, policyArn: policy.arn });
  }
}

interface TrailSource {
  readonly account: string;
  /** ARN of the trail. */
  readonly arn: string;
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
function deliveryStatements(bucket: string, { account, arn }: TrailSource): readonly PolicyStatement[] {
  const trail = { "aws:SourceArn": arn };
  const principals = { services: [CLOUDTRAIL] };
  return [
    {
      sid: "TrailChecksAccess",
      principals,
      actions: ["s3:GetBucketAcl"],
      resources: [bucketArnOf(bucket)],
      conditions: { StringEquals: trail },
    },
    {
      sid: "TrailWrites",
      principals,
      actions: ["s3:PutObject"],
      resources: [`${bucketArnOf(bucket)}/AWSLogs/${account}/*`],
      conditions: { StringEquals: { ...trail, "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
  ];
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html */
function requireValid(trail: AuditTrail, { name }: AuditTrailProps): void {
  if (/^[a-zA-Z0-9](?:[._-]?[a-zA-Z0-9]){2,}$/.test(name) && name.length <= 58) return;
  throw new Error(
    `[${trail.node.path}] name is "${name}"; allowed are 3-58 letters, digits and single ".", "_", "-" between them. ` +
      "Change it in the trail's properties.",
  );
}
