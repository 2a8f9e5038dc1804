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

  it(`are ${production ? "these 21 exactly" : "19 with one NAT gateway"} [002-alarms-total] [002-alarms-nat-count] [002-alarms-vpc-count] [002-alarms-cost-count] [002-alarms-alb-count] [002-alarms-waf-count] [002-alarms-flow-logs-count]`, () => {
    const found = alarms.filter(inSet).map((alarm) => rowOf(alarm, prefix));
    expect(found.sort()).toEqual([...rows].sort());
    expect(found).toHaveLength(production ? 21 : 19);
  });

  const gatewayOf = (zone: string): string => `\${aws_nat_gateway.network_nat_${zone}.id}`;
  const alarm = (what: string): Block => alarms.find(({ alarm_name }) => alarm_name === `${prefix}${what}`)!;
  const everyGateway = (metric: string): string => `SUM([${zones.map((zone) => `${metric}_${zone}`).join(", ")}])`;
  const attempts = everyGateway("connectionAttemptCount");
  const established = everyGateway("connectionEstablishedCount");

  it.each([
    ["vpc-egress-packets-dropped", ["PacketsDropCount"], everyGateway("packetsDropCount")],
    [
      "vpc-egress-connections-failing",
      ["ConnectionAttemptCount", "ConnectionEstablishedCount"],
      `IF(${attempts} > 100, 100 * (${attempts} - ${established}) / ${attempts}, 0)`,
    ],
    ["vpc-egress-volume-high", ["BytesOutToDestination"], everyGateway("bytesOutToDestination")],
  ])(
    "%s computes over all NAT gateways [002-alarm-vpc-egress-packets-dropped] [002-alarm-vpc-egress-connections-failing] [002-alarm-vpc-egress-volume-high]",
    (what, metrics, expression) => {
      const { metric_query: queries } = alarm(what);
      expect(queries[0]).toMatchObject({ expression, return_data: true });
      const measured = sourcesOf(alarm(what)).map(({ metric_name, dimensions }) => [metric_name, dimensions]);
      const wanted = metrics.flatMap((metric) => zones.map((zone) => [metric, { NatGatewayId: gatewayOf(zone) }]));
      expect(measured).toEqual(wanted);
    },
  );

  it("watch the ports of each NAT gateway alone [002-alarm-nat-a-port-allocation] [002-alarm-nat-b-port-allocation] [002-alarm-nat-c-port-allocation]", () => {
    const watched = zones.map((zone) => alarm(`nat-${zone}-port-allocation`).dimensions);
    expect(watched).toEqual(zones.map((zone) => ({ NatGatewayId: gatewayOf(zone) })));
  });

  it("watch the log group of the flow logs [002-alarm-flow-logs-delivery-stopped] [002-alarm-flow-logs-volume-high]", () => {
    const LogGroupName = "${aws_cloudwatch_log_group.network_flow_logs_log_group.name}";
    expect(alarm("flow-logs-delivery-stopped").dimensions).toEqual({ LogGroupName });
    expect(alarm("flow-logs-volume-high").dimensions).toEqual({ LogGroupName });
    expect(stack.at("aws_cloudwatch_log_group.network_flow_logs_log_group").name).toBe(`/aws/vpc/${name}-flow-logs`);
  });

  it("watch the charges of the whole account in US dollars [002-alarm-cost-monthly-charges]", () => {
    expect(alarm("cost-monthly-charges").dimensions).toEqual({ Currency: "USD" });
    expect(stack.json.provider.aws[0].region).toBe("us-east-1");
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
