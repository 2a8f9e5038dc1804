import type { Construct } from "constructs";
import type { Archive, SecureBucketProps } from "./secure-bucket-props";

/** Days that S3 charges for in each Glacier class, even when an object leaves sooner. */
const MINIMUM_ARCHIVE_DAYS = 90;

/** @throws Error when name or a period is out of range, or objects would expire while they are locked */
export function requireValid(bucket: Construct, props: SecureBucketProps): void {
  const { name, expireAfterDays, oldVersionDays, objectLock, archive } = props;
  const lockDays = objectLock.kept ? objectLock.days : undefined;
  const problem = [
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
  ].find((found) => found !== false);
  if (problem !== undefined) throw new Error(`[${bucket.node.path}] ${problem}. Change it in the bucket's properties.`);
}

/** Moving an object sooner would be paid for twice; S3 refuses to move it after it has expired. */
function archiveProblem({ glacierAfterDays, deepArchiveAfterDays }: Archive, expiry: number): string | false {
  if (!Number.isInteger(glacierAfterDays) || glacierAfterDays < 1)
    return `archive.glacierAfterDays is ${glacierAfterDays}; allowed are whole days from 1`;
  const earliest = glacierAfterDays + MINIMUM_ARCHIVE_DAYS;
  const fits =
    Number.isInteger(deepArchiveAfterDays) && deepArchiveAfterDays >= earliest && deepArchiveAfterDays < expiry;
  return (
    !fits &&
    `archive.deepArchiveAfterDays is ${deepArchiveAfterDays}; allowed are whole days from ${earliest} to below ${expiry}`
  );
}
