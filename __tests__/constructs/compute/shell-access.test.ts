import { statementsOf, type Block, type Synthesized } from "../../support/synthesize";
import { keyArn, synthesizeService } from "./sample-service";

const reason = "The team tests the database's connection from a task.";
const stack = synthesizeService({ shells: { allowed: true, reason }, writablePaths: { cache: "/tmp" } });
const taskPolicy = "aws_iam_policy.api_task_roles_task_policy";

function container(of: Synthesized): Block {
  const [only] = JSON.parse(of.at("aws_ecs_task_definition.api_task").container_definitions as string) as Block[];
  return only!;
}

describe("shells in the tasks of a service", () => {
  it("are off unless a reason is given, and then leave no trace", () => {
    for (const shells of [undefined, { allowed: false } as const]) {
      const closed = synthesizeService({ shells });
      expect(closed.only("aws_ecs_service").enable_execute_command).toBe(false);
      expect(closed.addresses()).not.toContain(taskPolicy);
      expect(container(closed).mountPoints).toEqual([]);
    }
  });

  it("are on with a reason: the task's role opens the four channels [000-ecs-exec-enabled]", () => {
    expect(stack.only("aws_ecs_service").enable_execute_command).toBe(true);
    expect(statementsOf(stack.at(taskPolicy).policy)[0]).toEqual({
      Sid: "OpenSessionChannels",
      Effect: "Allow",
      Action: ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"].map(
        (action) => `ssmmessages:${action}`,
      ),
      Resource: "*",
    });
  });

  it("find the agent's folders writable in a container whose root is read-only [000-ecs-exec-read-only-root]", () => {
    expect(container(stack)).toMatchObject({
      readonlyRootFilesystem: true,
      linuxParameters: { initProcessEnabled: true }, // reaps what a shell leaves behind
      mountPoints: [
        { sourceVolume: "cache", containerPath: "/tmp" },
        { sourceVolume: "ssm-agent-data", containerPath: "/var/lib/amazon/ssm" },
        { sourceVolume: "ssm-agent-logs", containerPath: "/var/log/amazon/ssm" },
      ],
    });
    expect(stack.at("aws_ecs_task_definition.api_task").volume).toEqual([
      { name: "cache" },
      { name: "ssm-agent-data" },
      { name: "ssm-agent-logs" },
    ]);
  });

  it("are encrypted and recorded, by the task's own role, in the cluster's log group alone [000-ecs-exec-audited]", () => {
    const group = "${aws_cloudwatch_log_group.cluster_session_logs.arn}";
    const [, ...others] = statementsOf(stack.at(taskPolicy).policy);
    expect(others.map(({ Action, Resource }) => [Action as string, Resource as string])).toEqual([
      ["kms:Decrypt", keyArn],
      ["logs:DescribeLogGroups", "*"],
      [["logs:CreateLogStream", "logs:PutLogEvents"], `${group}:log-stream:*`],
      ["logs:DescribeLogStreams", [group, `${group}:*`]],
    ]);
    expect(stack.only("aws_ecs_cluster").configuration).toMatchObject({
      execute_command_configuration: {
        kms_key_id: keyArn,
        logging: "OVERRIDE",
        log_configuration: {
          cloud_watch_encryption_enabled: true,
          cloud_watch_log_group_name: "${aws_cloudwatch_log_group.cluster_session_logs.name}",
        },
      },
    });
  });

  it("leave the program's own permissions in place, and other tasks alone", () => {
    const permissions = [{ sid: "ReadFiles", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::files/a"] }];
    const both = synthesizeService({ permissions, shells: { allowed: true, reason } });
    expect(statementsOf(both.at(taskPolicy).policy).map(({ Sid }) => Sid as string)).toContain("ReadFiles");
    expect(both.at("aws_iam_policy.bootstrap_roles_task_policy").policy).not.toContain("ssmmessages");
  });

  it("are refused without a reason", () => {
    expect(() => synthesizeService({ shells: { allowed: true, reason: " " } })).toThrow(
      '[sample-dev/api] shells.reason is " "; allowed is a sentence.',
    );
  });
});

describe("ShellAccessRole", () => {
  const statements = statementsOf(stack.at("aws_iam_policy.shells_policy").policy);
  const tasks = "arn:aws:ecs:us-east-1:123456789012:task/${aws_ecs_cluster.cluster.name}/*";

  it("opens shells in containers of one name in one cluster", () => {
    expect(statements[0]).toEqual({
      Sid: "OpenShellsInThisContainer",
      Effect: "Allow",
      Action: "ecs:ExecuteCommand",
      Resource: ["${aws_ecs_cluster.cluster.arn}", tasks],
      Condition: { StringEquals: { "ecs:container-name": "api" } },
    });
  });

  it("finds the tasks of that cluster, encrypts with the sessions' key, and may do nothing more", () => {
    expect(statements.slice(1).map(({ Action, Resource, Condition }) => [Action, Resource, Condition])).toEqual([
      ["ecs:DescribeTasks", tasks, undefined],
      ["ecs:ListTasks", "*", { ArnEquals: { "ecs:cluster": "${aws_ecs_cluster.cluster.arn}" } }],
      ["kms:GenerateDataKey", keyArn, undefined],
    ]);
  });

  it("is assumed with a second factor, and useless without [000-compliance-mfa]", () => {
    const [trust] = statementsOf(stack.at("aws_iam_role.shells").assume_role_policy);
    expect(trust?.Condition).toEqual({ Bool: { "aws:MultiFactorAuthPresent": "true" } });
    expect(stack.at("aws_iam_policy.shells_mfa_policy").policy).toContain("DenyEverythingWithoutMfa");
  });
});
