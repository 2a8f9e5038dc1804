import type { FargateServiceProps } from "./fargate-service-props";

/** @throws Error when ECS or CodeDeploy would refuse the service, nothing routes to the targets, or the task counts are no range */
export function requireService(path: string, { scaling, targets, port, deployments }: FargateServiceProps): void {
  const { minTasks, maxTasks, requests } = scaling;
  const shift = deployments && deployments.strategy !== "rolling" ? deployments : undefined;
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
    shift &&
      !targets &&
      `deployments is ${shift.strategy} without targets; allowed is it with a target group. Say rolling`,
    shift &&
      targets?.targetGroupArn !== shift.traffic.blue.targetGroupArn &&
      "targets are not the blue ones of deployments.traffic; allowed are those, which get the requests first. Make both the same",
    shift &&
      requests &&
      "scaling.requests is set with traffic that shifts between target groups; allowed are CPU and memory. Leave it out",
  ].find((found) => typeof found === "string");
  if (problem !== undefined) throw new Error(`[${path}] ${problem}.`);
}
