import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { conditional, Token } from "cdktf";
import { Construct } from "constructs";
import type { AlarmTopic } from "../observability/alarm-topic";
import type { FargateServiceProps } from "./fargate-service-props";
import { FargateTask } from "./fargate-task";
import { ServiceAlarms } from "./service-alarms";
import { ServiceAutoscaling } from "./service-autoscaling";

/** The newest platform of Fargate, with its security patches; a task keeps the one that it started on. 164.308(a)(5)(ii)(B) */
const PLATFORM_VERSION = "LATEST";
/** Seconds in which a new task may fail the load balancer's checks: as long as the container's own start period. */
const GRACE_SECONDS = 60;

/**
 * A service on Fargate in private subnets, without public addresses or shells. Deployments are rolling, undo themselves
 * when tasks do not come up or an alarm fires, and nothing runs before the first release.
 */
export class FargateService extends Construct {
  readonly serviceArn: string;
  readonly serviceName: string;
  readonly taskDefinitionArn: string;
  readonly executionRoleArn: string;
  readonly taskRoleArn: string;
  readonly logGroupName: string;
  private readonly service: EcsService;
  private readonly rollbackAlarms: string[] = [];

  /** @throws Error when Fargate or ECS would refuse the task, nothing routes to the targets, or the task counts are no range */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: FargateServiceProps,
  ) {
    super(scope, id);
    requireService(this, props);
    const task = new FargateTask(this, "task", props);
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
      serviceName: this.props.name, // not the resource's: its deployments wait for the alarms
      minTasks: this.props.scaling.minTasks,
    });
    this.rollBackOn(alarms.cpuHigh, alarms.memoryHigh);
  }

  /** Undoes a deployment during which one of the alarms fires. They must not refer to the service, which waits for them. */
  rollBackOn(...alarms: readonly { readonly alarmName: string }[]): void {
    this.rollbackAlarms.push(...alarms.map(({ alarmName }) => alarmName));
    this.service.putAlarms({ enable: true, rollback: true, alarmNames: [...this.rollbackAlarms] });
  }

  private createService(task: FargateTask, desiredCount: number): EcsService {
    const { props } = this;
    return new EcsService(this, "Resource", {
      name: props.name,
      cluster: props.cluster.clusterArn,
      taskDefinition: task.taskDefinitionArn,
      launchType: "FARGATE",
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
      deploymentCircuitBreaker: { enable: true, rollback: true },
      availabilityZoneRebalancing: "ENABLED", // 164.308(a)(7)(i)
      enableExecuteCommand: false, // nobody looks into a running container. 164.312(a)(1)
      enableEcsManagedTags: true,
      propagateTags: "SERVICE", // 164.310(d)(2)(iii)
      waitForSteadyState: false, // a deployment that fails undoes itself; whoever releases waits for its end
      dependsOn: [...task.permissions, props.cluster.capacity, ...(props.targets?.routedBy ?? [])],
      lifecycle: { ignoreChanges: ["desired_count"] }, // scaling owns it
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

function requireService(service: FargateService, { scaling, targets, port }: FargateServiceProps): void {
  const { minTasks, maxTasks, requests } = scaling;
  const problem = [
    !(Number.isInteger(minTasks) && minTasks >= 1) &&
      `scaling.minTasks is ${minTasks}; allowed are whole numbers from 1. Set what one zone's failure may leave`,
    !(Number.isInteger(maxTasks) && maxTasks >= minTasks) &&
      `scaling.maxTasks is ${maxTasks}; allowed are whole numbers from minTasks (${minTasks}). Raise it`,
    targets &&
      targets.port !== port &&
      `port is ${port}; allowed is the target group's (${targets.port}). Make both the same`,
    targets &&
      targets.routedBy.length === 0 &&
      "targets is a target group to which nothing forwards; allowed is one with a listener or rule. Route it first",
    requests && !targets && "scaling.requests is set without targets; allowed is it with a target group. Leave it out",
  ].find((found) => typeof found === "string");
  if (problem !== undefined) throw new Error(`[${service.node.path}] ${problem}.`);
}
