import { tagMapFacts, text, type Checker } from "../checker";
import { keyArn } from "../key-arn";
import { refusesPlainHttp } from "../plain-http";

export const awsSqsQueue: Checker = {
  group: "Security",
  read: async (resource, { sqs, kms }) => {
    const QueueUrl = text(resource, "url");
    const [{ Attributes: queue = {} }, { Tags }] = await Promise.all([
      sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] }),
      sqs.listQueueTags({ QueueUrl }),
    ]);
    const key = await keyArn(kms, queue.KmsMasterKeyId);
    const { kms_master_key_id: planned = "", message_retention_seconds: retention } = resource.values;
    return {
      name: queue.QueueArn?.split(":").at(-1),
      kms_master_key_id: key,
      planned_key: (key ?? "") === planned,
      planned_retention: queue.MessageRetentionPeriod === String(retention),
      tls_only: refusesPlainHttp(queue.Policy, ["sqs:SendMessage", "sqs:ReceiveMessage"]),
      ...tagMapFacts(Tags),
    };
  },
  healthy: [
    { title: "Every queue is encrypted with the planned key", fact: "planned_key", is: true }, // 164.312(a)(2)(iv)
    { title: "Every queue keeps messages as long as planned", fact: "planned_retention", is: true }, // 164.312(c)(1)
    { title: "Every queue answers only over TLS", fact: "tls_only", is: true }, // 164.312(e)(1)
  ],
};
