import { type Canary, block, mergeParts, plant } from "./canary";
import { distribution } from "./pages";
import { ACCOUNT, dashed } from "./shared";

const { logging_config: _older, ...withoutLog } = distribution;

/** A distribution whose log CloudWatch would deliver, with everything but the delivery. */
const delivering = (name: string) =>
  mergeParts([
    block("aws_cloudfront_distribution", name, { ...withoutLog, comment: name }),
    block("aws_cloudwatch_log_delivery_source", name, {
      name: dashed(name),
      log_type: "ACCESS_LOGS",
      resource_arn: `\${aws_cloudfront_distribution.${name}.arn}`,
    }),
    block("aws_cloudwatch_log_delivery_destination", name, {
      name: dashed(name),
      delivery_destination_configuration: {
        destination_resource_arn: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:canary`,
      },
    }),
  ]);

/** CloudFront's logs, as CloudWatch delivers them. */
export const pageLogs: readonly Canary[] = [
  ...plant({
    type: "aws_cloudwatch_log_delivery",
    at: "aws_cloudfront_distribution",
    around: delivering,
    sound: (name) => ({
      delivery_source_name: `\${aws_cloudwatch_log_delivery_source.${name}.name}`,
      delivery_destination_arn: `\${aws_cloudwatch_log_delivery_destination.${name}.arn}`,
    }),
    faults: {
      pages_whose_log_is_delivered_nowhere: {
        fault: "CloudFront whose access log no delivery takes anywhere",
        change: "absent",
        checkov: ["CKV_AWS_86"],
        tfsec: ["aws-cloudfront-enable-logging"],
      },
    },
  }),
];
