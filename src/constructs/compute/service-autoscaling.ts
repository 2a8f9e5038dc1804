import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { Construct } from "constructs";
import type { ServiceScaling } from "./fargate-service-props";

/** Adding is quick, removing is slow: a wave that comes back finds its tasks. Seconds. */
const COOLDOWN = { scaleOutCooldown: 60, scaleInCooldown: 300 };

interface ServiceAutoscalingProps extends ServiceScaling {
  /** `service/<cluster>/<service>`. */
  readonly resourceId: string;
  /** Start of the policies' names. */
  readonly name: string;
  /** `minTasks` as soon as an image is released, 0 before. */
  readonly minCapacity: number;
}

/** Keeps CPU, memory and requests of a service's tasks near their targets. 164.308(a)(7)(i) */
export class ServiceAutoscaling extends Construct {
  constructor(scope: Construct, id: string, props: ServiceAutoscalingProps) {
    super(scope, id);
    const target = new AppautoscalingTarget(this, "Resource", {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: props.resourceId,
      minCapacity: props.minCapacity,
      maxCapacity: props.maxTasks,
    });
    const track = (what: string, targetValue: number, predefinedMetricType: string, resourceLabel?: string) =>
      new AppautoscalingPolicy(this, what, {
        name: `${props.name}-${what}`,
        policyType: "TargetTrackingScaling",
        serviceNamespace: target.serviceNamespace,
        scalableDimension: target.scalableDimension,
        resourceId: target.resourceId,
        targetTrackingScalingPolicyConfiguration: {
          ...COOLDOWN,
          targetValue,
          predefinedMetricSpecification: { predefinedMetricType, resourceLabel },
        },
      });
    const { cpuPercent = 70, memoryPercent = 75, requests } = props;
    track("cpu", cpuPercent, "ECSServiceAverageCPUUtilization");
    track("memory", memoryPercent, "ECSServiceAverageMemoryUtilization");
    if (requests) track("requests", requests.perTarget, "ALBRequestCountPerTarget", requests.resourceLabel);
  }
}
