import { tagFacts, text, type Checker } from "../checker";

export const awsCloudwatchMetricAlarm: Checker = {
  group: "Infrastructure",
  read: async (resource, { cloudwatch }) => {
    const name = text(resource, "alarm_name");
    const { MetricAlarms: [alarm] = [] } = await cloudwatch.describeAlarms({ AlarmNames: [name] });
    if (!alarm) return undefined;
    const { Tags } = await cloudwatch.listTagsForResource({ ResourceARN: alarm.AlarmArn });
    return {
      alarm_name: alarm.AlarmName,
      namespace: alarm.Namespace,
      metric_name: alarm.MetricName,
      threshold: alarm.Threshold,
      actions_enabled: alarm.ActionsEnabled,
      has_action: (alarm.AlarmActions ?? []).length > 0,
      ...tagFacts(Tags),
    };
  },
  healthy: [
    { title: "Every alarm has an action", fact: "has_action", is: true }, // 164.308(a)(6)(ii)
    { title: "Every alarm's actions are enabled", fact: "actions_enabled", is: true },
  ],
};
