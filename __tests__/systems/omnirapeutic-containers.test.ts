import { omnirapeuticDeployments, omnirapeuticIn } from "../support/omnirapeutic";
import { statementsOf, type Block } from "../support/synthesize";

const services = ["api", "web", "worker"] as const;

describe.each(omnirapeuticDeployments.map(({ environment }) => ({ environment })))(
  "Omnirapeutic's containers in $environment",
  ({ environment }) => {
    const stack = omnirapeuticIn(environment);
    const prefix = `omnirapeutic-${environment}`;
    const named = (type: string, name: string, by = "name"): Block =>
      Object.values(stack.every(type)).find((block) => block[by] === name)!;
    const service = (name: string) => named("aws_ecs_service", `${prefix}-${name}`);
    const definition = (name: string) => named("aws_ecs_task_definition", `${prefix}-${name}`, "family");
    const container = (name: string): Block => JSON.parse(definition(name).container_definitions as string)[0];
    const api = container("api");
    const environmentOf = Object.fromEntries(
      api.environment.map(({ name, value }: { name: string; value: string }) => [name, value]),
    ) as Record<string, string>;

    it("has the cluster, with Container Insights, and three services on Fargate [004-cluster-name] [002-service-names] [004-arch-service-name] [002-ecs-launch-type] [004-integration-cluster]", () => {
      expect(stack.only("aws_ecs_cluster").name).toBe(`${prefix}-cluster`);
      expect(
        Object.values(stack.every("aws_ecs_service"))
          .map(({ name }) => name)
          .sort(),
      ).toEqual(services.map((name) => `${prefix}-${name}`));
      for (const name of services) {
        expect(service(name)).toMatchObject({ launch_type: "FARGATE", cluster: "${aws_ecs_cluster.cluster.arn}" });
      }
    });

    it("places tasks in the app subnets of all zones, without public addresses [002-ecs-tasks-app-a] [002-ecs-tasks-app-b] [002-ecs-tasks-app-c] [004-net-private-subnets] [004-net-no-public-ip]", () => {
      for (const name of services) {
        expect(service(name).network_configuration).toMatchObject({
          assign_public_ip: false,
          subnets: ["a", "b", "c"].map((zone) => `\${aws_subnet.network_app_${zone}.id}`),
        });
      }
    });

    it("rolls deployments, waits for health and undoes failures [002-deploy-rolling] [002-deploy-wait-health] [002-deploy-alarms]", () => {
      for (const name of services) {
        expect(service(name)).toMatchObject({
          deployment_minimum_healthy_percent: 100,
          deployment_maximum_percent: 200,
          deployment_circuit_breaker: { enable: true, rollback: true },
        });
      }
      expect(service("api")).toMatchObject({
        health_check_grace_period_seconds: 60,
        alarms: { enable: true, rollback: true },
      });
    });

    it("makes the api's service after the rule that routes to it [004-learn-depends-on] [004-module-main] [004-resources-six]", () => {
      expect(JSON.stringify(service("api").depends_on)).toContain("aws_lb_listener_rule.");
    });

    it("keeps images immutable, scanned and encrypted with the s3 key [004-ecr-repository] [004-sec-ecr-kms] [004-hipaa-image-immutable] [002-deploy-scan] [002-service-ecr]", () => {
      for (const name of services) {
        expect(named("aws_ecr_repository", `${prefix}-${name}`)).toMatchObject({
          image_tag_mutability: "IMMUTABLE",
          image_scanning_configuration: { scan_on_push: true },
          encryption_configuration: [{ encryption_type: "KMS", kms_key: "${aws_kms_key.keys_s3.arn}" }],
        });
      }
    });

    it("names the api's container, image by digest, port and user [004-arch-container-name] [004-arch-image] [004-integration-ecr] [004-arch-port] [004-docker-user] [002-deploy-task-definition]", () => {
      expect(api).toMatchObject({ name: "api", user: "1001", portMappings: [{ containerPort: 3000 }] });
      expect(api.image).toMatch(
        /^\$\{aws_ecr_repository\.\w+\.repository_url\}@\$\{aws_ssm_parameter\.\w+\.insecure_value\}$/,
      );
    });

    it("checks the api's container as documented [004-docker-health-command] [004-docker-health-interval] [004-docker-health-timeout] [004-docker-health-start] [004-docker-health-retries]", () => {
      expect(api.healthCheck).toMatchObject({ interval: 30, timeout: 5, startPeriod: 60, retries: 3 });
      expect(api.healthCheck.command[1]).toMatch(/^wget .*http:\/\/localhost:3000\/health/);
    });

    it("gives the api its environment, the database by reference [002-deploy-environment] [004-env-node-env] [004-env-port] [004-env-db-host] [004-env-db-name] [004-env-db-port]", () => {
      expect(environmentOf).toMatchObject({ NODE_ENV: "production", PORT: "3000", DB_PORT: "5432" });
      expect(environmentOf.DB_HOST).toBe("${aws_rds_cluster.database.endpoint}");
      expect(environmentOf.DB_NAME).toMatch(/omnirapeutic|database_name/);
    });

    it("gives the api its secrets by reference, never as text [002-deploy-secrets] [004-secret-db-password] [004-secret-jwt] [004-issue-arn-suffix] [004-no-secrets-in-environment]", () => {
      expect(api.secrets.map(({ name }: { name: string }) => name)).toEqual(["DB_PASSWORD", "JWT_SECRET"]);
      for (const { valueFrom } of api.secrets) expect(valueFrom).toMatch(/^\$\{aws_secretsmanager_secret\.\w+\.arn\}/);
      expect(environmentOf).not.toHaveProperty("DB_PASSWORD");
    });

    it("writes all output to the services' log groups [002-log-group-api] [002-log-group-web] [002-log-group-worker] [004-res-log-group] [002-flow-ecs-logs] [004-sec-container-logs]", () => {
      for (const name of services) {
        const [id] = Object.entries(stack.every("aws_cloudwatch_log_group")).find(
          ([, group]) => group.name === `/ecs/${prefix}/${name}`,
        )!;
        expect(container(name).logConfiguration).toMatchObject({
          logDriver: "awslogs",
          options: { "awslogs-group": `\${aws_cloudwatch_log_group.${id}.name}` },
        });
      }
    });

    it("gives every service its own two roles with the least permissions [002-execution-role-pull] [002-execution-role-logs] [002-execution-role-secrets] [002-task-role] [004-sec-execution-role] [004-sec-secret-policies] [004-res-iam-attachments]", () => {
      const roles = services.flatMap((name) => [definition(name).execution_role_arn, definition(name).task_role_arn]);
      expect(new Set(roles).size).toBe(2 * services.length);
      for (const name of services) {
        const statements = statementsOf(
          named("aws_iam_policy", `\${aws_iam_role.${name}_task_roles_execution.name}`).policy,
        );
        expect(statements.filter(({ Resource }) => Resource === "*").map(({ Action }) => Action)).toEqual([
          "ecr:GetAuthorizationToken",
        ]);
        expect(JSON.stringify(statements.map(({ Action }) => Action))).not.toContain("*");
      }
    });

    it("watches the api's CPU, memory and tasks [002-alarms-ecs-count] [002-alarm-ecs-api-cpu-high] [002-alarm-ecs-api-memory-high] [002-alarm-ecs-api-tasks-low]", () => {
      const alarm = (what: string) => named("aws_cloudwatch_metric_alarm", `${prefix}-ecs-api-${what}`, "alarm_name");
      const busy = { namespace: "AWS/ECS", statistic: "Average", threshold: 80, period: 300, evaluation_periods: 3 };
      expect(alarm("cpu-high")).toMatchObject({
        ...busy,
        metric_name: "CPUUtilization",
        treat_missing_data: "notBreaching",
      });
      expect(alarm("memory-high")).toMatchObject({ ...busy, metric_name: "MemoryUtilization" });
      expect(alarm("tasks-low")).toMatchObject({
        namespace: "ECS/ContainerInsights",
        metric_name: "RunningTaskCount",
        statistic: "Minimum",
        comparison_operator: "LessThanThreshold",
        threshold: 2,
        period: 60,
        evaluation_periods: 5,
        treat_missing_data: "breaching",
        dimensions: { ServiceName: `${prefix}-api` },
      });
    });
  },
);

it("gives production the documented sizes and counts [002-service-api] [002-service-web] [002-service-worker] [002-ecs-api-count] [002-ecs-api-size] [002-ecs-web-count] [002-ecs-web-size] [002-ecs-worker-count] [002-ecs-worker-size] [002-deploy-cpu-memory] [004-res-service] [004-res-task-definition]", () => {
  const stack = omnirapeuticIn("production");
  for (const [name, count] of [
    ["api", 2],
    ["web", 2],
    ["worker", 1],
  ] as const) {
    expect(stack.at(`aws_ecs_task_definition.${name}_task`)).toMatchObject({ cpu: "512", memory: "1024" });
    expect(stack.at(`aws_ecs_service.${name}`).desired_count).toContain(`? ${count} : 0`);
  }
});
