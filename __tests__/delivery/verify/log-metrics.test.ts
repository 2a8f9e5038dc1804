import type { AwsClients } from "../../../src/delivery/aws/clients";
import type { StateResource } from "../../../src/delivery/verify/checker";
import { checkers } from "../../../src/delivery/verify/checkers";
import { healthChecks } from "../../../src/delivery/verify/common-checks";
import { evaluate } from "../../../src/delivery/verify/evaluate";
import { observe } from "../../../src/delivery/verify/observe";
import type { Expectation } from "../../../src/systems/check";

const measured = { metricNamespace: "sample-dev", metricName: "ItemsCreated", metricValue: "1" };
const live = { filterName: "x", filterPattern: "item_created", metricTransformations: [measured] };
const filter: StateResource = {
  address: "aws_cloudwatch_log_metric_filter.x",
  type: "aws_cloudwatch_log_metric_filter",
  values: {
    name: "x",
    log_group_name: "/ecs/sample",
    pattern: "item_created",
    metric_transformation: [{ namespace: "sample-dev", name: "ItemsCreated", value: "1" }],
  },
};

function answering(...metricFilters: object[]): AwsClients {
  return { logs: { describeMetricFilters: () => ({ metricFilters }) } } as unknown as AwsClients;
}

/** Ids of the demands of the type that fail when AWS says this. */
async function failures(change: object): Promise<string[]> {
  const observations = await observe([filter], answering({ ...live, ...change }));
  const checks = healthChecks(observations) as Expectation[];
  return checks.filter((check) => evaluate(check, observations).status === "fail").map(({ id }) => id);
}

describe("the checker of a log's metric", () => {
  it("reads what it measures, of the filter with exactly its name", async () => {
    const others = answering({ ...live, filterName: "x-2", filterPattern: "" }, live);
    expect(await checkers.aws_cloudwatch_log_metric_filter!.read(filter, others)).toEqual({
      name: "x",
      metric: "sample-dev ItemsCreated",
      counts_as_deployed: true,
      measures_as_deployed: true,
    });
    expect(await failures({})).toEqual([]);
  });

  it("finds that it is gone", async () => {
    const [observation] = await observe([filter], answering({ ...live, filterName: "x-2" }));
    expect(observation!.live).toEqual({ is: "missing" });
  });

  it.each([
    ["one that counts other events", { filterPattern: "" }, "counts-as-deployed"],
    [
      "one that reports elsewhere",
      { metricTransformations: [{ ...measured, metricNamespace: "y" }] },
      "measures-as-deployed",
    ],
    [
      "one that reports another metric",
      { metricTransformations: [{ ...measured, metricName: "y" }] },
      "measures-as-deployed",
    ],
    ["one that adds more", { metricTransformations: [{ ...measured, metricValue: "2" }] }, "measures-as-deployed"],
    ["one that reports nothing", { metricTransformations: [] }, "measures-as-deployed"],
  ])("finds %s", async (_what, change, fact) => {
    expect(await failures(change)).toEqual([`aws-cloudwatch-log-metric-filter-${fact}`]);
  });
});
