import type { JsonObject } from "../../../src/delivery/hcl";
import type { LocatedAcknowledgement } from "../../../src/platform/acknowledge";
import type { ScanResult } from "../../../src/delivery/scan";
import type { Finding } from "../../../src/delivery/scan/finding";

/** A finding of a deployment `sample-dev`, with what a test says about it. */
export function finding(part: Partial<Finding> = {}): Finding {
  const address = part.address ?? "aws_s3_bucket.logs";
  return {
    deployment: "sample-dev",
    address,
    addresses: [address],
    constructPath: "storage/logs",
    rule: "s3-buckets-are-encrypted-with-kms",
    reportedAs: [{ engine: "checkov", rule: "CKV_AWS_145" }],
    severity: "HIGH",
    source: { file: "src/systems/sample/index.ts", line: 12 },
    message: "Bucket does not encrypt data with a customer managed key.",
    fix: "Give it a key.",
    ...part,
  };
}

/** An acknowledgement that silences `finding()` on 2026-12-01. */
export function acknowledgement(part: Partial<LocatedAcknowledgement> = {}): LocatedAcknowledgement {
  return {
    constructPath: "sample-dev/storage/logs",
    rule: "CKV_AWS_145",
    reason: "Load balancers deliver logs only to buckets with S3's own key.",
    owner: "platform engineering",
    expires: "2027-06-30",
    ...part,
  };
}

export function result(part: Partial<ScanResult> = {}): ScanResult {
  return {
    open: [],
    exceptions: [],
    problems: [],
    deployments: ["sample-dev"],
    date: "2026-12-01",
    sight: [{ scanner: "tfsec", version: "1.28.14", canaries: 3, resources: 10 }],
    ...part,
  };
}

/** A distribution whose access log CloudWatch delivers, as synthesized. */
export function deliveredLog(distribution: string): JsonObject {
  return {
    resource: {
      aws_cloudfront_distribution: { [distribution]: { enabled: true } },
      aws_cloudwatch_log_delivery_source: {
        log: { log_type: "ACCESS_LOGS", resource_arn: `\${aws_cloudfront_distribution.${distribution}.arn}` },
      },
      aws_cloudwatch_log_delivery: {
        log: { delivery_source_name: "${aws_cloudwatch_log_delivery_source.log.name}" },
      },
    },
  };
}
