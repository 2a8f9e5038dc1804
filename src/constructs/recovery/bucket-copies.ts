import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import { Construct } from "constructs";
import type { Safeguard } from "../../platform/safeguard";
import { SystemStack } from "../../platform/system-stack";
import { AccessLogsBucket, type AccessLogsBucketProps } from "../data-stores/access-logs-bucket";
import { SecureBucket } from "../data-stores/secure-bucket";
import type { CopySource, CopyTarget } from "../data-stores/secure-bucket-props";
import type { AlarmTopic } from "../observability/alarm-topic";
import { EncryptionKey, type EncryptionKeyProps } from "../security/encryption-key";
import { by, through } from "../security/key-policy";
import type { ServicePrincipal } from "../security/key-principals";
import { BucketCopyAlarms } from "./bucket-copy-alarms";
import { BucketCopyRole } from "./bucket-copy-role";

/** Within which S3 promises to have copied 99.9 % of the objects; it promises no other time. */
const MINUTES = 15;

/** In the alarms too: metrics are counted by rule. */
const RULE = "copy";

export interface BucketCopiesProps {
  /** Start of the names of role and alarms, such as `omni-portal-production`. */
  readonly name: string;
  /** Where the copies are; another than the stack's. */
  readonly region: string;
  /** CMK of all copies, in their region. */
  readonly key: Pick<EncryptionKeyProps, "aliasName" | "rotationPeriodDays" | "deletionWindowDays">;
  /** Services that read the copies themselves. @default none */
  readonly readers?: readonly ServicePrincipal[];
  /** Where S3 logs who asks for the copies, in their region. */
  readonly accessLogs: Pick<AccessLogsBucketProps, "name" | "retentionDays">;
  /** Of key and log bucket; each copy is protected as the bucket that is copied. */
  readonly protection: Safeguard;
}

/**
 * Copies of a system's buckets in another region, under a key of that region: by one role, within 15 minutes, deletions
 * too; overwritten and deleted objects stay there as old versions. A bucket is copied by its property `crossRegionCopy`.
 * 164.308(a)(7)(ii)(A) @stateful
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html
 */
export class BucketCopies extends Construct implements CopyTarget {
  readonly region: string;
  readonly key: EncryptionKey;
  private readonly accessLogs: AccessLogsBucket;
  private readonly role: BucketCopyRole;
  private readonly name: string;
  private readonly copied: { readonly source: CopySource["bucket"]; readonly copy: SecureBucket }[] = [];
  private topic?: AlarmTopic;

  /** @throws Error when the region is the stack's own; SynthesisError when no bucket is copied */
  constructor(scope: Construct, id: string, props: BucketCopiesProps) {
    super(scope, id);
    requireOtherRegion(this, props.region);
    const { region, protection } = props;
    this.name = props.name;
    this.region = region;
    this.key = new EncryptionKey(this, "key", {
      ...props.key,
      region,
      description: `Copies of the buckets of ${props.name}`,
      uses: [through("s3"), ...(props.readers ?? []).map(by)],
      protection,
    });
    this.accessLogs = new AccessLogsBucket(this, "access_logs", { ...props.accessLogs, region, protection });
    this.role = new BucketCopyRole(this, "role", {
      name: `${props.name}-s3-replication`,
      region,
      keyArn: this.key.keyArn,
    });
  }

  /** Makes the copy of a bucket, and copies what is written there from then on. `SecureBucket` calls it for itself. */
  copy({ bucket, props, keyArn, copyName }: CopySource): void {
    const copy = new SecureBucket(bucket, "copy", {
      ...props,
      name: copyName,
      region: this.region,
      customerKey: { kept: true, keyArn: this.key.keyArn },
      accessLogs: { kept: true, bucket: this.accessLogs },
      crossRegionCopy: { kept: true, of: props.name },
    });
    const rights = this.role.permit({ source: props.name, keyArn, copy: copyName, locked: props.objectLock.kept });
    new S3BucketReplicationConfigurationA(bucket, "replication", {
      bucket: bucket.bucketName,
      role: this.role.roleArn,
      rule: [this.ruleTo(copy)],
      dependsOn: [bucket.versioning, copy.versioning, rights], // S3 copies only between buckets with versions
    });
    this.copied.push({ source: bucket, copy });
    if (this.topic) this.alarm(this.topic, bucket, copy);
  }

  /** The copy of a bucket. @throws Error when it is not copied */
  copyOf(bucket: SecureBucket): SecureBucket {
    const found = this.copied.find(({ source }) => source === bucket);
    if (found) return found.copy;
    throw new Error(`[${this.node.path}] ${bucket.node.path} is not copied. Set its crossRegionCopy to these copies.`);
  }

  /** Tells the topic of objects that were not copied, or not in time; of buckets that are copied later too. */
  watch(topic: AlarmTopic): void {
    this.topic = topic;
    for (const { source, copy } of this.copied) this.alarm(topic, source, copy);
  }

  private ruleTo(copy: SecureBucket) {
    const on = { status: "Enabled" };
    return {
      ...on,
      id: RULE,
      priority: 1,
      filter: { prefix: "" }, // every object; and the second version of rules, which knows delete markers
      deleteMarkerReplication: on,
      sourceSelectionCriteria: { sseKmsEncryptedObjects: on }, // without it S3 passes them over
      destination: {
        bucket: copy.bucketArn,
        encryptionConfiguration: { replicaKmsKeyId: this.key.keyArn }, // 164.312(a)(2)(iv)
        replicationTime: { ...on, time: { minutes: MINUTES } },
        metrics: { ...on, eventThreshold: { minutes: MINUTES } },
      },
    };
  }

  private alarm(topic: AlarmTopic, source: CopySource["bucket"], copy: SecureBucket): void {
    new BucketCopyAlarms(source, "copy_alarms", {
      name: `${this.name}-${source.node.id.replaceAll("_", "-")}`,
      source: source.bucketName,
      copy: copy.bucketName,
      rule: RULE,
      latestMinutes: MINUTES,
      topic,
    });
  }
}

function requireOtherRegion(copies: BucketCopies, region: string): void {
  if (region !== SystemStack.of(copies).settings.region) return;
  throw new Error(
    `[${copies.node.path}] region is "${region}", the stack's own; allowed are other regions. Choose one that a failure ` +
      "of this region leaves alone, such as us-west-2.",
  );
}
