import type { ServiceDeploymentsConfig } from "../../config/service-deployments";
import type { Deployments } from "../../constructs/compute/fargate-service-props";
import type { LoadBalancer } from "../../constructs/edge/load-balancer";
import type { AlarmTopic } from "../../constructs/observability/alarm-topic";

/** How a service behind the load balancer moves to a new version, as configured. @param topic is told of what failed */
export function deploymentsOf(
  config: ServiceDeploymentsConfig,
  loadBalancer: LoadBalancer,
  topic: AlarmTopic,
): Deployments {
  if (config.strategy === "rolling") return config;
  const { keepOldMinutes: keepOldTasksMinutes, ...settings } = config;
  return { ...settings, keepOldTasksMinutes, traffic: loadBalancer.traffic, topic };
}
