import type { ECS, Service } from "@aws-sdk/client-ecs";
import { sameTask } from "../../aws/task-definition";
import { tagFacts, text, type Checker, type StateResource } from "../checker";

export const awsEcsService: Checker = {
  group: "Infrastructure",
  read: async (resource, { ecs }) => {
    const { services: [service] = [] } = await ecs.describeServices({
      cluster: text(resource, "cluster"),
      services: [text(resource, "name")],
      include: ["TAGS"],
    });
    if (!service || service.status === "INACTIVE") return undefined; // ECS still tells of deleted services
    return {
      name: service.serviceName,
      status: service.status,
      all_tasks_run: service.runningCount === service.desiredCount,
      desired_count: service.desiredCount,
      assign_public_ip: service.networkConfiguration?.awsvpcConfiguration?.assignPublicIp === "ENABLED",
      rolls_back: isShifted(service) || rollsBack(service),
      platform_version: service.platformVersion,
      shells_as_planned: (service.enableExecuteCommand === true) === (resource.values.enable_execute_command === true),
      runs_planned_task_definition: await runsPlanned(ecs, service, resource),
      ...tagFacts(service.tags?.map(({ key, value }) => ({ Key: key, Value: value }))),
    };
  },
  healthy: [
    { title: "Every service is active", fact: "status", is: "ACTIVE" },
    { title: "Every service runs all its tasks", fact: "all_tasks_run", is: true },
    { title: "No service has public addresses", fact: "assign_public_ip", is: false }, // 164.312(a)(1)
    { title: "Every service undoes failed deployments", fact: "rolls_back", is: true },
    { title: "No service admits shells that are not planned", fact: "shells_as_planned", is: true }, // 164.312(a)(1)
    { title: "Every service runs the planned task definition", fact: "runs_planned_task_definition", is: true },
  ],
};

/** CodeDeploy replaces its tasks; that it undoes what fails is checked of its deployment group. */
function isShifted({ deploymentController }: Service): boolean {
  return deploymentController?.type === "CODE_DEPLOY";
}

function rollsBack({ deploymentConfiguration }: Service): boolean {
  const breaker = deploymentConfiguration?.deploymentCircuitBreaker;
  return breaker?.enable === true && breaker.rollback === true;
}

/** CodeDeploy moves a service on behind Terraform's back: planned is then what Terraform registered last of the family. */
async function runsPlanned(ecs: ECS, service: Service, resource: StateResource): Promise<boolean> {
  const { taskDefinition = "" } = service;
  if (!isShifted(service)) return taskDefinition === text(resource, "task_definition");
  const family = /([^/:]+):\d+$/.exec(taskDefinition)?.[1] ?? taskDefinition;
  return sameTask(ecs, taskDefinition, family);
}
