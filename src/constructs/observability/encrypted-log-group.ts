import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import type { PolicyStatement } from "../../platform/policy-document";
import { lifecycleOf, type Safeguard } from "../../platform/safeguard";
import { classify, type DataClass } from "../../platform/tags";

/** The periods that CloudWatch Logs accepts. `0`, for ever, is left out on purpose. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export interface EncryptedLogGroupProps {
  /** Such as `/aws/vpc/omnirapeutic-production-flow-logs`. */
  readonly name: string;
  /** Days after which events are deleted: one of the steps that CloudWatch Logs accepts, 1-3653. */
  readonly retentionDays: number;
  /** CMK whose policy admits CloudWatch Logs. */
  readonly keyArn: string;
  /** The most sensitive data that an event may hold. */
  readonly dataClass: DataClass;
  /** Kept: Terraform refuses to destroy the logs. */
  readonly protection: Safeguard;
}

/** Who writes to a log group, as far as IAM must know. */
export interface LogWriter {
  /** The streams that it makes, by the start of their names and `*`. */
  readonly streams: string;
  /** Whether it looks which streams there are before it writes. @default false */
  readonly listsThem?: boolean;
}

/** A log group that is always encrypted with a customer managed key and never keeps events for ever. @stateful */
export class EncryptedLogGroup extends Construct {
  readonly logGroupName: string;
  readonly logGroupArn: string;

  /** @throws Error when CloudWatch Logs does not know the retention period */
  constructor(scope: Construct, id: string, props: EncryptedLogGroupProps) {
    super(scope, id);
    if (!RETENTION_DAYS.includes(props.retentionDays)) {
      throw new Error(
        `[${this.node.path}] retentionDays is ${props.retentionDays}; CloudWatch Logs accepts ${RETENTION_DAYS.join(", ")}. ` +
          "Take the next longer period.",
      );
    }
    const logGroup = new CloudwatchLogGroup(this, "Resource", {
      name: props.name,
      retentionInDays: props.retentionDays, // 164.316(b)(2)(i)
      kmsKeyId: props.keyArn, // 164.312(a)(2)(iv)
      lifecycle: lifecycleOf(props.protection), // 164.312(c)(1)
    });
    classify(logGroup, props.dataClass);
    this.logGroupName = logGroup.name;
    this.logGroupArn = logGroup.arn;
  }

  /**
   * Lets a role write here and nowhere else. Writers end the names of their streams at will, so that IAM can name only how
   * they begin. Statement ids: one log group a policy.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
   */
  permitWriting({ streams, listsThem = false }: LogWriter): readonly PolicyStatement[] {
    return [
      {
        sid: "WriteOwnLogs",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [`${this.logGroupArn}:log-stream:${streams}`],
      },
      ...(listsThem ? [this.listing()] : []),
    ];
  }

  /** CloudWatch Logs takes the group's streams as the resource, although its reference names the group. */
  private listing(): PolicyStatement {
    const resources = [this.logGroupArn, `${this.logGroupArn}:*`];
    return { sid: "ListOwnLogStreams", actions: ["logs:DescribeLogStreams"], resources };
  }
}
