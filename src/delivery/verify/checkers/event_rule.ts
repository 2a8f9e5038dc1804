import { tagFacts, text, type Checker } from "../checker";

/** EventBridge rules and where they send. */

export const awsCloudwatchEventRule: Checker = {
  group: "Security",
  read: async (resource, { events }) => {
    const rule = await events.describeRule({ Name: text(resource, "name") });
    const { Tags } = await events.listTagsForResource({ ResourceARN: rule.Arn });
    return { state: rule.State, ...tagFacts(Tags) };
  },
  healthy: [{ title: "Every event rule is enabled", fact: "state", is: "ENABLED" }],
};

export const awsCloudwatchEventTarget: Checker = {
  group: "Security",
  read: async (resource, { events }) => {
    const { Targets = [] } = await events.listTargetsByRule({ Rule: text(resource, "rule") });
    const target = Targets.find(({ Id }) => Id === resource.values.target_id);
    return target && { arn: target.Arn };
  },
};
