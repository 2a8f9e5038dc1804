import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Safeguard } from "../../platform/safeguard";
import type { DataClass } from "../../platform/tags";

/** A setting that AWS does not let every bucket have; a bucket without it says why, and the reason reaches the audit report. */
type Unless<Kept> = ({ readonly kept: true } & Kept) | { readonly kept: false; readonly reason: string };

/** A bucket into which S3 writes who asked for objects of others: `AccessLogsBucket`. */
export interface AccessLogsTarget {
  readonly bucketName: string;
  /** What lets S3 deliver: logging waits for it. */
  readonly policy: ITerraformDependable;
  /** Lets S3 deliver the access logs of the bucket `source`; each source once. */
  acceptLogsOf(source: string): void;
}

/** What copies buckets to another region: `BucketCopies`. */
export interface CopyTarget {
  /** Makes the copy of a bucket, and copies what is written there from then on; each bucket once. */
  copy(source: CopySource): void;
}

/** What a copy must know of the bucket that is copied. */
export interface CopySource {
  /** The bucket; its copy is built below it. */
  readonly bucket: Construct & { readonly bucketName: string; readonly versioning: ITerraformDependable };
  /** With which the bucket was made: its copy keeps objects as long. */
  readonly props: SecureBucketProps;
  /** CMK of the bucket. */
  readonly keyArn: string;
  /** Globally unique. */
  readonly copyName: string;
}

/** When objects move to colder storage. Each object stays at least 90 days in a class, or is paid for as if. */
export interface Archive {
  /**
   * Days until Glacier, from 1: current objects stay readable at once (Instant Retrieval), old versions after hours
   * (Flexible Retrieval).
   */
  readonly glacierAfterDays: number;
  /** Days until Deep Archive, at least 90 more: readable within 12 hours after a restore. @default never */
  readonly deepArchiveAfterDays?: number;
}

/** For buckets into which AWS delivers access logs. */
export const LOG_DELIVERY = {
  kept: false,
  reason:
    "AWS delivers access logs, of S3 and of load balancers, only to buckets with S3's own key (SSE-S3); and a log bucket that logs its own deliveries would never come to rest.",
} as const;

/** For buckets of logs, findings and packages. */
export const KEPT_IN_ITS_REGION = {
  kept: false,
  reason:
    "Records of what happens in one region, and packages made anew from source: versions and retention keep them there, another region has its own. Patients' data is backed up apart.",
} as const;

export interface SecureBucketProps {
  /** Globally unique: 3-63 lower-case letters, digits and hyphens. May hold the digits of a `NameSuffix`. */
  readonly name: string;
  /** @default the stack's region */
  readonly region?: string;
  /** The most sensitive data that an object may hold. */
  readonly dataClass: DataClass;
  /** Kept: objects are encrypted with a CMK whose policy admits S3. Otherwise with S3's own key. */
  readonly customerKey: Unless<{ readonly keyArn: string }>;
  /** Kept: S3 writes every request to the bucket into another one, below `<name>/`. */
  readonly accessLogs: Unless<{ readonly bucket: AccessLogsTarget }>;
  /**
   * Kept: while the bucket is protected, nobody overwrites or deletes a version before it is so many days old, but
   * principals with `s3:BypassGovernanceRetention`. Choose at creation: changing `kept` later replaces the bucket.
   */
  readonly objectLock: Unless<{ readonly days: number }>;
  /**
   * Kept: every new version is copied `to` another region into a bucket of this name, which needs a CMK on both sides; or
   * the bucket is itself the copy `of` another. 164.308(a)(7)(ii)(A)
   */
  readonly crossRegionCopy: Unless<{ readonly to: CopyTarget; readonly name: string } | { readonly of: string }>;
  /** Days after which an object is deleted, at least those of its lock. @default objects stay */
  readonly expireAfterDays?: number;
  /** Before `expireAfterDays`. @default objects stay in S3 Standard */
  readonly archive?: Archive;
  /** Days in which an overwritten or deleted object can be restored, from 1. */
  readonly oldVersionDays: number;
  /** Kept: neither Terraform nor `force_destroy` removes the bucket. */
  readonly protection: Safeguard;
}
