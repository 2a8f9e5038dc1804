import type { ITerraformDependable } from "cdktf";
import type { SecurityGroup } from "../network/security-group";
import type { EcsCluster } from "./ecs-cluster";
import type { FargateTaskProps } from "./fargate-task";

/** Where a load balancer finds the service's tasks: what a target group offers. */
export interface ServiceTargets {
  readonly targetGroupArn: string;
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

export interface FargateServiceProps extends FargateTaskProps {
  readonly cluster: EcsCluster;
  /** Private subnets, in different zones. */
  readonly subnetIds: readonly string[];
  readonly securityGroup: SecurityGroup;
  /** A target group that is routed already. @default no load balancer */
  readonly targets?: ServiceTargets;
  readonly scaling: ServiceScaling;
}
