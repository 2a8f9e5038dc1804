import { tagFacts, text, type Checker } from "../checker";

/** What surrounds services: their scaling and their releases. */

export const awsAppautoscalingTarget: Checker = {
  group: "Infrastructure",
  read: async (resource, { autoscaling }) => {
    const { ScalableTargets: [target] = [] } = await autoscaling.describeScalableTargets({
      ServiceNamespace: "ecs",
      ResourceIds: [text(resource, "resource_id")],
    });
    if (!target) return undefined;
    const { Tags = {} } = await autoscaling.listTagsForResource({ ResourceARN: text(resource, "arn") });
    return {
      resource_id: target.ResourceId,
      max_capacity: target.MaxCapacity,
      planned_minimum: target.MinCapacity === resource.values.min_capacity,
      ...tagFacts(Object.entries(Tags).map(([Key, Value]) => ({ Key, Value }))),
    };
  },
  healthy: [{ title: "Every service scales from its planned minimum", fact: "planned_minimum", is: true }],
};

export const awsAppautoscalingPolicy: Checker = {
  group: "Infrastructure",
  read: async (resource, { autoscaling }) => {
    const { ScalingPolicies: [policy] = [] } = await autoscaling.describeScalingPolicies({
      ServiceNamespace: "ecs",
      ResourceId: text(resource, "resource_id"),
      PolicyNames: [text(resource, "name")],
    });
    return policy && { name: policy.PolicyName, policy_type: policy.PolicyType };
  },
};

export const awsSsmParameter: Checker = {
  group: "Infrastructure",
  read: async (resource, { ssm }) => {
    const name = text(resource, "name");
    const { Parameter: parameter } = await ssm.getParameter({ Name: name });
    const { TagList } = await ssm.listTagsForResource({ ResourceType: "Parameter", ResourceId: name });
    return parameter && { name, type: parameter.Type, ...tagFacts(TagList) };
  },
};
