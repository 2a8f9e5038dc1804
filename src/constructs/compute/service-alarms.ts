import { Construct } from "constructs";
import { Alarm, type AlarmProps } from "../observability/alarm";
import type { AlarmTopic } from "../observability/alarm-topic";

interface ServiceAlarmsProps {
  /** Start of the alarms' names, such as `omnirapeutic-production-ecs-api`. */
  readonly namePrefix: string;
  readonly topic: AlarmTopic;
  readonly clusterName: string;
  readonly serviceName: string;
  readonly minTasks: number;
}

const BUSY = {
  namespace: "AWS/ECS",
  statistic: "Average",
  comparison: ">=",
  threshold: 80,
  periodSeconds: 300,
  evaluationPeriods: 3,
  missingData: "notBreaching", // the alarm on tasks covers a service that reports nothing
} as const satisfies Partial<AlarmProps>;

const CPU_HIGH = {
  ...BUSY,
  metricName: "CPUUtilization",
  description:
    "The service's tasks have used 80 % of their CPU for 15 minutes. Look whether scaling has reached its maximum, and " +
    "what the requests do.",
} as const satisfies Partial<AlarmProps>;

const MEMORY_HIGH = {
  ...BUSY,
  metricName: "MemoryUtilization",
  description:
    "The service's tasks have used 80 % of their memory for 15 minutes; a task that runs out is killed. Look for a leak " +
    "in the last release, or give the tasks more.",
} as const satisfies Partial<AlarmProps>;

const TASKS_LOW = {
  description:
    "Fewer tasks than the minimum have run for 5 minutes, or the service was never released. Look into the service's " +
    "events and the reasons of stopped tasks.",
  namespace: "ECS/ContainerInsights",
  metricName: "RunningTaskCount",
  statistic: "Minimum",
  comparison: "<",
  periodSeconds: 60,
  evaluationPeriods: 5,
  missingData: "breaching", // a service that is gone reports nothing
} as const satisfies Partial<AlarmProps>;

/** The three documented alarms of a service: CPU, memory, and tasks that are missing. */
export class ServiceAlarms extends Construct {
  readonly cpuHigh: Alarm;
  readonly memoryHigh: Alarm;

  constructor(scope: Construct, id: string, props: ServiceAlarmsProps) {
    super(scope, id);
    const { namePrefix, topic, clusterName, serviceName, minTasks } = props;
    const common = { topic, dimensions: { ClusterName: clusterName, ServiceName: serviceName } };
    this.cpuHigh = new Alarm(this, "cpu_high", { name: `${namePrefix}-cpu-high`, ...common, ...CPU_HIGH });
    this.memoryHigh = new Alarm(this, "memory_high", { name: `${namePrefix}-memory-high`, ...common, ...MEMORY_HIGH });
    new Alarm(this, "tasks_low", { name: `${namePrefix}-tasks-low`, ...common, ...TASKS_LOW, threshold: minTasks });
  }
}
