import { Failure } from "../failure";
import type { OutputValue } from "../terraform";

/** Where a service's releases are written and run; one entry of the output `container_services`. */
export interface ReleasedService {
  /** Name of the ECS service. */
  readonly service: string;
  /** Name of the ECR repository. */
  readonly repository: string;
  /** Name of the parameter that holds the digest. */
  readonly release_parameter: string;
  /** ARN of the task definition that Terraform deployed last. */
  readonly task_definition: string;
  /** Tasks at rest. */
  readonly min_tasks: number;
  /** Only where CodeDeploy replaces the tasks. */
  readonly codedeploy?: CodeDeployControl;
}

/** Whose deployments, of which container and port, replace the tasks. */
export interface CodeDeployControl {
  readonly application: string;
  readonly deployment_group: string;
  readonly container: string;
  readonly port: number;
  /** For which a deployment waits, for alarms. */
  readonly minutes: number;
}

/** What a release reads of the deployed state. */
export interface ReleaseTarget extends ReleasedService {
  readonly cluster: string;
}

/** A release that CodeDeploy makes. */
export interface ShiftedTarget extends ReleaseTarget {
  readonly codedeploy: CodeDeployControl;
}

/** Whether CodeDeploy replaces the service's tasks. */
export function isShifted(target: ReleaseTarget): target is ShiftedTarget {
  return target.codedeploy !== undefined;
}

/**
 * The service of that short name, from the deployment's outputs. Pure.
 * @throws Failure when the deployment has no such service, or is not deployed
 */
export function releaseTarget(
  deployment: string,
  name: string,
  outputs: Readonly<Record<string, OutputValue>>,
): ReleaseTarget {
  const services = outputs.container_services?.value as Readonly<Record<string, ReleasedService>> | undefined;
  const cluster = outputs.ecs_cluster_name?.value as string | undefined;
  if (!services || !cluster) {
    throw new Failure(`${deployment} has no services to release: its outputs name none.`, {
      fix: `Deploy it first: npx estate deploy ${deployment}`,
    });
  }
  const found = services[name];
  if (found) return { ...found, cluster };
  throw new Failure(`${deployment} has no service "${name}".`, {
    fix: `Name one of ${Object.keys(services).join(", ")}.`,
  });
}
