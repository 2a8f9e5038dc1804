import { CodedeployApp } from "@cdktf/provider-aws/lib/codedeploy-app";
import { CodedeployDeploymentConfig } from "@cdktf/provider-aws/lib/codedeploy-deployment-config";
import { CodedeployDeploymentGroup } from "@cdktf/provider-aws/lib/codedeploy-deployment-group";
import { Construct } from "constructs";
import type { CanarySettings, Deployments, ReleasableByCodeDeploy, ShiftableTraffic } from "./fargate-service-props";
import { TrafficShiftRole } from "./traffic-shift-role";

/** CodeDeploy's own way to send all requests to the new tasks at once. */
const ALL_AT_ONCE = "CodeDeployDefault.ECSAllAtOnce";
/** @see https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html */
const MAXIMUM_ALARMS = 10;
/** Two days. */
const MAXIMUM_MINUTES = 2880;

/** Deployments by which requests go to new tasks beside the old ones. */
export type ShiftingDeployments = Exclude<Deployments, { readonly strategy: "rolling" }>;

export interface TrafficShiftProps {
  /** Of application and deployment group, and start of the role's name; up to 100 characters. */
  readonly name: string;
  readonly cluster: { readonly clusterName: string; readonly clusterArn: string };
  readonly service: { readonly serviceName: string; readonly serviceArn: string };
  /** Container and port that get the requests. */
  readonly container: { readonly name: string; readonly port: number };
  readonly executionRoleArn: string;
  readonly taskRoleArn: string;
  readonly deployments: ShiftingDeployments;
}

/**
 * How CodeDeploy replaces a service's tasks: new ones start beside the old ones and are reached on the test listener, then
 * get the requests, a share first or all at once. A failure or an alarm sends the requests back, until the old tasks end.
 * 164.308(a)(7)(i), 164.312(c)(1)
 */
export class TrafficShift extends Construct {
  /** What `estate release` needs. */
  readonly releasable: ReleasableByCodeDeploy;
  private readonly group: CodedeployDeploymentGroup;
  private readonly alarms: string[] = [];

  /** @throws Error when CodeDeploy would refuse share, minutes or targets */
  constructor(scope: Construct, id: string, props: TrafficShiftProps) {
    super(scope, id);
    const { name, deployments, container } = props;
    requireValid(this, deployments);
    const application = new CodedeployApp(this, "application", { name, computePlatform: "ECS" });
    this.group = this.createGroup(application, props);
    this.releasable = {
      application: application.name,
      deployment_group: this.group.deploymentGroupName,
      container: container.name,
      port: container.port,
      minutes: deployments.keepOldTasksMinutes + (deployments.strategy === "canary" ? deployments.minutes : 0),
    };
    this.node.addValidation({ validate: () => this.problems() });
  }

  /** Undoes a deployment during which one of the alarms fires. They must not refer to the service or this group. */
  rollBackOn(...alarmNames: readonly string[]): void {
    this.alarms.push(...alarmNames);
    this.group.putAlarmConfiguration({
      enabled: true,
      ignorePollAlarmFailure: false, // who cannot see does not go on
      alarms: [...this.alarms],
    });
  }

  private createGroup(application: CodedeployApp, props: TrafficShiftProps): CodedeployDeploymentGroup {
    const { name, cluster, service, deployments } = props;
    const { traffic, topic, keepOldTasksMinutes } = deployments;
    const role = new TrafficShiftRole(this, "role", { ...props, traffic, topic });
    return new CodedeployDeploymentGroup(this, "Resource", {
      appName: application.name,
      deploymentGroupName: name,
      deploymentConfigName: deployments.strategy === "canary" ? this.canary(name, deployments) : ALL_AT_ONCE,
      serviceRoleArn: role.roleArn,
      deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
      ecsService: { clusterName: cluster.clusterName, serviceName: service.serviceName },
      loadBalancerInfo: { targetGroupPairInfo: pairOf(traffic) },
      blueGreenDeploymentConfig: {
        deploymentReadyOption: { actionOnTimeout: "CONTINUE_DEPLOYMENT" },
        terminateBlueInstancesOnDeploymentSuccess: {
          action: "TERMINATE",
          terminationWaitTimeInMinutes: keepOldTasksMinutes,
        },
      },
      autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
      triggerConfiguration: [
        {
          triggerName: `${name}-undone`,
          triggerEvents: ["DeploymentFailure", "DeploymentRollback", "DeploymentStop"], // 164.308(a)(6)(ii)
          triggerTargetArn: topic.topicArn,
        },
      ],
      dependsOn: [role.permissions],
    });
  }

  /** Its name says what it does, so that another share or time is another configuration: one in use cannot be changed. */
  private canary(name: string, { percent, minutes }: CanarySettings): string {
    const config = new CodedeployDeploymentConfig(this, "canary", {
      deploymentConfigName: `${name}-canary-${percent}-percent-${minutes}-minutes`,
      computePlatform: "ECS",
      trafficRoutingConfig: {
        type: "TimeBasedCanary",
        timeBasedCanary: { percentage: percent, interval: minutes },
      },
      lifecycle: { createBeforeDestroy: true },
    });
    return config.deploymentConfigName;
  }

  private problems(): string[] {
    const { length } = this.alarms;
    if (length >= 1 && length <= MAXIMUM_ALARMS) return [];
    return [
      `[${this.node.path}] ${length} alarms undo deployments; allowed are 1-${MAXIMUM_ALARMS}. Name them by the service's rollBackOn.`,
    ];
  }
}

function pairOf({ productionListenerArn, testListenerArn, blue, green }: ShiftableTraffic) {
  return {
    prodTrafficRoute: { listenerArns: [productionListenerArn] },
    testTrafficRoute: { listenerArns: [testListenerArn] },
    targetGroup: [{ name: blue.targetGroupName }, { name: green.targetGroupName }],
  };
}

function requireValid(shift: TrafficShift, deployments: ShiftingDeployments): void {
  const { keepOldTasksMinutes: kept, traffic } = deployments;
  const { percent, minutes } = deployments.strategy === "canary" ? deployments : { percent: 1, minutes: 1 };
  const problem = [
    !isWhole(kept, 0) &&
      `keepOldTasksMinutes is ${kept}; allowed are whole numbers from 0 to ${MAXIMUM_MINUTES}. Let alarms fire before the old tasks end`,
    !isWhole(percent, 1, 99) &&
      `percent is ${percent}; allowed are whole numbers from 1 to 99. For all requests at once say blue-green`,
    !isWhole(minutes, 1) &&
      `minutes is ${minutes}; allowed are whole numbers from 1 to ${MAXIMUM_MINUTES}. Let alarms fire before all requests follow`,
    traffic.blue.port !== traffic.green.port &&
      `port of the green targets is ${traffic.green.port}; allowed is that of the blue ones (${traffic.blue.port}). Make both the same`,
  ].find((found) => found !== false);
  if (problem !== undefined) throw new Error(`[${shift.node.path}] ${problem}.`);
}

function isWhole(value: number, min: number, max = MAXIMUM_MINUTES): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
