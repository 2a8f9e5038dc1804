import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { ConfigRetentionConfiguration } from "@cdktf/provider-aws/lib/config-retention-configuration";
import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { bucketArnOf } from "../../platform/bucket-policy";
import type { PolicyStatement } from "../../platform/policy-document";
import { lifecycleOf, type Safeguard } from "../../platform/safeguard";
import { SystemStack } from "../../platform/system-stack";
import type { AccessLogsBucket } from "../data-stores/access-logs-bucket";
import { SecureBucket } from "../data-stores/secure-bucket";
import { KEPT_IN_ITS_REGION, type Archive } from "../data-stores/secure-bucket-props";

const CONFIG = "config.amazonaws.com";

/** Days that AWS Config can keep the history of a resource. */
const RETENTION = { min: 30, max: 2557 } as const;

export interface ConfigRecorderProps {
  /** Name of recorder and delivery channel. */
  readonly name: string;
  /** Globally unique. */
  readonly bucketName: string;
  /** Where reads and writes of the bucket are recorded. */
  readonly accessLogs: AccessLogsBucket;
  /** CMK of the bucket; its policy admits S3 and AWS Config. */
  readonly keyArn: string;
  /** Days that history is kept in the bucket, from 30; AWS Config itself keeps 2557 of them at most. */
  readonly retentionDays: number;
  /** When delivered history moves to colder storage. @default never */
  readonly archive?: Archive;
  /** `create` in an account that never used AWS Config; AWS refuses a second role, so `existing` everywhere else. */
  readonly serviceLinkedRole: "create" | "existing";
  /** Kept: Terraform refuses to destroy recorder and bucket. */
  readonly protection: Safeguard;
}

/**
 * The configuration of every resource in the region, global ones included, whenever it changes. One an account and
 * region: AWS refuses a second. 164.312(b), 164.308(a)(1)(ii)(D) @stateful
 */
export class ConfigRecorder extends Construct {
  readonly recorderName: string;
  readonly bucket: SecureBucket;
  /** Rules depend on it: AWS Config takes none before it records. */
  readonly recording: ITerraformDependable;

  /** @throws Error when AWS Config cannot keep history so short */
  constructor(scope: Construct, id: string, props: ConfigRecorderProps) {
    super(scope, id);
    requireRetention(this, props.retentionDays);
    this.bucket = this.createBucket(props);
    const recorder = new ConfigConfigurationRecorder(this, "Resource", {
      name: props.name,
      roleArn: this.roleArn(props.serviceLinkedRole),
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
      lifecycle: lifecycleOf(props.protection),
    });
    const channel = new ConfigDeliveryChannel(this, "channel", {
      name: props.name,
      s3BucketName: this.bucket.bucketName,
      s3KmsKeyArn: props.keyArn, // 164.312(a)(2)(iv)
      snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
      dependsOn: [recorder, this.bucket.policy], // AWS Config tests both when the channel is made
    });
    this.recording = new ConfigConfigurationRecorderStatus(this, "status", {
      name: recorder.name,
      isEnabled: true,
      dependsOn: [channel],
    });
    new ConfigRetentionConfiguration(this, "retention", {
      retentionPeriodInDays: Math.min(props.retentionDays, RETENTION.max),
    }); // 164.316(b)(2)(i)
    this.recorderName = recorder.name;
  }

  private createBucket({ bucketName, keyArn, accessLogs, retentionDays, archive, protection }: ConfigRecorderProps) {
    const bucket = new SecureBucket(this, "bucket", {
      name: bucketName,
      dataClass: "internal", // settings of resources, never what is stored in them
      customerKey: { kept: true, keyArn },
      accessLogs: { kept: true, bucket: accessLogs },
      crossRegionCopy: KEPT_IN_ITS_REGION,
      objectLock: { kept: false, reason: "AWS Config does not deliver to buckets with Object Lock." },
      expireAfterDays: retentionDays,
      oldVersionDays: retentionDays,
      archive,
      protection,
    });
    for (const statement of deliveryStatements(bucketName, SystemStack.of(this).settings.account))
      bucket.permit(statement);
    return bucket;
  }

  /** The ARN is the same in every account that has the role. */
  private roleArn(role: ConfigRecorderProps["serviceLinkedRole"]): string {
    if (role === "create") return new IamServiceLinkedRole(this, "role", { awsServiceName: CONFIG }).arn;
    const { account } = SystemStack.of(this).settings;
    return `arn:aws:iam::${account}:role/aws-service-role/${CONFIG}/AWSServiceRoleForConfig`;
  }
}

/** @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html */
function deliveryStatements(bucket: string, account: string): readonly PolicyStatement[] {
  const ofAccount = { "aws:SourceAccount": account };
  const principals = { services: [CONFIG] };
  return [
    {
      sid: "ConfigChecksBucket",
      principals,
      actions: ["s3:GetBucketAcl", "s3:ListBucket"],
      resources: [bucketArnOf(bucket)],
      conditions: { StringEquals: ofAccount },
    },
    {
      sid: "ConfigWrites",
      principals,
      actions: ["s3:PutObject"],
      resources: [`${bucketArnOf(bucket)}/AWSLogs/${account}/Config/*`],
      conditions: { StringEquals: { ...ofAccount, "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
  ];
}

function requireRetention(recorder: ConfigRecorder, days: number): void {
  if (Number.isInteger(days) && days >= RETENTION.min) return;
  throw new Error(
    `[${recorder.node.path}] retentionDays is ${days}; allowed are whole days from ${RETENTION.min}. Change it in the recorder's properties.`,
  );
}
