import type { Construct } from "constructs";
import { SAMPLE_DIGITS, withDigits } from "./name-suffix";
import type { Archive, SecureBucketProps } from "./secure-bucket-props";

/** Days that S3 charges for in each Glacier class, even when an object leaves sooner. */
const MINIMUM_ARCHIVE_DAYS = 90;

/** @throws Error when name or a period is out of range, objects would expire while locked, or a copy lacks the key to read them */
export function requireValid(bucket: Construct, props: SecureBucketProps): void {
  const { expireAfterDays, oldVersionDays, objectLock, archive, crossRegionCopy, customerKey } = props;
  const name = withDigits(props.name, SAMPLE_DIGITS);
  const lockDays = objectLock.kept ? objectLock.days : undefined;
  const problem = [
    name.length > 63 && `name is "${name}" with ${name.length} characters; allowed are 3-63`,
    // No dots: they break the certificate of the bucket's host name, and with it TLS.
    !/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name) &&
      `name is "${name}"; allowed are 3-63 lower-case letters, digits and hyphens`,
    ...Object.entries({ expireAfterDays, oldVersionDays, "objectLock.days": lockDays }).map(
      ([field, days]) =>
        days !== undefined &&
        (!Number.isInteger(days) || days < 1) &&
        `${field} is ${days}; allowed are whole days from 1`,
    ),
    archive !== undefined && archiveProblem(archive, Math.min(expireAfterDays ?? Infinity, oldVersionDays)),
    expireAfterDays !== undefined &&
      lockDays !== undefined &&
      expireAfterDays < lockDays &&
      `expireAfterDays is ${expireAfterDays}; allowed is ${lockDays} (objectLock.days) or more`,
    crossRegionCopy.kept &&
      !customerKey.kept &&
      "crossRegionCopy.kept is true and customerKey.kept false; allowed are copies of buckets with a CMK",
  ].find((found) => found !== false);
  if (problem !== undefined) throw new Error(`[${bucket.node.path}] ${problem}. Change it in the bucket's properties.`);
}

/** Moving an object sooner would be paid for twice; S3 refuses to move it after it has expired. */
function archiveProblem({ glacierAfterDays, deepArchiveAfterDays }: Archive, expiry: number): string | false {
  if (expiry <= MINIMUM_ARCHIVE_DAYS)
    return `archive is set; allowed with it are oldVersionDays and expireAfterDays from ${MINIMUM_ARCHIVE_DAYS + 1}`;
  const latest = deepArchiveAfterDays === undefined ? expiry - MINIMUM_ARCHIVE_DAYS : Infinity;
  if (!isWholeWithin(glacierAfterDays, 1, latest))
    return `archive.glacierAfterDays is ${glacierAfterDays}; allowed are whole days from 1${latest < Infinity ? ` to ${latest}` : ""}`;
  const earliest = glacierAfterDays + MINIMUM_ARCHIVE_DAYS;
  return (
    deepArchiveAfterDays !== undefined &&
    !isWholeWithin(deepArchiveAfterDays, earliest, expiry - 1) &&
    `archive.deepArchiveAfterDays is ${deepArchiveAfterDays}; allowed are whole days from ${earliest} to below ${expiry}`
  );
}

function isWholeWithin(days: number, least: number, most: number): boolean {
  return Number.isInteger(days) && days >= least && days <= most;
}
