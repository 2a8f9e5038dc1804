import { Construct } from "constructs";
import { FargateTask, type FargateTaskProps } from "./fargate-task";
import { readSecrets, type SecretsAccess } from "./task-roles";

export interface OneShotTaskProps extends Omit<FargateTaskProps, "port" | "healthCheck" | "permissions"> {
  /** Secrets that the program reads by itself. @default none */
  readonly readableSecrets?: SecretsAccess;
}

/** A task that somebody runs once, such as a database bootstrap: defined, with its roles and log group, but not started. */
export class OneShotTask extends Construct {
  readonly taskDefinitionArn: string;
  readonly family: string;
  readonly executionRoleArn: string;
  readonly taskRoleArn: string;
  readonly logGroupName: string;

  /** @throws Error when Fargate or ECS would refuse the task */
  constructor(scope: Construct, id: string, { readableSecrets, ...props }: OneShotTaskProps) {
    super(scope, id);
    const task = new FargateTask(this, "Default", {
      ...props,
      permissions: readableSecrets && readSecrets(this, readableSecrets),
    });
    this.taskDefinitionArn = task.taskDefinitionArn;
    this.family = task.family;
    this.executionRoleArn = task.executionRoleArn;
    this.taskRoleArn = task.taskRoleArn;
    this.logGroupName = task.logGroupName;
  }
}
