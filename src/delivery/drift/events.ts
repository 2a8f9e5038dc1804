import type { Event } from "@aws-sdk/client-cloudtrail";

/** Who probably caused drift: whoever wrote to the resource last. */
export type Author =
  | {
      readonly known: true;
      /** ARN of the identity; the name of the AWS service that acted by itself. */
      readonly who: string;
      /** Such as `PutRetentionPolicy`. */
      readonly call: string;
      /** ISO 8601, UTC. */
      readonly at: string;
      /** IP address, or AWS's service; empty where the event names none. */
      readonly from: string;
    }
  | { readonly known: false; readonly reason: string };

/** The parts of CloudTrail's own record that are read. */
interface TrailRecord {
  readonly userAgent?: string;
  readonly sourceIPAddress?: string;
  readonly errorCode?: string;
  readonly userIdentity?: { readonly arn?: string; readonly invokedBy?: string; readonly type?: string };
}

/** Deploys are not drift: what Terraform writes is in its state. */
const OURS = /terraform/i;

/** Who records what is done to a type: the beginning of the type, and the service's name at CloudTrail. The first fits. */
const SERVICES: readonly (readonly [string, string])[] = [
  ["aws_acm", "acm"],
  ["aws_api_gateway", "apigateway"],
  ["aws_appautoscaling", "autoscaling"],
  ["aws_backup", "backup"],
  ["aws_budgets", "budgets"],
  ["aws_cloudfront", "cloudfront"],
  ["aws_cloudtrail", "cloudtrail"],
  ["aws_cloudwatch_event", "events"],
  ["aws_cloudwatch_log", "logs"],
  ["aws_cloudwatch_query", "logs"],
  ["aws_cloudwatch", "monitoring"],
  ["aws_codedeploy", "codedeploy"],
  ["aws_cognito", "cognito-idp"],
  ["aws_config", "config"],
  ["aws_db", "rds"],
  ["aws_dynamodb", "dynamodb"],
  ["aws_ecr", "ecr"],
  ["aws_ecs", "ecs"],
  ["aws_elasticache", "elasticache"],
  ["aws_guardduty", "guardduty"],
  ["aws_iam", "iam"],
  ["aws_kms", "kms"],
  ["aws_lambda", "lambda"],
  ["aws_lb", "elasticloadbalancing"],
  ["aws_rds", "rds"],
  ["aws_route53", "route53"],
  ["aws_s3", "s3"],
  ["aws_secretsmanager", "secretsmanager"],
  ["aws_securityhub", "securityhub"],
  ["aws_sns", "sns"],
  ["aws_sqs", "sqs"],
  ["aws_ssm", "ssm"],
  ["aws_wafv2", "wafv2"],
  ["aws_", "ec2"],
];

/** Words of the types beside a bucket that no call of S3 is named by. */
const SILENT = new Set(["configuration", "server", "side", "block", "controls"]);

/** Whether a call is about that type, where many types share a bucket's name: `PutBucketLogging` changes no encryption. */
function isAbout(type: string, { EventName = "" }: Event): boolean {
  const [, words = ""] = /^aws_s3_bucket_(.+)$/.exec(type) ?? [];
  return words.split("_").some((word) => word && !SILENT.has(word) && EventName.toLowerCase().includes(word));
}

/**
 * The newest write to a resource of that type that succeeded and that Terraform did not make. Pure.
 * @returns undefined when there is none
 */
export function authorIn(type: string, events: readonly Event[]): Author | undefined {
  const [, service = ""] = SERVICES.find(([prefix]) => type.startsWith(prefix)) ?? [];
  const written = events
    .filter(({ ReadOnly, EventSource = "" }) => ReadOnly !== "true" && EventSource.startsWith(`${service}.`))
    .map((event) => ({ event, record: recordOf(event) }))
    .filter(({ record }) => record.errorCode === undefined && !OURS.test(record.userAgent ?? ""))
    .sort((a, b) => timeOf(b.event) - timeOf(a.event));
  const named = written.find(({ event }) => isAbout(type, event));
  const { event, record } = named ?? written[0] ?? {};
  if (!event || !record) return undefined;
  const { arn, invokedBy, type: kind } = record.userIdentity ?? {};
  return {
    known: true,
    who: arn ?? invokedBy ?? event.Username ?? kind ?? "an identity that the event does not name",
    call: event.EventName ?? "a call that the event does not name",
    at: new Date(timeOf(event)).toISOString(),
    from: record.sourceIPAddress ?? "",
  };
}

function timeOf({ EventTime }: Event): number {
  return EventTime?.getTime() ?? 0;
}

/** CloudTrail's record is JSON in a text; one that cannot be read tells nothing. */
function recordOf({ CloudTrailEvent: text = "{}" }: Event): TrailRecord {
  try {
    return JSON.parse(text) as TrailRecord;
  } catch {
    return {};
  }
}
