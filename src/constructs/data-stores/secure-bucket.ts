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
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { acknowledgeByDesign } from "../../platform/acknowledge";
import { onlyModernTls } from "../../platform/bucket-policy";
import { policyDocument, type PolicyStatement } from "../../platform/policy-document";
import { lifecycleOf } from "../../platform/safeguard";
import { classify } from "../../platform/tags";
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
  private readonly statements: PolicyStatement[];

  /** @throws Error when name or a period is out of range, or objects would expire while they are locked */
  constructor(scope: Construct, id: string, props: SecureBucketProps) {
    super(scope, id);
    requireValid(this, props);
    this.acknowledgeUnmetControls(props);
    const bucket = this.createBucket(props);
    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.statements = [...onlyModernTls(props.name)];
    this.policy = this.closeToEverybodyElse(bucket);
    const versioning = this.keepVersions(bucket, props);
    this.lockObjects(bucket, props, versioning);
    this.logAccess(bucket, props);
    this.announceChanges(bucket);
  }

  /** Adds to the bucket's policy. Principals of the account need no statement: IAM is enough for them. */
  permit(statement: PolicyStatement): void {
    this.statements.push(statement);
  }

  private createBucket({ name, customerKey, objectLock, dataClass, protection }: SecureBucketProps): S3Bucket {
    const bucket = new S3Bucket(this, "Resource", {
      bucket: name,
      objectLockEnabled: objectLock.kept,
      forceDestroy: !protection.kept, // 164.312(c)(1)
      lifecycle: lifecycleOf(protection),
    });
    classify(bucket, dataClass);
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: bucket.id,
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
      bucket: bucket.id,
      rule: { objectOwnership: "BucketOwnerEnforced" }, // access control lists have no effect
    });
    const publicAccess = new S3BucketPublicAccessBlock(this, "public_access", {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    return new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: Lazy.stringValue({ produce: () => policyDocument(this.statements) }),
      dependsOn: [publicAccess], // S3 refuses to change both at once
    });
  }

  private keepVersions(bucket: S3Bucket, props: SecureBucketProps): S3BucketVersioningA {
    const { expireAfterDays, oldVersionDays, archive } = props;
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket: bucket.id,
      versioningConfiguration: { status: "Enabled" }, // 164.312(c)(1)
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: bucket.id,
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
  private lockObjects(bucket: S3Bucket, props: SecureBucketProps, versioning: S3BucketVersioningA): void {
    const { objectLock, protection } = props;
    if (!objectLock.kept) return;
    const retention = { mode: "GOVERNANCE", days: objectLock.days };
    new S3BucketObjectLockConfigurationA(this, "lock", {
      bucket: bucket.id,
      ...(protection.kept && { rule: { defaultRetention: retention } }), // 164.312(c)(1)
      dependsOn: [versioning],
    });
  }

  private logAccess(bucket: S3Bucket, { name, accessLogs }: SecureBucketProps): void {
    if (!accessLogs.kept) return;
    const { bucket: target } = accessLogs;
    target.acceptLogsOf(name);
    new S3BucketLoggingA(this, "logging", {
      bucket: bucket.id,
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
    new S3BucketNotification(this, "notification", { bucket: bucket.id, eventbridge: true });
  }

  private acknowledgeUnmetControls(props: SecureBucketProps): void {
    for (const setting of ["customerKey", "accessLogs", "crossRegionCopy"] as const) {
      const choice = props[setting];
      if (!choice.kept) acknowledgeByDesign(this, UNMET_CONTROLS[setting], choice.reason);
    }
  }
}

function transitions({ glacierAfterDays, deepArchiveAfterDays }: Archive) {
  return {
    transition: [
      { days: glacierAfterDays, storageClass: "GLACIER_IR" },
      { days: deepArchiveAfterDays, storageClass: "DEEP_ARCHIVE" },
    ],
    noncurrentVersionTransition: [
      { noncurrentDays: glacierAfterDays, storageClass: "GLACIER" },
      { noncurrentDays: deepArchiveAfterDays, storageClass: "DEEP_ARCHIVE" },
    ],
  };
}
