import type { RedisCacheProps } from "../../../src/constructs/data-stores/redis-props";
import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import type { Block } from "../../support/synthesize";
import { synthesizeRedis } from "./sample-redis";

const TYPE = "aws_cloudwatch_metric_alarm";

function alarms(props: Partial<RedisCacheProps> = {}): { readonly [id: string]: Block } {
  return synthesizeRedis(props, (cache, stack) => {
    cache.watch(new AlarmTopic(stack, "alarms", { name: "sample-dev-alarms", keyArn: "arn:key", subscribers: [] }));
  }).every(TYPE);
}

describe("the alarms of a RedisCache", () => {
  const all = alarms();

  it.each(["001", "002"])("are five for node %s, named after cache and node", (node) => {
    const ofNode = Object.entries(all).filter(([id]) => id.includes(`_${node}_`));
    expect(Object.fromEntries(ofNode.map(([id, alarm]) => [id, alarm.alarm_name as string]))).toEqual({
      [`redis_alarms_${node}_engine_cpu_high`]: `sample-dev-redis-${node}-engine-cpu-high`,
      [`redis_alarms_${node}_cpu_high`]: `sample-dev-redis-${node}-cpu-high`,
      [`redis_alarms_${node}_memory_high`]: `sample-dev-redis-${node}-memory-high`,
      [`redis_alarms_${node}_evictions`]: `sample-dev-redis-${node}-evictions`,
      [`redis_alarms_${node}_lag_high`]: `sample-dev-redis-${node}-lag-high`,
    });
    for (const [, { dimensions }] of ofNode) {
      expect(dimensions).toEqual({
        CacheClusterId: `\${aws_elasticache_replication_group.redis.replication_group_id}-${node}`,
      });
    }
  });

  it("are of no other node", () => {
    expect(Object.keys(all)).toHaveLength(10);
  });

  it("watch metrics of ElastiCache and send every change to the topic", () => {
    for (const alarm of Object.values(all)) {
      expect(alarm).toMatchObject({
        namespace: "AWS/ElastiCache",
        alarm_actions: ["${aws_sns_topic.alarms.arn}"],
        ok_actions: ["${aws_sns_topic.alarms.arn}"],
        insufficient_data_actions: ["${aws_sns_topic.alarms.arn}"],
      });
    }
  });

  it.each([
    ["engine_cpu_high", "EngineCPUUtilization", "Average", "GreaterThanOrEqualToThreshold", 80],
    ["cpu_high", "CPUUtilization", "Average", "GreaterThanOrEqualToThreshold", 80],
    ["memory_high", "DatabaseMemoryUsagePercentage", "Average", "GreaterThanOrEqualToThreshold", 80],
    ["evictions", "Evictions", "Sum", "GreaterThanThreshold", 0],
    ["lag_high", "ReplicationLag", "Average", "GreaterThanOrEqualToThreshold", 10],
  ])(
    "include %s: %s, %s, %s %d for 15 minutes [000-alarms-cpu] [000-alarms-memory]",
    (id, metric, statistic, operator, threshold) => {
      expect(all[`redis_alarms_002_${id}`]).toMatchObject({
        metric_name: metric,
        statistic,
        comparison_operator: operator,
        threshold,
        period: 300,
        evaluation_periods: 3,
        datapoints_to_alarm: 3,
        treat_missing_data: "notBreaching",
      });
    },
  );

  it("know no lag where there is no replica", () => {
    const alone = alarms({ nodes: { count: 1, reason: "Holds test data only." } });
    expect(Object.keys(alone).sort()).toEqual([
      "redis_alarms_001_cpu_high",
      "redis_alarms_001_engine_cpu_high",
      "redis_alarms_001_evictions",
      "redis_alarms_001_memory_high",
    ]);
  });

  it("say in each message what to do", () => {
    for (const alarm of Object.values(all)) expect(alarm.alarm_description).toMatch(/[.;] .*Look for .+\.$/);
  });

  it("exist only for a cache that is watched", () => {
    synthesizeRedis().none(TYPE);
  });
});
