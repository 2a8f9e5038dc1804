import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination";
import { CloudwatchLogDeliverySource } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-source";
import type { Construct } from "constructs";
import { EncryptedLogGroup } from "../observability/encrypted-log-group";
import type { DistributionProps } from "./distribution-props";

/** All that CloudFront knows of a request but `cs(Cookie)`: cookies may carry credentials. */
const FIELDS = [
  "date",
  "time",
  "x-edge-location",
  "sc-bytes",
  "c-ip",
  "cs-method",
  "cs(Host)",
  "cs-uri-stem",
  "sc-status",
  "cs(Referer)",
  "cs(User-Agent)",
  "cs-uri-query",
  "x-edge-result-type",
  "x-edge-request-id",
  "x-host-header",
  "cs-protocol",
  "cs-bytes",
  "time-taken",
  "x-forwarded-for",
  "ssl-protocol",
  "ssl-cipher",
  "x-edge-response-result-type",
  "cs-protocol-version",
  "fle-status",
  "fle-encrypted-fields",
  "c-port",
  "time-to-first-byte",
  "x-edge-detailed-result-type",
  "sc-content-type",
  "sc-content-len",
  "sc-range-start",
  "sc-range-end",
];

/**
 * Access logs by CloudWatch's delivery, into an encrypted log group. The older way writes into a bucket whose access
 * control lists are on, without our key. 164.312(b)
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export function logRequests(
  scope: Construct,
  distributionArn: string,
  { name, logs, protection }: Pick<DistributionProps, "name" | "logs" | "protection">,
): void {
  const { logGroupArn } = new EncryptedLogGroup(scope, "logs", {
    name: logs.logGroupName,
    retentionDays: logs.retentionDays,
    keyArn: logs.keyArn,
    dataClass: "phi", // addresses and paths of patients' requests
    protection,
  });
  const source = new CloudwatchLogDeliverySource(scope, "log_source", {
    name: `${name}-cloudfront`,
    logType: "ACCESS_LOGS",
    resourceArn: distributionArn,
  });
  const destination = new CloudwatchLogDeliveryDestination(scope, "log_destination", {
    name: `${name}-cloudfront`,
    outputFormat: "json",
    deliveryDestinationConfiguration: [{ destinationResourceArn: logGroupArn }],
  });
  new CloudwatchLogDelivery(scope, "log_delivery", {
    deliverySourceName: source.name,
    deliveryDestinationArn: destination.arn,
    recordFields: FIELDS,
  });
}
