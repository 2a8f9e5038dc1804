import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { policyDocument, serviceTrust, type PolicyStatement } from "../../platform/policy-document";
import { acknowledgeRunTimeNames } from "../../platform/run-time-names";
import { SystemStack } from "../../platform/system-stack";
import type { EncryptedLogGroup, LogWriter } from "../observability/encrypted-log-group";
import { PULL } from "./container-repository";
import { permitShells, type ShellSessions } from "./shell-access";

/** Secrets of one key. */
export interface SecretsAccess {
  /** Full ARNs, with the suffix that Secrets Manager adds. */
  readonly secretArns: readonly string[];
  /** CMK of the secrets; its policy admits Secrets Manager. */
  readonly keyArn: string;
}

export interface TaskRolesProps {
  /** The roles are `<name>-execution` and `<name>-task`. */
  readonly name: string;
  readonly repositoryArn: string;
  readonly logs: LogWriter & { readonly group: EncryptedLogGroup };
  /** What ECS hands to the container. @default nothing */
  readonly injected?: SecretsAccess;
  /** What the program itself may do. @default nothing */
  readonly permissions?: readonly PolicyStatement[];
  /** Shells in the task, which the task's role opens. @default nobody opens shells */
  readonly shellSessions?: ShellSessions;
}

/**
 * The two roles of a task: by the execution role ECS pulls the image, hands over secrets and writes logs; the task role is
 * the program's own. Only tasks of this account and region assume them. 164.312(a)(1), 164.308(a)(4)(ii)(B)
 */
export class TaskRoles extends Construct {
  readonly executionRoleArn: string;
  readonly taskRoleArn: string;
  /** A task that starts before this holds cannot start, or may not do its work. */
  readonly permissions: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: TaskRolesProps) {
    super(scope, id);
    const execution = this.addRole("execution", `${props.name}-execution`, `Starts tasks of ${props.name}`);
    const task = this.addRole("task", `${props.name}-task`, `What ${props.name} itself may do`);
    this.executionRoleArn = execution.arn;
    this.taskRoleArn = task.arn;
    const own = [...(props.permissions ?? []), ...(props.shellSessions ? permitShells(props.shellSessions) : [])];
    this.permissions = [
      this.permit("execution", execution, executionStatements(this, props), { writesLogs: true }),
      ...(own.length > 0 ? [this.permit("task", task, own, { writesLogs: props.shellSessions !== undefined })] : []),
    ];
  }

  /** ECS names itself as source by `*` alone, whatever the cluster. */
  private addRole(id: string, name: string, description: string): IamRole {
    const { account, region } = SystemStack.of(this).settings;
    return new IamRole(this, id, {
      name,
      description,
      assumeRolePolicy: serviceTrust("ecs-tasks.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: { "aws:SourceArn": `arn:aws:ecs:${region}:${account}:*` },
      }),
    });
  }

  private permit(
    id: string,
    role: IamRole,
    statements: readonly PolicyStatement[],
    { writesLogs }: { readonly writesLogs: boolean },
  ): ITerraformDependable {
    const policy = new IamPolicy(this, `${id}_policy`, { name: role.name, policy: policyDocument(statements) });
    if (writesLogs) acknowledgeRunTimeNames(policy);
    return new IamRolePolicyAttachment(this, `${id}_attachment`, { role: role.name, policyArn: policy.arn });
  }
}

function executionStatements(scope: Construct, props: TaskRolesProps): PolicyStatement[] {
  return [
    { sid: "LogInToEcr", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] }, // ECR knows no narrower resource
    {
      sid: "PullFromOwnRepository",
      actions: PULL,
      resources: [props.repositoryArn],
    },
    ...props.logs.group.permitWriting(props.logs),
    ...(props.injected ? readSecrets(scope, props.injected) : []),
  ];
}

/** Reading exactly these secrets, and decrypting with their key through Secrets Manager alone. */
export function readSecrets(scope: Construct, { secretArns, keyArn }: SecretsAccess): PolicyStatement[] {
  const { region } = SystemStack.of(scope).settings;
  return [
    { sid: "ReadOwnSecrets", actions: ["secretsmanager:GetSecretValue"], resources: [...new Set(secretArns)] },
    {
      sid: "DecryptOwnSecrets",
      actions: ["kms:Decrypt"],
      resources: [keyArn],
      conditions: { StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` } },
    },
  ];
}
