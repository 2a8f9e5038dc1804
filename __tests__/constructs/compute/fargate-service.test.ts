import { statementsOf } from "../../support/synthesize";
import { keyArn, secretArn, synthesizeService } from "./sample-service";

const stack = synthesizeService();
const service = stack.only("aws_ecs_service");
const [container] = JSON.parse(stack.at("aws_ecs_task_definition.api_task").container_definitions as string);

describe("FargateService", () => {
  it("runs on the latest platform of Fargate, in private subnets, without public addresses or shells", () => {
    expect(service).toMatchObject({
      launch_type: "FARGATE",
      platform_version: "LATEST",
      enable_execute_command: false,
      network_configuration: { assign_public_ip: false, subnets: ["subnet-a", "subnet-b"] },
    });
  });

  it("replaces tasks one by one, keeps zones balanced and undoes failed deployments", () => {
    expect(service).toMatchObject({
      deployment_minimum_healthy_percent: 100,
      deployment_maximum_percent: 200,
      availability_zone_rebalancing: "ENABLED",
      deployment_circuit_breaker: { enable: true, rollback: true },
    });
  });

  it("undoes deployments during which its load alarms fire, without a cycle", () => {
    expect(service.alarms).toEqual({
      enable: true,
      rollback: true,
      alarm_names: ["cpu_high", "memory_high"].map(
        (alarm) => `\${aws_cloudwatch_metric_alarm.api_alarms_${alarm}.alarm_name}`,
      ),
    });
    expect(JSON.stringify(stack.every("aws_cloudwatch_metric_alarm"))).not.toContain("aws_ecs_service");
  });

  it("runs nothing before the first release, and its minimum afterwards", () => {
    const tasks = '${(aws_ssm_parameter.release.insecure_value != "none") ? 2 : 0}';
    expect(service.desired_count).toBe(tasks);
    expect(stack.only("aws_appautoscaling_target")).toMatchObject({ min_capacity: tasks, max_capacity: 6 });
  });

  it("leaves the number of tasks to scaling and the image to releases", () => {
    expect(service.lifecycle).toEqual({ ignore_changes: ["desired_count"] });
    expect(stack.at("aws_ecs_task_definition.api_task")).not.toHaveProperty("lifecycle");
    expect(container.image).toBe(
      "${aws_ecr_repository.repository.repository_url}@${aws_ssm_parameter.release.insecure_value}",
    );
  });

  it("has the name of its family, or one of its own", () => {
    expect(service.name).toBe("sample-api");
    const named = synthesizeService({ serviceName: "sample-portal-api" });
    expect(named.only("aws_ecs_service").name).toBe("sample-portal-api");
    expect(named.at("aws_ecs_task_definition.api_task").family).toBe("sample-api");
    const { dimensions } = named.at("aws_cloudwatch_metric_alarm.api_alarms_cpu_high");
    expect(dimensions.ServiceName).toBe("sample-portal-api");
  });

  it("confines the container", () => {
    expect(container).toMatchObject({
      user: "1001",
      privileged: false,
      readonlyRootFilesystem: true,
      linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
    });
  });

  it("asks the container every 30 seconds whether it is well", () => {
    expect(container.healthCheck).toEqual({
      command: ["CMD-SHELL", "wget -q -O /dev/null http://localhost:3000/health || exit 1"],
      interval: 30,
      timeout: 5,
      startPeriod: 60,
      retries: 3,
    });
  });

  it("hands over secrets by their full ARN, and one value of a JSON secret by its key", () => {
    expect(container.secrets).toEqual([
      { name: "DB_PASSWORD", valueFrom: `${secretArn}:password::` },
      { name: "JWT_SECRET", valueFrom: secretArn },
    ]);
  });

  it("lets the execution role pull its image, write its logs and read its secrets, and nothing more", () => {
    const statements = statementsOf(stack.at("aws_iam_policy.api_task_roles_execution_policy").policy);
    expect(statements.map(({ Sid, Resource }) => [Sid, Resource])).toEqual([
      ["LogInToEcr", "*"],
      ["PullFromOwnRepository", "${aws_ecr_repository.repository.arn}"],
      ["WriteOwnLogs", "${aws_cloudwatch_log_group.api_task_logs.arn}:log-stream:api/*"],
      ["ReadOwnSecrets", secretArn],
      ["DecryptOwnSecrets", keyArn],
    ]);
  });

  it("lets only tasks of this account assume its roles", () => {
    const roles = Object.entries(stack.every("aws_iam_role")).filter(([id]) => id.includes("_roles_"));
    expect(roles).toHaveLength(4);
    for (const [, role] of roles) {
      expect(statementsOf(role.assume_role_policy)[0]!.Condition).toEqual({
        StringEquals: { "aws:SourceAccount": "123456789012" },
        ArnLike: { "aws:SourceArn": "arn:aws:ecs:us-east-1:123456789012:*" },
      });
    }
  });

  it.each([
    [{ cpu: 300 }, "cpu is 300; allowed are 256, 512, 1024, 2048, 4096, 8192, 16384"],
    [{ cpu: 512, memoryMiB: 512 }, "memoryMiB is 512; with cpu 512 allowed are 1024, 2048, 3072, 4096"],
    [{ cpu: 256, memoryMiB: 1536 }, "memoryMiB is 1536; with cpu 256 allowed are 512, 1024, 2048"],
    [{ port: 70_000 }, "port is 70000; allowed are whole numbers from 1 to 65535"],
    [{ healthCheck: { path: "health" } }, 'healthCheck.path is "health"; allowed is a path that starts with /'],
    [{ port: undefined }, "healthCheck has no port"],
    [{ user: "root" }, 'user is "root"; allowed is any user but root'],
    [{ user: "0:0" }, 'user is "0:0"; allowed is any user but root'],
    [{ stopTimeoutSeconds: 300 }, "stopTimeoutSeconds is 300; allowed are 2-120"],
    [{ secretsKeyArn: undefined }, "secretsKeyArn is missing"],
    [{ scaling: { minTasks: 0, maxTasks: 2 } }, "scaling.minTasks is 0; allowed are whole numbers from 1"],
    [{ scaling: { minTasks: 3, maxTasks: 2 } }, "scaling.maxTasks is 2; allowed are whole numbers from minTasks (3)"],
    [
      { scaling: { minTasks: 1, maxTasks: 2, requests: { perTarget: 100, resourceLabel: "x" } } },
      "scaling.requests is set without targets",
    ],
    [
      { targets: { targetGroupArn: "x", targetGroupName: "x", port: 80, routedBy: [] } },
      "port is 3000; allowed is the target group's (80)",
    ],
    [{ targets: { targetGroupArn: "x", targetGroupName: "x", port: 3000, routedBy: [] } }, "Route it first"],
    [
      { logs: { groupName: "/x", retentionDays: 30, keyArn, dataClass: "pii", protection: { kept: true } } as const },
      "logs.retentionDays is 30; allowed are 365 and more",
    ],
  ])("refuses %j", (props, message) => {
    expect(() => synthesizeService(props)).toThrow(message);
  });

  it.each(["sample:latest", "sample", "host:5000/sample"])("refuses the image %s, which is not fixed", (imageUri) => {
    const image = { imageUri, repositoryArn: "arn", isReleased: true };
    expect(() => synthesizeService({ image })).toThrow(`image is "${imageUri}"; allowed are`);
  });

  it("takes an image of a version", () => {
    const image = { imageUri: "host:5000/sample:v1.0.0", repositoryArn: "arn", isReleased: true };
    expect(synthesizeService({ image }).only("aws_ecs_service").desired_count).toBe("${true ? 2 : 0}");
  });
});

describe("OneShotTask", () => {
  it("may read exactly its secrets by itself", () => {
    const statements = statementsOf(stack.at("aws_iam_policy.bootstrap_roles_task_policy").policy);
    expect(statements.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      ["secretsmanager:GetSecretValue", secretArn],
      ["kms:Decrypt", keyArn],
    ]);
  });

  it("runs the command instead of the image's own", () => {
    const [bootstrap] = JSON.parse(stack.at("aws_ecs_task_definition.bootstrap").container_definitions as string);
    expect(bootstrap.command).toEqual(["node", "dist/bootstrap/main.js"]);
  });
});
