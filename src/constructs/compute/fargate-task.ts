import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { PolicyStatement } from "../../platform/policy-document";
import type { Safeguard } from "../../platform/safeguard";
import { SystemStack } from "../../platform/system-stack";
import type { DataClass } from "../../platform/tags";
import { EncryptedLogGroup } from "../observability/encrypted-log-group";
import { containerDefinition, requireContainer, type ContainerProps } from "./container-definition";
import { requireFixedImage } from "./container-image";
import { requireFargateSize, type FargateSize } from "./fargate-size";
import { AGENT_FOLDERS, type ShellSessions } from "./shell-access";
import { TaskRoles, type SecretsAccess } from "./task-roles";

/** Least retention of a container's output. */
const YEAR_DAYS = 365;

export interface TaskLogProps {
  /** Such as `/ecs/omnirapeutic-production/api`. */
  readonly groupName: string;
  /** A step of CloudWatch Logs of at least 365 days. */
  readonly retentionDays: number;
  /** CMK whose policy admits CloudWatch Logs. */
  readonly keyArn: string;
  /** The most sensitive data that the output may hold. */
  readonly dataClass: DataClass;
  /** Kept: Terraform refuses to destroy the logs. */
  readonly protection: Safeguard;
}

export interface FargateTaskProps extends ContainerProps, FargateSize {
  /** Family of the task definition, and start of the roles' names, such as `omnirapeutic-production-api`. */
  readonly name: string;
  /** @default "X86_64" */
  readonly cpuArchitecture?: "X86_64" | "ARM64";
  /** CMK of the secrets. Required with `secrets`. */
  readonly secretsKeyArn?: string;
  /** What the program itself may do in AWS. @default nothing */
  readonly permissions?: readonly PolicyStatement[];
  readonly logs: TaskLogProps;
}

/** A task whose shells are open to people. */
interface ShellProps {
  /** Of the task's cluster. @default nobody opens shells */
  readonly shellSessions?: ShellSessions;
}

/**
 * What one task is: a container without root, privileges, capabilities or a writable root, its two roles and its log
 * group. A service or a single run starts it.
 */
export class FargateTask extends Construct {
  readonly taskDefinitionArn: string;
  readonly family: string;
  readonly executionRoleArn: string;
  readonly taskRoleArn: string;
  readonly logGroupName: string;
  /** What must be in place before a task can start. */
  readonly permissions: readonly ITerraformDependable[];

  /** @throws Error when Fargate or ECS would refuse the task, the image is not fixed, or logs are kept less than a year */
  constructor(scope: Construct, id: string, { shellSessions, ...given }: FargateTaskProps & ShellProps) {
    super(scope, id);
    const props = shellSessions ? { ...given, writablePaths: { ...given.writablePaths, ...AGENT_FOLDERS } } : given;
    requireTask(this, props);
    const { region } = SystemStack.of(this).settings;
    const logGroup = new EncryptedLogGroup(this, "logs", { ...props.logs, name: props.logs.groupName });
    const roles = new TaskRoles(this, "roles", {
      name: props.name,
      repositoryArn: props.image.repositoryArn,
      logs: { group: logGroup, streams: `${props.containerName}/*` }, // one stream a task
      injected: injectedSecrets(props),
      permissions: props.permissions,
      shellSessions,
    });
    const definition = new EcsTaskDefinition(this, "Resource", {
      family: props.name,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: String(props.cpu),
      memory: String(props.memoryMiB),
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: props.cpuArchitecture ?? "X86_64" },
      executionRoleArn: roles.executionRoleArn,
      taskRoleArn: roles.taskRoleArn,
      containerDefinitions: JSON.stringify([containerDefinition(props, { group: logGroup.logGroupName, region })]),
      volume: Object.keys(props.writablePaths ?? {})
        .sort()
        .map((name) => ({ name })),
      skipDestroy: true, // a rollback needs the revision before
    });
    this.taskDefinitionArn = definition.arn;
    this.family = definition.family;
    this.executionRoleArn = roles.executionRoleArn;
    this.taskRoleArn = roles.taskRoleArn;
    this.permissions = roles.permissions;
    this.logGroupName = logGroup.logGroupName;
  }
}

function injectedSecrets({ secrets = {}, secretsKeyArn }: FargateTaskProps): SecretsAccess | undefined {
  const secretArns = Object.values(secrets).map(({ secretArn }) => secretArn);
  return secretArns.length > 0 && secretsKeyArn !== undefined ? { secretArns, keyArn: secretsKeyArn } : undefined;
}

function requireTask(task: FargateTask, props: FargateTaskProps): void {
  const { path } = task.node;
  requireFargateSize(path, props);
  requireFixedImage(path, props.image);
  requireContainer(path, props);
  if (props.logs.retentionDays < YEAR_DAYS) {
    throw new Error(
      `[${path}] logs.retentionDays is ${props.logs.retentionDays}; allowed are ${YEAR_DAYS} and more. Set ${YEAR_DAYS}.`,
    );
  }
  if (Object.keys(props.secrets ?? {}).length > 0 && props.secretsKeyArn === undefined) {
    throw new Error(`[${path}] secretsKeyArn is missing; allowed is the CMK of the secrets. Set it beside secrets.`);
  }
}
