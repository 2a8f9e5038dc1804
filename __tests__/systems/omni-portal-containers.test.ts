import { environments, omniPortalIn } from "../support/omni-portal";
import { statementsOf, type Block } from "../support/synthesize";

describe.each(environments)("the containers of OmniPortal in $environment", ({ environment, prefix, config }) => {
  const stack = omniPortalIn(environment);
  const service = stack.only("aws_ecs_service");
  const definition = stack.at("aws_ecs_task_definition.api_task");
  const [container] = JSON.parse(definition.container_definitions as string) as [Block];
  const variables = Object.fromEntries(
    (container.environment as Block[]).map(({ name, value }) => [name as string, value as string]),
  );
  const policyOf = (role: string) => statementsOf(stack.at(`aws_iam_policy.api_task_roles_${role}_policy`).policy);

  it("are one service omni-portal-api on Fargate, in the cluster of the environment [000-api-fargate] [000-api-service-name] [000-ecs-exec-cluster-name] [000-module-ecs]", () => {
    expect(stack.only("aws_ecs_cluster").name).toBe(prefix);
    expect(service.name).toBe("omni-portal-api");
    expect(container.name).toBe("omni-portal-api");
    expect(definition).toMatchObject({ network_mode: "awsvpc", requires_compatibilities: ["FARGATE"] });
  });

  it("run in private subnets of three zones, without public addresses [000-api-multi-az] [000-network-private-subnets]", () => {
    expect(service.network_configuration).toMatchObject({
      subnets: ["a", "b", "c"].map((zone) => `\${aws_subnet.network_app_${zone}.id}`),
      assign_public_ip: false,
    });
  });

  it("have the size that the environment declares [000-cost-dev-fargate] [000-cost-production-fargate-cpu]", () => {
    const sizes = { dev: ["512", "1024"], staging: ["1024", "2048"], production: ["2048", "4096"] };
    expect([definition.cpu, definition.memory]).toEqual(sizes[environment as keyof typeof sizes]);
  });

  it("are at least two tasks as soon as there is an image, three in production [000-api-two-or-more-tasks] [000-cost-production-fargate-count]", () => {
    const tasks = environment === "production" ? 3 : 2;
    expect(config.api.tasks.min).toBe(tasks);
    expect(service.desired_count).toMatch(new RegExp(`\\? ${tasks} : 0`));
  });

  it("scale between two numbers on CPU 70 and memory 80 percent [000-autoscaling-cpu] [000-autoscaling-memory] [000-autoscaling-room] [000-module-ecs]", () => {
    const target = stack.only("aws_appautoscaling_target");
    const most = environment === "production" ? 10 : 4;
    expect(target.max_capacity).toBe(most);
    expect(most).toBeGreaterThan(config.api.tasks.min);
    expect(target.min_capacity).toBe(service.desired_count);
    expect(service.lifecycle.ignore_changes).toContain("desired_count");
    const aims = Object.values(stack.every("aws_appautoscaling_policy")).map((policy) => {
      const { predefined_metric_specification: metric, target_value } =
        policy.target_tracking_scaling_policy_configuration as Block;
      return [metric.predefined_metric_type as string, target_value as number];
    });
    expect(Object.fromEntries(aims)).toEqual({
      ECSServiceAverageCPUUtilization: 70,
      ECSServiceAverageMemoryUtilization: 80,
    });
  });

  it("are measured by Container Insights [000-ecs-container-insights]", () => {
    expect(stack.only("aws_ecs_cluster").setting).toEqual([{ name: "containerInsights", value: "enabled" }]);
  });

  it("write to the documented log group for a year, encrypted [000-log-group-name] [000-app-log-retention]", () => {
    const group = stack.at("aws_cloudwatch_log_group.api_task_logs");
    expect(group).toMatchObject({
      name: `/aws/ecs/${prefix}/api`,
      retention_in_days: 365,
      kms_key_id: "${aws_kms_key.keys_cloudwatch.arn}",
    });
    expect(container.logConfiguration.options["awslogs-group"]).toBe("${aws_cloudwatch_log_group.api_task_logs.name}");
  });

  it("know where database and Redis are, and as whom to come [000-ecs-exec-env-db]", () => {
    expect(variables).toMatchObject({
      DB_HOST: "${aws_db_instance.database.address}",
      DB_PORT: "3306",
      DB_USER: "omni_portal_app",
      DB_IAM_USER: "omni_portal_iam",
      REDIS_HOST: "${aws_elasticache_replication_group.redis.primary_endpoint_address}",
      REDIS_SCHEME: "tls",
    });
  });

  it("get secrets by reference and hold none in their environment [000-secrets-injected-by-reference]", () => {
    const secrets = Object.fromEntries(
      (container.secrets as Block[]).map(({ name, valueFrom }) => [name as string, valueFrom as string]),
    );
    expect(secrets).toEqual({
      APP_KEY: "${aws_secretsmanager_secret.secret_app_key.arn}",
      DB_PASSWORD: "${aws_secretsmanager_secret.secret_database_user.arn}:password::",
      JWT_SECRET: "${aws_secretsmanager_secret.secret_jwt_secret.arn}",
    });
    expect(Object.keys(variables).filter((name) => /PASSWORD|SECRET|KEY|TOKEN/.test(name))).toEqual([]);
  });

  it("may read exactly these secrets by the execution role, and nobody else may [000-secrets-read-right-narrow]", () => {
    const reads = policyOf("execution").filter(({ Action }) =>
      [Action].flat().includes("secretsmanager:GetSecretValue"),
    );
    expect(reads.map(({ Resource }) => [...(Resource as string[])].sort())).toEqual([
      [
        "${aws_secretsmanager_secret.secret_app_key.arn}",
        "${aws_secretsmanager_secret.secret_database_user.arn}",
        "${aws_secretsmanager_secret.secret_jwt_secret.arn}",
      ],
    ]);
    expect(policyOf("task").filter(({ Action }) => JSON.stringify(Action).includes("secretsmanager"))).toEqual([]);
  });

  it("have two roles: one that starts them, one of their own [000-compliance-task-roles-differ]", () => {
    expect(definition.execution_role_arn).not.toBe(definition.task_role_arn);
    expect([definition.execution_role_arn, definition.task_role_arn].every(Boolean)).toBe(true);
  });

  it("may connect to this database as one user, and to this Redis as one user [000-db-iam-auth-grant]", () => {
    const connects = policyOf("task").filter(({ Action }) => /:connect$/i.test(String(Action)));
    expect(connects.map(({ Action, Resource }) => [Action as string, Resource as unknown])).toEqual([
      [
        "rds-db:connect",
        "arn:aws:rds-db:us-east-1:123456789012:dbuser:${aws_db_instance.database.resource_id}/omni_portal_iam",
      ],
      [
        "elasticache:Connect",
        ["${aws_elasticache_replication_group.redis.arn}", "${aws_elasticache_user.redis_user.arn}"],
      ],
    ]);
  });

  it("read and write files of their buckets alone [000-flow-to-s3]", () => {
    const files = policyOf("task").filter(({ Action }) => JSON.stringify(Action).includes('"s3:'));
    const reached = files.flatMap(({ Resource }) => [Resource].flat() as string[]);
    expect(new Set(reached.map((arn) => /aws_s3_bucket\.(\w+)\./.exec(arn)?.[1]))).toEqual(
      new Set(["documents", "assets"]),
    );
  });

  it("open recorded shells, with a read-only root and the agent's folders as volumes [000-ecs-exec-enabled] [000-ecs-exec-audited]", () => {
    expect(service.enable_execute_command).toBe(true);
    expect(container.readonlyRootFilesystem).toBe(true);
    expect((container.mountPoints as Block[]).map(({ containerPath }) => containerPath as string).sort()).toEqual([
      "/var/lib/amazon/ssm",
      "/var/log/amazon/ssm",
    ]);
    const channels = policyOf("task").find(({ Sid }) => Sid === "OpenSessionChannels");
    expect(channels!.Action).toEqual([
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ]);
    const { execute_command_configuration: shells } = stack.only("aws_ecs_cluster").configuration as Block;
    expect(shells).toMatchObject({
      logging: "OVERRIDE",
      kms_key_id: "${aws_kms_key.keys_cloudwatch.arn}",
      log_configuration: {
        cloud_watch_encryption_enabled: true,
        cloud_watch_log_group_name: "${aws_cloudwatch_log_group.cluster_session_logs.name}",
      },
    });
    expect(stack.at("aws_cloudwatch_log_group.cluster_session_logs").retention_in_days).toBe(2557);
  });

  it("may listen on port 80 without being root", () => {
    expect(container.portMappings).toEqual([{ containerPort: 80, hostPort: 80, protocol: "tcp" }]);
    expect(container.user).toBe("1001");
    expect(container.linuxParameters.capabilities).toEqual({ drop: ["ALL"] });
    expect(container.systemControls).toEqual([{ namespace: "net.ipv4.ip_unprivileged_port_start", value: "0" }]);
  });

  it("run on spare capacity in development alone; the cluster offers it [000-tip-spot]", () => {
    expect(stack.only("aws_ecs_cluster_capacity_providers").capacity_providers).toEqual(["FARGATE", "FARGATE_SPOT"]);
    const providers = ((service.capacity_provider_strategy ?? []) as Block[]).map(
      ({ capacity_provider }) => capacity_provider as string,
    );
    expect(providers).toEqual(environment === "dev" ? ["FARGATE_SPOT"] : []);
    expect(service.launch_type).toBe(environment === "dev" ? undefined : "FARGATE");
  });
});

describe.each(environments)("people in OmniPortal's $environment", ({ environment, prefix }) => {
  const stack = omniPortalIn(environment);

  it("come by one role, with a second factor, and have no users, passwords or keys [000-compliance-mfa]", () => {
    for (const type of ["aws_iam_user", "aws_iam_user_login_profile", "aws_iam_access_key"]) stack.none(type);
    const assumedByPeople = Object.values(stack.every("aws_iam_role")).filter(({ assume_role_policy }) =>
      (assume_role_policy as string).includes('"AWS":'),
    );
    expect(assumedByPeople.map(({ name }) => name as string)).toEqual([`${prefix}-shell`]);
    expect(statementsOf(assumedByPeople[0]!.assume_role_policy)[0]!.Condition).toEqual({
      Bool: { "aws:MultiFactorAuthPresent": "true" },
    });
    expect(statementsOf(stack.at("aws_iam_policy.shell_role_mfa_policy").policy)).toEqual([
      {
        Sid: "DenyEverythingWithoutMfa",
        Effect: "Deny",
        Action: "*",
        Resource: "*",
        Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
      },
    ]);
  });

  it("open shells in the containers of this cluster alone", () => {
    const [exec] = statementsOf(stack.at("aws_iam_policy.shell_role_policy").policy);
    expect(exec).toEqual({
      Sid: "OpenShellsInThisContainer",
      Effect: "Allow",
      Action: "ecs:ExecuteCommand",
      Resource: [
        "${aws_ecs_cluster.cluster.arn}",
        "arn:aws:ecs:us-east-1:123456789012:task/${aws_ecs_cluster.cluster.name}/*",
      ],
      Condition: { StringEquals: { "ecs:container-name": "omni-portal-api" } },
    });
  });
});
