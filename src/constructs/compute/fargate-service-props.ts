import type { ITerraformDependable } from "cdktf";
import type { SecurityGroup } from "../network/security-group";
import type { AlarmTopic } from "../observability/alarm-topic";
import type { EcsCluster } from "./ecs-cluster";
import type { FargateTaskProps } from "./fargate-task";
import type { Shells } from "./shell-access";

/** Where a load balancer finds the service's tasks: what a target group offers. */
export interface ServiceTargets {
  readonly targetGroupArn: string;
  readonly targetGroupName: string;
  /** Port on which the targets are reached. */
  readonly port: number;
  /** The listener or rules that forward here. */
  readonly routedBy: readonly ITerraformDependable[];
}

/** Tasks follow the load between two numbers. */
export interface ServiceScaling {
  /** Tasks at rest, from 1. */
  readonly minTasks: number;
  /** Tasks at most, not below `minTasks`. */
  readonly maxTasks: number;
  /** Average CPU that tasks are added and removed for, percent. @default 70 */
  readonly cpuPercent?: number;
  /** Average memory, percent. @default 75 */
  readonly memoryPercent?: number;
  /** Requests a minute and task. Needs `targets`. @default requests do not count */
  readonly requests?: {
    readonly perTarget: number;
    /** `<load balancer's ARN suffix>/<target group's ARN suffix>`. */
    readonly resourceLabel: string;
  };
}

/** Two groups of targets that take turns, and the listeners that send them requests: what a load balancer offers. */
export interface ShiftableTraffic {
  readonly productionListenerArn: string;
  /** On which new tasks are tried before they get requests of clients. */
  readonly testListenerArn: string;
  readonly blue: ServiceTargets;
  readonly green: ServiceTargets;
}

/** What every deployment that shifts traffic needs. */
export interface TrafficShiftSettings {
  /** Its blue targets are the service's. */
  readonly traffic: ShiftableTraffic;
  /**
   * Minutes that the old tasks stay after all requests went to the new ones, 0-2880: an alarm still sends the requests
   * back to them. Longer than the alarms take to fire.
   */
  readonly keepOldTasksMinutes: number;
  /** Told of deployments that failed, were stopped or undone, by CodeDeploy's role: its key must admit use through SNS. */
  readonly topic: AlarmTopic;
}

/** First a share of the requests, and after some minutes without an alarm all of them. */
export interface CanarySettings extends TrafficShiftSettings {
  /** Share of the requests that the new tasks get first, 1-99 percent. */
  readonly percent: number;
  /** Minutes for which they get no more, 1-2880. Longer than the alarms take to fire. */
  readonly minutes: number;
}

/**
 * How a service moves to the next task definition. Rolling: ECS replaces one task after the other. Blue/green: new tasks
 * start beside the old ones, then all requests go to them at once. Canary: as blue/green, but first a share of them.
 */
export type Deployments =
  | { readonly strategy: "rolling" }
  | ({ readonly strategy: "blue-green" } & TrafficShiftSettings)
  | ({ readonly strategy: "canary" } & CanarySettings);

export interface FargateServiceProps extends FargateTaskProps {
  /** Unique in the cluster. @default name */
  readonly serviceName?: string;
  readonly cluster: EcsCluster;
  /** Private subnets, in different zones. */
  readonly subnetIds: readonly string[];
  readonly securityGroup: SecurityGroup;
  /** A target group that is routed already. @default no load balancer */
  readonly targets?: ServiceTargets;
  readonly scaling: ServiceScaling;
  /**
   * Spot costs less, and AWS may end a task with two minutes' notice: for workloads that may pause, on a cluster that
   * offers it. Changing it replaces the service. @default "on-demand"
   */
  readonly capacity?: "on-demand" | "spot";
  /** Recorded shells in the tasks, for people whose role allows it (ECS Exec). @default { allowed: false } */
  readonly shells?: Shells;
  /** Changing the strategy from or to `rolling` replaces the service. @default { strategy: "rolling" } */
  readonly deployments?: Deployments;
}

/** What `estate release` reads of a service, in the spelling of its output. */
export interface Releasable {
  readonly service: string;
  readonly repository: string;
  readonly release_parameter: string;
  readonly task_definition: string;
  readonly min_tasks: number;
  /** Only where CodeDeploy shifts the traffic. */
  readonly codedeploy?: ReleasableByCodeDeploy;
}

/** Which deployments CodeDeploy makes, of which container. */
export interface ReleasableByCodeDeploy {
  readonly application: string;
  readonly deployment_group: string;
  readonly container: string;
  readonly port: number;
  /** For which a deployment only waits, for an alarm: the canary's, and those of the old tasks. */
  readonly minutes: number;
}
