import { omnirapeutic } from "../../src/config/omnirapeutic";
import { omnirapeuticDeployments, omnirapeuticIn } from "../support/omnirapeutic";
import type { Block } from "../support/synthesize";

/** Name -> namespace, metric (or the expression's label), comparison, threshold, period x periods (datapoints), missing data. */
type Row = readonly [string, string, string, string, number, string, "notBreaching" | "breaching"];

const NO = "notBreaching";

/** The documented set, as decided; the numbers that differ by environment are given. */
function documented(connections: number, budget: number, apiTasks: number, zones: readonly string[]): Row[] {
  return [
    ["aurora-cpu-high", "AWS/RDS", "Average CPUUtilization", ">=", 80, "300x3", NO],
    ["aurora-capacity-high", "AWS/RDS", "Average ACUUtilization", ">=", 90, "300x3", NO],
    ["aurora-connections-high", "AWS/RDS", "Maximum DatabaseConnections", ">=", connections, "300x2", NO],
    ["aurora-memory-low", "AWS/RDS", "Minimum FreeableMemory", "<", 134217728, "300x3", NO],
    ["aurora-writer-restarted", "AWS/RDS", "Minimum EngineUptime", "<", 300, "60x3 (2)", "breaching"],
    ["vpc-egress-packets-dropped", "AWS/NATGateway", "Dropped packets", ">", 100, "300x2", NO],
    ["vpc-egress-connections-failing", "AWS/NATGateway", "Failed connections (%)", ">", 20, "300x3", NO],
    ["vpc-egress-volume-high", "AWS/NATGateway", "Bytes to the internet", ">", 5368709120, "300x2", NO],
    ["cost-monthly-charges", "AWS/Billing", "Maximum EstimatedCharges", ">", budget, "21600x1", NO],
    ["alb-target-5xx", "AWS/ApplicationELB", "Sum HTTPCode_Target_5XX_Count", ">", 10, "300x2", NO],
    ["alb-unhealthy-hosts", "AWS/ApplicationELB", "Maximum UnHealthyHostCount", ">", 0, "60x5", NO],
    ["alb-response-time", "AWS/ApplicationELB", "p95 TargetResponseTime", ">", 1, "300x3", NO],
    ["ecs-api-cpu-high", "AWS/ECS", "Average CPUUtilization", ">=", 80, "300x3", NO],
    ["ecs-api-memory-high", "AWS/ECS", "Average MemoryUtilization", ">=", 80, "300x3", NO],
    ["ecs-api-tasks-low", "ECS/ContainerInsights", "Minimum RunningTaskCount", "<", apiTasks, "60x5", "breaching"],
    ["waf-blocked-high", "AWS/WAFV2", "Sum BlockedRequests", ">", 500, "300x2", NO],
    ...zones.map((zone): Row => [
      `nat-${zone}-port-allocation`,
      "AWS/NATGateway",
      "Sum ErrorPortAllocation",
      ">",
      0,
      "60x5 (3)",
      NO,
    ]),
    ["flow-logs-delivery-stopped", "AWS/Logs", "Sum IncomingLogEvents", "<", 1, "900x2", "breaching"],
    ["flow-logs-volume-high", "AWS/Logs", "Sum IncomingBytes", ">", 104857600, "300x3", NO],
  ];
}

const SIGNS: Readonly<Record<string, string>> = {
  GreaterThanThreshold: ">",
  GreaterThanOrEqualToThreshold: ">=",
  LessThanThreshold: "<",
  LessThanOrEqualToThreshold: "<=",
};

/** The metrics that an alarm looks at, as `{ namespace, metric_name, dimensions, period, stat }`. */
function sourcesOf(alarm: Block): Block[] {
  if (!alarm.metric_query) return [{ ...alarm, stat: alarm.statistic ?? alarm.extended_statistic }];
  return (alarm.metric_query as Block[]).flatMap(({ metric }) => (metric ? [metric as Block] : []));
}

function rowOf(alarm: Block, prefix: string): Row {
  const [source] = sourcesOf(alarm);
  const result = (alarm.metric_query as Block[] | undefined)?.find(({ return_data }) => return_data === true);
  const { evaluation_periods: periods, datapoints_to_alarm: datapoints } = alarm;
  return [
    String(alarm.alarm_name).replace(prefix, ""),
    source!.namespace as string,
    (result?.label as string | undefined) ?? `${source!.stat} ${source!.metric_name}`,
    SIGNS[alarm.comparison_operator as string]!,
    alarm.threshold as number,
    `${source!.period}x${periods}${datapoints === periods ? "" : ` (${datapoints})`}`,
    alarm.treat_missing_data as "breaching",
  ];
}

describe.each(omnirapeuticDeployments)("the documented alarms of $name", ({ name, environment }) => {
  const stack = omnirapeuticIn(environment);
  const prefix = `${name}-`;
  const alarms = Object.values(stack.every("aws_cloudwatch_metric_alarm"));
  const production = environment === "production";
  const zones = omnirapeutic[environment].network.zones.slice(0, production ? 3 : 1).map((zone) => zone.name.slice(-1));
  const rows = documented(production ? 658 : 151, production ? 1200 : 600, 2, zones);
  const inSet = (alarm: Block) => rows.some(([what]) => alarm.alarm_name === `${prefix}${what}`);

  it(`are ${production ? "these 21 exactly" : "19 with one NAT gateway"} [002-alarms-total] [002-alarms-nat-count]`, () => {
    const found = alarms.filter(inSet).map((alarm) => rowOf(alarm, prefix));
    expect(found.sort()).toEqual([...rows].sort());
    expect(found).toHaveLength(production ? 21 : 19);
  });

  it("stand beside those of the service level, of further services and of recovery only", () => {
    const further = alarms.filter((alarm) => !inSet(alarm)).map(({ alarm_name }) => String(alarm_name));
    expect(further.filter((each) => !/-(slo|alb-web|ecs-web|ecs-worker|events|backup|rotation)-/.test(each))).toEqual(
      [],
    );
  });

  it("look at things that exist in the stack", () => {
    const shared = /^(WRITER|ALL|USD|us-east-1)$/;
    const named = ["aws_ecs_service", "aws_wafv2_web_acl"].flatMap((type) =>
      Object.values(stack.every(type)).map((block) => block.name as string),
    );
    for (const value of alarms.flatMap(sourcesOf).flatMap(({ dimensions }) => Object.values(dimensions as Block))) {
      const [, address] = /^\$\{(aws_\w+\.\w+)\./.exec(String(value)) ?? [];
      const known = shared.test(String(value)) || named.includes(String(value));
      expect(address === undefined ? known : stack.at(address)).toBeTruthy();
    }
  });

  it("tell one encrypted topic of trouble, its end, and missing data", () => {
    const [topicId] = Object.keys(stack.every("aws_sns_topic"));
    const toTopic = [`\${aws_sns_topic.${topicId}.arn}`];
    expect(stack.at(`aws_sns_topic.${topicId}`).kms_master_key_id).toMatch(/^\$\{aws_kms_key\./);
    for (const { alarm_actions, ok_actions, insufficient_data_actions, actions_enabled } of alarms) {
      expect([alarm_actions, ok_actions, insufficient_data_actions]).toEqual([toTopic, toTopic, toTopic]);
      expect(actions_enabled).toBe(true);
    }
  });
});
