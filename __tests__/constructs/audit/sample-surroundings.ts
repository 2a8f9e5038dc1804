import type { Safeguard } from "../../../src/platform/safeguard";
import type { SystemStack } from "../../../src/platform/system-stack";
import { AccessLogsBucket } from "../../../src/constructs/data-stores/access-logs-bucket";

export const keyArn = "arn:aws:kms:us-east-1:123456789012:key/s3";
export const keptProtection: Safeguard = { kept: true };

/** What every bucket of the audit constructs needs. */
export function surroundings(stack: SystemStack, protection: Safeguard) {
  const accessLogs = new AccessLogsBucket(stack, "access_logs", {
    name: "sample-dev-access-logs",
    retentionDays: 2557,
    protection,
  });
  return { name: "sample-dev", accessLogs, keyArn, retentionDays: 2557, protection };
}
