import { httpsSubscriptions } from "../../alarms/subscriptions";
import { tagFacts, text, type Checker } from "../checker";
import { keyArn } from "../key-arn";

export const awsSnsTopic: Checker = {
  group: "Security",
  read: async (resource, { sns, kms }) => {
    const arn = text(resource, "arn");
    const [{ Attributes: topic = {} }, { Tags }, subscriptions] = await Promise.all([
      sns.getTopicAttributes({ TopicArn: arn }),
      sns.listTagsForResource({ ResourceArn: arn }),
      httpsSubscriptions(sns, arn),
    ]);
    const key = topic.KmsMasterKeyId;
    const confirmed = subscriptions.filter((subscription) => subscription.arn !== undefined);
    return {
      name: arn.split(":").at(-1),
      https_endpoints: confirmed.map(({ host }) => host), // the rest of a URL is a key
      kms_master_key_id: await keyArn(kms, key),
      // AWS's own key for SNS admits no other service, so that alarms could not publish.
      customer_key: key !== undefined && !key.includes("alias/aws/"),
      ...tagFacts(Tags),
    };
  },
  healthy: [{ title: "Every topic is encrypted with a key of ours", fact: "customer_key", is: true }], // 164.312(a)(2)(iv)
};
