import { tagFacts, text, type Checker } from "../checker";

export const awsEcsService: Checker = {
  group: "Infrastructure",
  read: async (resource, { ecs }) => {
    const { services: [service] = [] } = await ecs.describeServices({
      cluster: text(resource, "cluster"),
      services: [text(resource, "name")],
      include: ["TAGS"],
    });
    if (!service || service.status === "INACTIVE") return undefined; // ECS still tells of deleted services
    const breaker = service.deploymentConfiguration?.deploymentCircuitBreaker;
    return {
      name: service.serviceName,
      status: service.status,
      all_tasks_run: service.runningCount === service.desiredCount,
      desired_count: service.desiredCount,
      assign_public_ip: service.networkConfiguration?.awsvpcConfiguration?.assignPublicIp === "ENABLED",
      rolls_back: breaker?.enable === true && breaker.rollback === true,
      platform_version: service.platformVersion,
      enable_execute_command: service.enableExecuteCommand === true,
      runs_planned_task_definition: service.taskDefinition === text(resource, "task_definition"),
      ...tagFacts(service.tags?.map(({ key, value }) => ({ Key: key, Value: value }))),
    };
  },
  healthy: [
    { title: "Every service is active", fact: "status", is: "ACTIVE" },
    { title: "Every service runs all its tasks", fact: "all_tasks_run", is: true },
    { title: "No service has public addresses", fact: "assign_public_ip", is: false }, // 164.312(a)(1)
    { title: "Every service undoes failed deployments", fact: "rolls_back", is: true },
    { title: "No service admits shells", fact: "enable_execute_command", is: false }, // 164.312(a)(1)
    { title: "Every service runs the planned task definition", fact: "runs_planned_task_definition", is: true },
  ],
};
