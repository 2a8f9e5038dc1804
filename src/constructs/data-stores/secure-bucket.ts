import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Lazy, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { acknowledgeByDesign } from "../../platform/acknowledge";
import { onlyModernTls } from "../../platform/bucket-policy";
import { policyDocument, type PolicyStatement } from "../../platform/policy-document";
import { lifecycleOf } from "../../platform/safeguard";
import { SystemStack } from "../../platform/system-stack";
import { classify } from "../../platform/tags";
import type { ProtectedBucket } from "../recovery/protected-resource";
import type { Archive, SecureBucketProps } from "./secure-bucket-props";
import { requireValid } from "./secure-bucket-validation";

/** Parts of an upload that was never finished cost money and are nobody's object. */
const UNFINISHED_UPLOAD_DAYS = 7;

/** The control that a bucket without the setting does not meet. */
const UNMET_CONTROLS = {
  customerKey: "s3-buckets-are-encrypted-with-kms",
  accessLogs: "s3-buckets-write-access-logs",
  crossRegionCopy: "s3-buckets-are-replicated",
} as const;

/** A private, encrypted bucket that keeps old versions, answers only over TLS, and admits only whom it permits. @stateful */
export class SecureBucket extends Construct {
  readonly bucketName: string;
  readonly bucketArn: string;
  /** A service that writes here depends on it: many test their permission when they are set up. */
  readonly policy: S3BucketPolicy;
  /** Copying to another region waits for it. */
  readonly versioning: S3BucketVersioningA;
  private readonly statements: PolicyStatement[];
  /** undefined in the stack's own region. */
  private readonly provider: TerraformProvider | undefined;

  /** @throws Error when name or a period is out of range, objects would expire while locked, or a copy lacks the key to read them */
  constructor(scope: Construct, id: string, props: SecureBucketProps) {
    super(scope, id);
    requireValid(this, props);
    this.acknowledgeUnmetControls(props);
    const stack = SystemStack.of(this);
    this.provider = stack.providerIn(props.region ?? stack.settings.region);
    const bucket = this.createBucket(props);
    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.statements = [...onlyModernTls(props.name)];
    this.policy = this.closeToEverybodyElse(bucket);
    this.versioning = this.keepVersions(bucket, props);
    this.lockObjects(bucket, props);
    this.logAccess(bucket, props);
    this.announceChanges(bucket);
    this.copyToOtherRegion(props);
  }

  /** What AWS Backup protects. */
  get protectedResource(): ProtectedBucket {
    return { type: "S3", arn: this.bucketArn };
  }

  /** Adds to the bucket's policy. Principals of the account need no statement: IAM is enough for them. */
  permit(statement: PolicyStatement): void {
    this.statements.push(statement);
  }

  private createBucket({ name, customerKey, objectLock, dataClass, protection }: SecureBucketProps): S3Bucket {
    const bucket = new S3Bucket(this, "Resource", {
      provider: this.provider,
      bucket: name,
      objectLockEnabled: objectLock.kept,
      forceDestroy: !protection.kept, // 164.312(c)(1)
      lifecycle: lifecycleOf(protection),
    });
    classify(bucket, dataClass);
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      ...this.settingOf(bucket),
      rule: [
        customerKey.kept // 164.312(a)(2)(iv)
          ? {
              applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: customerKey.keyArn },
              bucketKeyEnabled: true, // one call of KMS for many objects
            }
          : { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
      ],
    });
    return bucket;
  }

  /** 164.312(a)(1) */
  private closeToEverybodyElse(bucket: S3Bucket): S3BucketPolicy {
    new S3BucketOwnershipControls(this, "ownership", {
      ...this.settingOf(bucket),
      rule: { objectOwnership: "BucketOwnerEnforced" }, // access control lists have no effect
    });
    const publicAccess = new S3BucketPublicAccessBlock(this, "public_access", {
      ...this.settingOf(bucket),
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    return new S3BucketPolicy(this, "policy", {
      ...this.settingOf(bucket),
      policy: Lazy.stringValue({ produce: () => policyDocument(this.statements) }),
      dependsOn: [publicAccess], // S3 refuses to change both at once
    });
  }

  private keepVersions(bucket: S3Bucket, props: SecureBucketProps): S3BucketVersioningA {
    const { expireAfterDays, oldVersionDays, archive } = props;
    const versioning = new S3BucketVersioningA(this, "versioning", {
      ...this.settingOf(bucket),
      versioningConfiguration: { status: "Enabled" }, // 164.312(c)(1)
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      ...this.settingOf(bucket),
      rule: [
        {
          id: "retention",
          status: "Enabled",
          filter: [{ prefix: "" }],
          ...(archive && transitions(archive)),
          ...(expireAfterDays !== undefined && { expiration: [{ days: expireAfterDays }] }), // 164.316(b)(2)(i)
          noncurrentVersionExpiration: [{ noncurrentDays: oldVersionDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: UNFINISHED_UPLOAD_DAYS }],
        },
      ],
      dependsOn: [versioning],
    });
    return versioning;
  }

  /** Governance, not compliance: a lock that not even the account's owner can lift would outlive a mistake by years. */
  private lockObjects(bucket: S3Bucket, props: SecureBucketProps): void {
    const { objectLock, protection } = props;
    if (!objectLock.kept) return;
    const retention = { mode: "GOVERNANCE", days: objectLock.days };
    new S3BucketObjectLockConfigurationA(this, "lock", {
      ...this.settingOf(bucket),
      ...(protection.kept && { rule: { defaultRetention: retention } }), // 164.312(c)(1)
      dependsOn: [this.versioning],
    });
  }

  private logAccess(bucket: S3Bucket, { name, accessLogs }: SecureBucketProps): void {
    if (!accessLogs.kept) return;
    const { bucket: target } = accessLogs;
    target.acceptLogsOf(name);
    new S3BucketLoggingA(this, "logging", {
      ...this.settingOf(bucket),
      targetBucket: target.bucketName,
      targetPrefix: `${name}/`,
      dependsOn: [target.policy], // 164.312(b)
    });
  }

  /**
   * To EventBridge alone, where a rule may react to a new or deleted object without a change here. AWS charges these events
   * by the million; where no rule wants them they end there. 164.312(b)
   */
  private announceChanges(bucket: S3Bucket): void {
    new S3BucketNotification(this, "notification", { ...this.settingOf(bucket), eventbridge: true });
  }

  private copyToOtherRegion(props: SecureBucketProps): void {
    const { crossRegionCopy, customerKey } = props;
    if (!crossRegionCopy.kept || "of" in crossRegionCopy || !customerKey.kept) return;
    const { to, name: copyName } = crossRegionCopy;
    to.copy({ bucket: this, props, keyArn: customerKey.keyArn, copyName });
  }

  /** What every setting of the bucket begins with. */
  private settingOf(bucket: S3Bucket) {
    return { provider: this.provider, bucket: bucket.id };
  }

  private acknowledgeUnmetControls(props: SecureBucketProps): void {
    for (const setting of ["customerKey", "accessLogs", "crossRegionCopy"] as const) {
      const choice = props[setting];
      if (!choice.kept) acknowledgeByDesign(this, UNMET_CONTROLS[setting], choice.reason);
    }
  }
}

function transitions({ glacierAfterDays, deepArchiveAfterDays }: Archive) {
  const deep = { storageClass: "DEEP_ARCHIVE" };
  return {
    transition: [
      { days: glacierAfterDays, storageClass: "GLACIER_IR" },
      ...(deepArchiveAfterDays === undefined ? [] : [{ ...deep, days: deepArchiveAfterDays }]),
    ],
    noncurrentVersionTransition: [
      { noncurrentDays: glacierAfterDays, storageClass: "GLACIER" },
      ...(deepArchiveAfterDays === undefined ? [] : [{ ...deep, noncurrentDays: deepArchiveAfterDays }]),
    ],
  };
}
