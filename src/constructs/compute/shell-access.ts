import type { PolicyStatement } from "../../platform/policy-document";
import type { EncryptedLogGroup } from "../observability/encrypted-log-group";

/** Whether people may open shells in the tasks of a service. */
export type Shells = { readonly allowed: false } | { readonly allowed: true; readonly reason: string };

/** How a cluster encrypts and records shells. */
export interface ShellSessions {
  /** CMK of the sessions and of their log. */
  readonly keyArn: string;
  readonly logGroup: EncryptedLogGroup;
}

/**
 * Folders of the agent that ECS puts into a container: on a read-only root they are volumes. It runs as root whatever the
 * container's user is, and volumes of Fargate belong to root, so that it needs no capability to write there.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-considerations
 */
export const AGENT_FOLDERS = {
  "ssm-agent-data": "/var/lib/amazon/ssm",
  "ssm-agent-logs": "/var/log/amazon/ssm",
} as const;

/**
 * What a task's own role needs so that people can open shells in the task: the session's channels, its key and its log.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-enabling-and-using
 */
export function permitShells({ keyArn, logGroup }: ShellSessions): readonly PolicyStatement[] {
  return [
    {
      sid: "OpenSessionChannels", // they know no resource
      actions: [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      resources: ["*"],
    },
    { sid: "DecryptSessions", actions: ["kms:Decrypt"], resources: [keyArn] },
    { sid: "LookWhetherSessionLogIsEncrypted", actions: ["logs:DescribeLogGroups"], resources: ["*"] }, // it knows none either
    ...logGroup.permitWriting({ streams: "*", listsThem: true }), // 164.312(b): one stream a session, named by AWS
  ];
}

/** @throws Error when shells are allowed without a reason */
export function requireReason(path: string, shells: Shells | undefined): void {
  if (!shells?.allowed || shells.reason.trim() !== "") return;
  throw new Error(
    `[${path}] shells.reason is "${shells.reason}"; allowed is a sentence. Say why people must see into running containers.`,
  );
}
