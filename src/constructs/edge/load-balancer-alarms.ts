import { Construct } from "constructs";
import { Alarm, type AlarmProps } from "../observability/alarm";
import type { AlarmTopic } from "../observability/alarm-topic";
import type { TargetGroup } from "./target-group";

export interface LoadBalancerAlarmsProps {
  readonly topic: AlarmTopic;
  /** The load balancer's name as a plain text; the alarms' names start with it. */
  readonly name: string;
  /** The value of the metrics' dimension `LoadBalancer`. */
  readonly arnSuffix: string;
  /** The targets whose health is watched. */
  readonly targets: TargetGroup;
}

const COMMON = { namespace: "AWS/ApplicationELB", comparison: ">", missingData: "notBreaching" } as const;

const TARGET_5XX = {
  ...COMMON,
  description:
    "Targets answered more than 10 requests with a 5xx error in each of two 5-minute periods. Look into the logs of the " +
    "services for what fails.",
  metricName: "HTTPCode_Target_5XX_Count",
  statistic: "Sum",
  threshold: 10,
  periodSeconds: 300,
  evaluationPeriods: 2,
} as const satisfies Partial<AlarmProps>;

const RESPONSE_TIME = {
  ...COMMON,
  description:
    "5 % of the requests took more than a second for 15 minutes. Look at the load of the services and at slow statements " +
    "in the database.",
  metricName: "TargetResponseTime",
  statistic: "p95",
  threshold: 1,
  periodSeconds: 300,
  evaluationPeriods: 3,
} as const satisfies Partial<AlarmProps>;

const UNHEALTHY_HOSTS = {
  ...COMMON,
  description:
    "At least one target failed its health check for 5 minutes. Look into the service's events and logs for why it does " +
    "not answer.",
  metricName: "UnHealthyHostCount",
  statistic: "Maximum",
  threshold: 0,
  periodSeconds: 60,
  evaluationPeriods: 5,
} as const satisfies Partial<AlarmProps>;

/** The three documented alarms of a load balancer: errors, health of the most important targets, slowness. */
export class LoadBalancerAlarms extends Construct {
  constructor(scope: Construct, id: string, props: LoadBalancerAlarmsProps) {
    super(scope, id);
    const { name, topic, arnSuffix } = props;
    const ofBalancer = { topic, dimensions: { LoadBalancer: arnSuffix } };
    new Alarm(this, "target_5xx", { name: `${name}-target-5xx`, ...ofBalancer, ...TARGET_5XX });
    new Alarm(this, "response_time", { name: `${name}-response-time`, ...ofBalancer, ...RESPONSE_TIME });
    watchHealth(this, "unhealthy_hosts", { ...props, name: `${name}-unhealthy-hosts` });
  }
}

/** One alarm on targets that fail their health check. @param props.name the alarm's own */
export function watchHealth(scope: Construct, id: string, props: LoadBalancerAlarmsProps): void {
  const { name, topic, arnSuffix, targets } = props;
  const dimensions = { LoadBalancer: arnSuffix, TargetGroup: targets.arnSuffix };
  new Alarm(scope, id, { name, topic, dimensions, ...UNHEALTHY_HOSTS });
}
