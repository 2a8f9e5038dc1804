import { tagFacts, text, type Checker } from "../checker";

export const awsLbTargetGroup: Checker = {
  group: "Infrastructure",
  read: async (resource, { elb }) => {
    const arn = text(resource, "arn");
    const [{ TargetGroups: [group] = [] }, { TagDescriptions: [tags] = [] }] = await Promise.all([
      elb.describeTargetGroups({ TargetGroupArns: [arn] }),
      elb.describeTags({ ResourceArns: [arn] }),
    ]);
    return (
      group && {
        name: group.TargetGroupName,
        port: group.Port,
        protocol: group.Protocol,
        target_type: group.TargetType,
        health_check_path: group.HealthCheckPath,
        health_check_interval: group.HealthCheckIntervalSeconds,
        health_check: `${group.HealthCheckPath} every ${group.HealthCheckIntervalSeconds} s, healthy after ${group.HealthyThresholdCount}, unhealthy after ${group.UnhealthyThresholdCount}`,
        ...tagFacts(tags?.Tags),
      }
    );
  },
};
