import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { conditional, Token } from "cdktf";
import { Construct } from "constructs";
import type { AlarmTopic } from "../observability/alarm-topic";
import type { Deployments, FargateServiceProps, Releasable } from "./fargate-service-props";
import { requireService } from "./fargate-service-validation";
import { FargateTask } from "./fargate-task";
import { ReleasedImage } from "./released-image";
import { capacityArguments } from "./service-capacity";
import { requireReason } from "./shell-access";
import { ServiceAlarms } from "./service-alarms";
import { ServiceAutoscaling } from "./service-autoscaling";
import { TrafficShift, type ShiftingDeployments } from "./traffic-shift";

/** The newest platform of Fargate, with its security patches; a task keeps the one that it started on. 164.308(a)(5)(ii)(B) */
const PLATFORM_VERSION = "LATEST";
/** Seconds in which a new task may fail the load balancer's checks: as long as the container's own start period. */
const GRACE_SECONDS = 60;

/**
 * A service on Fargate in private subnets, without public addresses, and without shells unless a reason is given. Deployments
 * are rolling or shift traffic to new tasks, undo themselves when tasks do not come up or an alarm fires, and nothing runs
 * before the first release.
 */
export class FargateService extends Construct {
  readonly serviceArn: string;
  readonly serviceName: string;
  readonly taskDefinitionArn: string;
  readonly executionRoleArn: string;
  readonly taskRoleArn: string;
  readonly logGroupName: string;
  private readonly service: EcsService;
  private readonly trafficShift?: TrafficShift;
  private readonly rollbackAlarms: string[] = [];

  /** @throws Error when Fargate or ECS would refuse the task, nothing routes to the targets, or the task counts are no range */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: FargateServiceProps,
  ) {
    super(scope, id);
    requireService(this.node.path, props);
    requireReason(this.node.path, props.shells);
    const shellSessions = props.shells?.allowed ? props.cluster.shells : undefined;
    const task = new FargateTask(this, "task", { ...props, shellSessions });
    const { minTasks } = props.scaling;
    const tasks = Token.asNumber(conditional(props.image.isReleased, minTasks, 0));
    this.service = this.createService(task, tasks);
    new ServiceAutoscaling(this, "scaling", {
      ...props.scaling,
      name: props.name,
      minCapacity: tasks,
      resourceId: `service/${props.cluster.clusterName}/${this.service.name}`,
    });
    this.serviceArn = this.service.id;
    this.serviceName = this.service.name;
    this.taskDefinitionArn = task.taskDefinitionArn;
    this.executionRoleArn = task.executionRoleArn;
    this.taskRoleArn = task.taskRoleArn;
    this.logGroupName = task.logGroupName;
    this.trafficShift = this.shiftTraffic();
  }

  /**
   * Tells the topic about too much load and missing tasks, and undoes deployments that bring too much load. 164.308(a)(6)(ii)
   *
   * @param namePrefix start of the alarms' names, such as `omnirapeutic-production-ecs-api`
   */
  watch(topic: AlarmTopic, namePrefix: string): void {
    const alarms = new ServiceAlarms(this, "alarms", {
      namePrefix,
      topic,
      clusterName: this.props.cluster.clusterName,
      serviceName: this.props.serviceName ?? this.props.name, // not the resource's: its deployments wait for the alarms
      minTasks: this.props.scaling.minTasks,
    });
    this.rollBackOn(alarms.cpuHigh, alarms.memoryHigh);
  }

  /** Undoes a deployment during which one of the alarms fires. They must not refer to the service, which waits for them. */
  rollBackOn(...alarms: readonly { readonly alarmName: string }[]): void {
    const alarmNames = alarms.map(({ alarmName }) => alarmName);
    if (this.trafficShift) return this.trafficShift.rollBackOn(...alarmNames);
    this.rollbackAlarms.push(...alarmNames);
    this.service.putAlarms({ enable: true, rollback: true, alarmNames: [...this.rollbackAlarms] });
  }

  /** What `estate release` reads. @throws Error when the image is not one that releases choose */
  releasable(): Releasable {
    const { image, scaling } = this.props;
    if (!(image instanceof ReleasedImage)) {
      throw new Error(
        `[${this.node.path}] image is fixed; allowed is a ReleasedImage. Give it one, or deploy instead.`,
      );
    }
    return {
      service: this.serviceName,
      repository: image.repositoryName,
      release_parameter: image.parameterName,
      task_definition: this.taskDefinitionArn,
      min_tasks: scaling.minTasks,
      ...(this.trafficShift && { codedeploy: this.trafficShift.releasable }),
    };
  }

  private shiftTraffic(): TrafficShift | undefined {
    const { deployments, name, cluster, containerName, targets } = this.props;
    if (!shifts(deployments) || !targets) return undefined;
    return new TrafficShift(this, "traffic_shift", {
      name,
      cluster,
      service: this,
      container: { name: containerName, port: targets.port },
      executionRoleArn: this.executionRoleArn,
      taskRoleArn: this.taskRoleArn,
      deployments,
    });
  }

  private createService(task: FargateTask, desiredCount: number): EcsService {
    const { props } = this;
    return new EcsService(this, "Resource", {
      name: props.serviceName ?? props.name,
      cluster: props.cluster.clusterArn,
      taskDefinition: task.taskDefinitionArn,
      ...capacityArguments(this.node.path, props),
      platformVersion: PLATFORM_VERSION,
      desiredCount,
      networkConfiguration: {
        subnets: [...props.subnetIds],
        securityGroups: [props.securityGroup.securityGroupId],
        assignPublicIp: false, // 164.312(a)(1)
      },
      ...targetArguments(props),
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      ...controllerArguments(props.deployments),
      enableExecuteCommand: props.shells?.allowed ?? false, // nobody looks into a running container without a reason. 164.312(a)(1)
      enableEcsManagedTags: true,
      propagateTags: "SERVICE", // 164.310(d)(2)(iii)
      waitForSteadyState: false, // a deployment that fails undoes itself; whoever releases waits for its end
      dependsOn: [...task.permissions, props.cluster.capacity, ...(props.targets?.routedBy ?? [])],
    });
  }
}

/** ECS counts the load balancer's checks too, but not before a task could answer. */
function targetArguments({ targets, containerName }: FargateServiceProps) {
  return (
    targets && {
      loadBalancer: [{ targetGroupArn: targets.targetGroupArn, containerName, containerPort: targets.port }],
      healthCheckGracePeriodSeconds: GRACE_SECONDS,
    }
  );
}

/** Who replaces tasks: ECS, which undoes what does not come up, or CodeDeploy, which then owns what runs behind which targets. */
function controllerArguments(deployments: Deployments | undefined) {
  const owned = ["desired_count"]; // by scaling
  return shifts(deployments)
    ? {
        deploymentController: { type: "CODE_DEPLOY" },
        availabilityZoneRebalancing: "DISABLED", // moves tasks of rolling services only
        lifecycle: { ignoreChanges: [...owned, "task_definition", "load_balancer"] },
      }
    : {
        deploymentCircuitBreaker: { enable: true, rollback: true },
        availabilityZoneRebalancing: "ENABLED", // 164.308(a)(7)(i)
        lifecycle: { ignoreChanges: owned },
      };
}

function shifts(deployments: Deployments | undefined): deployments is ShiftingDeployments {
  return deployments !== undefined && deployments.strategy !== "rolling";
}
