import type { Construct } from "constructs";
import { acknowledgeRunTimeNames } from "../../platform/run-time-names";
import { SystemStack } from "../../platform/system-stack";
import { PersonRole } from "../identity/person-role";
import type { EcsCluster } from "./ecs-cluster";

export interface ShellAccessRoleProps {
  /** Such as `omni-portal-production-shell`. */
  readonly name: string;
  /** Its tasks alone, and its sessions' key. */
  readonly cluster: EcsCluster;
  /** Shells open in containers of this name alone. */
  readonly containerName: string;
}

/**
 * The role that people assume, with a second factor, to open recorded shells in the containers of one name in one cluster.
 * It starts no other sessions: `ssm:StartSession` on a task would go round the container's name. 164.312(a)(1), 164.312(d)
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-limit-access-container-name
 */
export class ShellAccessRole extends PersonRole {
  constructor(scope: Construct, id: string, { name, cluster, containerName }: ShellAccessRoleProps) {
    const { account, region } = SystemStack.of(scope).settings;
    const tasks = `arn:aws:ecs:${region}:${account}:task/${cluster.clusterName}/*`;
    super(scope, id, {
      name,
      description: `Opens shells in ${containerName}; assumed by people with MFA`,
      permissions: [
        {
          sid: "OpenShellsInThisContainer",
          actions: ["ecs:ExecuteCommand"],
          resources: [cluster.clusterArn, tasks],
          conditions: { StringEquals: { "ecs:container-name": containerName } },
        },
        { sid: "SeeTasks", actions: ["ecs:DescribeTasks"], resources: [tasks] },
        {
          sid: "FindTasks",
          actions: ["ecs:ListTasks"],
          resources: ["*"], // tasks of Fargate run on no container instance, the only resource that it knows
          conditions: { ArnEquals: { "ecs:cluster": cluster.clusterArn } },
        },
        { sid: "EncryptSessions", actions: ["kms:GenerateDataKey"], resources: [cluster.shells.keyArn] },
      ],
    });
    acknowledgeRunTimeNames(this.policy);
  }
}
