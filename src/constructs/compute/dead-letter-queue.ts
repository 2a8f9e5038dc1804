import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { EVERYBODY } from "../../platform/bucket-policy";
import { policyDocument, type PolicyStatement } from "../../platform/policy-document";
import { lifecycleOf, type Safeguard } from "../../platform/safeguard";
import { SystemStack } from "../../platform/system-stack";
import { classify } from "../../platform/tags";

/** The longest that SQS keeps a message. */
const RETENTION_SECONDS = 14 * 86_400;

export interface DeadLetterQueueProps {
  /** Unique in account and region. */
  readonly name: string;
  /** CMK whose policy admits SQS. */
  readonly keyArn: string;
  /** Kept: Terraform refuses to destroy the messages. */
  readonly protection: Safeguard;
}

/** Where messages wait, for 14 days, that a program took and could not answer: encrypted, and only by TLS. @stateful */
export class DeadLetterQueue extends Construct {
  readonly queueArn: string;
  readonly queueName: string;
  private readonly keyArn: string;

  constructor(scope: Construct, id: string, { name, keyArn, protection }: DeadLetterQueueProps) {
    super(scope, id);
    const queue = new SqsQueue(this, "Resource", {
      name,
      messageRetentionSeconds: RETENTION_SECONDS,
      kmsMasterKeyId: keyArn, // 164.312(a)(2)(iv)
      kmsDataKeyReusePeriodSeconds: 300,
      lifecycle: lifecycleOf(protection), // 164.312(c)(1)
    });
    classify(queue, "phi"); // a message is a whole request
    new SqsQueuePolicy(this, "policy", {
      queueUrl: queue.id,
      policy: policyDocument([
        {
          sid: "RefusePlainHttp", // 164.312(e)(1)
          effect: "Deny",
          principals: EVERYBODY,
          actions: ["sqs:SendMessage", "sqs:ReceiveMessage"],
          resources: [queue.arn],
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
    });
    this.queueArn = queue.arn;
    this.queueName = queue.name;
    this.keyArn = keyArn;
  }

  /** Lets a role put messages here, and nothing else. */
  permitSending(): readonly PolicyStatement[] {
    const { region } = SystemStack.of(this).settings;
    return [
      { sid: "SendDeadLetters", actions: ["sqs:SendMessage"], resources: [this.queueArn] },
      {
        sid: "EncryptDeadLetters",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [this.keyArn],
        conditions: { StringEquals: { "kms:ViaService": `sqs.${region}.amazonaws.com` } },
      },
    ];
  }
}
