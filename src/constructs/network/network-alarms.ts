import { Construct } from "constructs";
import { Alarm } from "../observability/alarm";
import type { Metric } from "../observability/alarm-behaviour";
import type { AlarmTopic } from "../observability/alarm-topic";
import { ExpressionAlarm } from "../observability/expression-alarm";

/** The NAT gateway of one zone. */
export interface WatchedNatGateway {
  /** Letter of its zone. */
  readonly letter: string;
  readonly natGatewayId: string;
}

export interface NetworkAlarmsProps {
  readonly topic: AlarmTopic;
  /** Name of the network; the alarms' names start with it. */
  readonly name: string;
  /** 1-5: an alarm looks at two metrics of each, and CloudWatch takes ten. */
  readonly natGateways: readonly WatchedNatGateway[];
  readonly flowLogsGroupName: string;
}

const FIVE_GIB = 5 * 1024 ** 3;
const HUNDRED_MIB = 100 * 1024 ** 2;
const quietIsWell = { missingData: "notBreaching" } as const;

/** The documented alarms of a VPC: traffic that leaves it (three), each NAT gateway's ports (one a gateway), flow logs (two). */
export class NetworkAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkAlarmsProps,
  ) {
    super(scope, id);
    this.watchEgress();
    for (const gateway of props.natGateways) this.watchPorts(gateway);
    this.watchFlowLogs();
  }

  private watchEgress(): void {
    const common = { ...quietIsWell, topic: this.props.topic, comparison: ">" } as const;
    const dropped = this.total("PacketsDropCount");
    new ExpressionAlarm(this, "egress_packets_dropped", {
      ...common,
      name: `${this.props.name}-vpc-egress-packets-dropped`,
      description:
        "NAT gateways drop packets for 10 minutes. Look at their connections; if they stay few, ask AWS support.",
      metrics: dropped.metrics,
      expression: dropped.sum,
      label: "Dropped packets",
      threshold: 100,
      evaluationPeriods: 2,
    });
    const attempts = this.total("ConnectionAttemptCount");
    const established = this.total("ConnectionEstablishedCount");
    new ExpressionAlarm(this, "egress_connections_failing", {
      ...common,
      name: `${this.props.name}-vpc-egress-connections-failing`,
      description:
        "More than 20 % of the connections to the internet fail for 15 minutes. Look into the flow logs for the destination.",
      metrics: { ...attempts.metrics, ...established.metrics },
      expression: `IF(${attempts.sum} > 100, 100 * (${attempts.sum} - ${established.sum}) / ${attempts.sum}, 0)`,
      label: "Failed connections (%)",
      threshold: 20,
      evaluationPeriods: 3,
    });
    const sent = this.total("BytesOutToDestination");
    new ExpressionAlarm(this, "egress_volume_high", {
      ...common,
      name: `${this.props.name}-vpc-egress-volume-high`,
      description:
        "More than 5 GiB leave in 5 minutes, twice in a row: perhaps somebody carries data off. Find sender and destination in the flow logs.",
      metrics: sent.metrics,
      expression: sent.sum,
      label: "Bytes to the internet",
      threshold: FIVE_GIB,
      evaluationPeriods: 2,
    });
  }

  private watchPorts({ letter, natGatewayId }: WatchedNatGateway): void {
    new Alarm(this, `nat_${letter}_port_allocation`, {
      ...natMetric("ErrorPortAllocation", natGatewayId, 60),
      ...quietIsWell,
      topic: this.props.topic,
      name: `${this.props.name}-nat-${letter}-port-allocation`,
      description:
        "The NAT gateway has no port left for new connections to one destination. Reuse connections, or give the gateway more addresses.",
      comparison: ">",
      threshold: 0,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
    });
  }

  private watchFlowLogs(): void {
    const { topic, name, flowLogsGroupName } = this.props;
    const group = {
      topic,
      namespace: "AWS/Logs",
      dimensions: { LogGroupName: flowLogsGroupName },
      statistic: "Sum",
    } as const;
    new Alarm(this, "flow_logs_delivery_stopped", {
      ...group,
      name: `${name}-flow-logs-delivery-stopped`,
      description: "No flow log arrived for 30 minutes. Check the flow log's state and its delivery role. 164.312(b)",
      metricName: "IncomingLogEvents",
      comparison: "<",
      threshold: 1,
      periodSeconds: 900,
      evaluationPeriods: 2,
      missingData: "breaching", // a log that stopped reports nothing
    });
    new Alarm(this, "flow_logs_volume_high", {
      ...group,
      ...quietIsWell,
      name: `${name}-flow-logs-volume-high`,
      description: "Flow logs swell for 15 minutes, as under a scan or flood. Look for the top rejected sources.",
      metricName: "IncomingBytes",
      comparison: ">",
      threshold: HUNDRED_MIB,
      periodSeconds: 300,
      evaluationPeriods: 3,
    });
  }

  /** One metric over all gateways: the sources of an expression, and the sum in it. */
  private total(metricName: string) {
    const short = metricName.charAt(0).toLowerCase() + metricName.slice(1);
    const metrics = Object.fromEntries(
      this.props.natGateways.map(({ letter, natGatewayId }) => [
        `${short}_${letter}`,
        natMetric(metricName, natGatewayId, 300),
      ]),
    );
    return { metrics, sum: `SUM([${Object.keys(metrics).join(", ")}])` };
  }
}

function natMetric(metricName: string, natGatewayId: string, periodSeconds: number): Metric {
  return {
    namespace: "AWS/NATGateway",
    metricName,
    dimensions: { NatGatewayId: natGatewayId },
    statistic: "Sum",
    periodSeconds,
  };
}
