import type { AuditTrailConfig } from "../../../config/audit-trail";
import type { Check } from "../../check";
import { inGroup, keyNamed, type Ungrouped } from "./grouping";

export interface Trail {
  readonly name: string;
  readonly bucket: string;
  /** Alias of the key of its log files. */
  readonly logsKey: string;
  /** Alias of the bucket's key. */
  readonly bucketKey: string;
}

/** The audit trail and the bucket of its log files. 164.312(b) */
export function trailChecks({ name, bucket, logsKey, bucketKey }: Trail): readonly Ungrouped[] {
  const trail = { type: "aws_cloudtrail", where: { name } };
  return [
    {
      id: "trail-logging",
      title: `CloudTrail trail ${name} is logging`,
      of: trail,
      demand: { fact: "enable_logging", is: true },
    },
    {
      id: "trail-key",
      title: "Audit trail is encrypted with the logs key",
      of: trail,
      demand: { fact: "kms_key_id", sameAs: keyNamed(logsKey) },
    },
    {
      id: "trail-bucket-key",
      title: "Bucket of the audit trail is encrypted with the s3 key",
      of: { type: "aws_s3_bucket", where: { bucket: bucket } },
      demand: { fact: "kms_master_key_id", sameAs: keyNamed(bucketKey) },
    },
  ];
}

/** A trail that another deployment of the account may have. */
export interface SharedTrail extends Pick<Trail, "name" | "logsKey"> {
  /** What the system calls the key. */
  readonly keyUse: string;
}

/** The trail, or who has it. 164.312(b) */
export function auditTrailChecks(trail: AuditTrailConfig, { name, logsKey, keyUse }: SharedTrail): readonly Check[] {
  if (!trail.own) {
    return [
      {
        id: "trail",
        group: "Compliance",
        title: `Calls of the AWS API are recorded by the trail of ${trail.coveredBy}`,
        manual: `npx estate verify ${trail.coveredBy}`,
      },
    ];
  }
  const of = { type: "aws_cloudtrail", where: { name } };
  return inGroup("Compliance", [
    {
      id: "trail-logging",
      title: `CloudTrail trail ${name} is logging`,
      of,
      demand: { fact: "enable_logging", is: true },
    },
    {
      id: "trail-key",
      title: `Audit trail is encrypted with the ${keyUse} key`,
      of,
      demand: { fact: "kms_key_id", sameAs: keyNamed(logsKey) },
    },
  ]);
}
