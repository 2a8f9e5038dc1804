import { Construct } from "constructs";
import { Alarm, type AlarmProps } from "../observability/alarm";
import type { AlarmTopic } from "../observability/alarm-topic";

const DURING = { comparison: ">", periodSeconds: 300, missingData: "notBreaching" } as const; // nobody came

const ALARMS = {
  errors_high: {
    ...DURING,
    metricName: "5XXError",
    statistic: "Average", // the share of the requests
    threshold: 0.01,
    evaluationPeriods: 3,
    description:
      "More than 1 % of the requests failed for 15 minutes. The execution log says at which step; mostly it is the function: see its errors and throttles.",
  },
  latency_high: {
    ...DURING,
    metricName: "Latency",
    statistic: "p95",
    threshold: 2_000,
    evaluationPeriods: 3,
    description:
      "One request in twenty took longer than 2 seconds, for 15 minutes. X-Ray shows where the time went: start of the function, table, or network.",
  },
  refused_high: {
    ...DURING,
    metricName: "4XXError",
    statistic: "Average",
    threshold: 0.5,
    evaluationPeriods: 6,
    description:
      "Half of the requests were refused for 30 minutes: a broken client after a release, expired tokens, or somebody who tries. The access log names paths and addresses.",
  },
} as const satisfies Record<string, Partial<AlarmProps>>;

/** The alarms of a REST API's stage. 164.308(a)(6)(ii) */
export function watchApi(
  api: Construct,
  { name, stageName, topic }: { readonly name: string; readonly stageName: string; readonly topic: AlarmTopic },
): void {
  const alarms = new Construct(api, "alarms");
  for (const [id, alarm] of Object.entries(ALARMS)) {
    new Alarm(alarms, id, {
      ...alarm,
      name: `${name}-api-${id.replaceAll("_", "-")}`,
      topic,
      namespace: "AWS/ApiGateway",
      dimensions: { ApiName: name, Stage: stageName },
    });
  }
}
