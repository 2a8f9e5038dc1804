import { tagFacts, text, type Checker } from "../checker";

export const awsCloudwatchLogGroup: Checker = {
  group: "Compliance",
  read: async (resource, { logs }) => {
    const name = text(resource, "name");
    const { logGroups = [] } = await logs.describeLogGroups({ logGroupNamePrefix: name });
    // A prefix finds neighbours too.
    const group = logGroups.find(({ logGroupName }) => logGroupName === name);
    if (!group) return undefined;
    const resourceArn = group.logGroupArn ?? text(resource, "arn");
    const { tags = {} } = await logs.listTagsForResource({ resourceArn });
    return {
      name,
      retention_in_days: group.retentionInDays,
      kms_key_id: group.kmsKeyId,
      encrypted: group.kmsKeyId !== undefined,
      ...tagFacts(Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))),
    };
  },
  healthy: [{ title: "Every log group is encrypted with a key of ours", fact: "encrypted", is: true }], // 164.312(a)(2)(iv)
};
