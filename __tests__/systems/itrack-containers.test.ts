import { environments, itrackIn } from "../support/itrack";
import type { Block } from "../support/synthesize";

const SERVICES = ["backend", "frontend"] as const;

describe.each(environments)(
  "the containers of iTrack in $environment",
  ({ environment, prefix, config, inProduction }) => {
    const stack = itrackIn(environment);
    const service = (name: string) => stack.at(`aws_ecs_service.${name}_service`);
    const task = (name: string) => stack.at(`aws_ecs_task_definition.${name}_service_task`);
    const container = (name: string) => (JSON.parse(task(name).container_definitions as string) as Block[])[0]!;

    it("run in the documented cluster, under the documented names [003-ecs-cluster-name] [003-ecs-service-name]", () => {
      expect(stack.only("aws_ecs_cluster").name).toBe(`itrack-ecs-cluster-${environment}`);
      expect(service("backend").name).toBe("itrack-backend-service");
      expect(service("frontend").name).toBe("itrack-frontend-service");
    });

    it("run on Fargate in private subnets [003-ecs-fargate]", () => {
      for (const name of SERVICES) {
        expect(service(name).launch_type).toBe("FARGATE");
        for (const subnet of service(name).network_configuration.subnets as string[])
          expect(subnet).toMatch(/network_app_/);
      }
    });

    it("are 1 in staging and 3 in production, and may be more [003-staging-ecs-count] [003-production-ecs-count] [003-scaling-ecs-room]", () => {
      const least = inProduction ? 3 : 1;
      for (const name of SERVICES) {
        // None before the first release.
        expect(service(name).desired_count).toContain(`? ${least} : 0`);
        const target = stack.at(`aws_appautoscaling_target.${name}_service_scaling`);
        expect(target.min_capacity).toContain(`? ${least} : 0`);
        expect(target.max_capacity).toBeGreaterThan(least);
      }
    });

    it.each(SERVICES)(
      "%s follows CPU and memory, and shrinks again [003-scaling-ecs-cpu] [003-scaling-ecs-memory] [003-scaling-cost]",
      (name) => {
        const policies = Object.entries(stack.every("aws_appautoscaling_policy"))
          .filter(([id]) => id.startsWith(`${name}_`))
          .map(([, policy]) => policy.target_tracking_scaling_policy_configuration as Block);
        const metrics = policies.map(({ predefined_metric_specification: of }) => of.predefined_metric_type as string);
        expect(metrics.sort()).toEqual(["ECSServiceAverageCPUUtilization", "ECSServiceAverageMemoryUtilization"]);
        for (const { disable_scale_in } of policies) expect(disable_scale_in ?? false).toBe(false);
      },
    );

    it("have the documented size in production and never a larger one in staging [003-ecs-cpu-1024] [003-ecs-memory-2048] [003-sizing-per-environment]", () => {
      if (inProduction) expect(task("backend")).toMatchObject({ cpu: "1024", memory: "2048" });
      const production = itrackIn("production");
      for (const name of SERVICES) {
        const there = production.at(`aws_ecs_task_definition.${name}_service_task`);
        expect(Number(task(name).cpu)).toBeLessThanOrEqual(Number(there.cpu));
        expect(Number(task(name).memory)).toBeLessThanOrEqual(Number(there.memory));
        const target = `aws_appautoscaling_target.${name}_service_scaling`;
        expect(stack.at(target).max_capacity).toBeLessThanOrEqual(production.at(target).max_capacity as number);
      }
    });

    it("write to the documented log groups, kept a year and encrypted [003-ecs-log-group-name]", () => {
      const groups = Object.values(stack.every("aws_cloudwatch_log_group"));
      for (const name of SERVICES) {
        expect(groups.find((group) => group.name === `/ecs/itrack-${name}-${environment}`)).toMatchObject({
          retention_in_days: 365,
          kms_key_id: "${aws_kms_key.keys_logs.arn}",
        });
      }
    });

    it("are asked for their health: the backend on 8080 by /health [003-health-target-group]", () => {
      const { healthPath, port } = config.services.backend;
      expect([healthPath, port]).toEqual(["/health", 8080]);
      for (const id of ["backend_targets", ...(inProduction ? ["backend_green_targets"] : [])]) {
        expect(stack.at(`aws_lb_target_group.${id}`)).toMatchObject({ port: 8080, health_check: { path: "/health" } });
      }
      expect(container("backend").healthCheck.command.join(" ")).toContain("8080/health");
    });

    it("deploy blue/green in production: two groups, two listeners, and CodeDeploy between them [003-blue-green-production]", () => {
      if (!inProduction) {
        stack.none("aws_codedeploy_deployment_group");
        return;
      }
      const group = stack.only("aws_codedeploy_deployment_group");
      expect(group.deployment_style).toMatchObject({
        deployment_type: "BLUE_GREEN",
        deployment_option: "WITH_TRAFFIC_CONTROL",
      });
      const pair = group.load_balancer_info.target_group_pair_info as Block;
      expect((pair.target_group as Block[]).map(({ name }) => name as string)).toEqual([
        `${prefix}-backend-blue`,
        `${prefix}-backend-green`,
      ]);
      expect(pair.prod_traffic_route.listener_arns).toEqual(["${aws_lb_listener.load_balancer_https.arn}"]);
      expect(pair.test_traffic_route.listener_arns).toEqual(["${aws_lb_listener.load_balancer_test.arn}"]);
    });

    it("undo a deployment that fails [003-pipeline-rollback-configured]", () => {
      const undone = { enable: true, rollback: true };
      expect(service("frontend").deployment_circuit_breaker).toEqual(undone);
      if (inProduction)
        expect(stack.only("aws_codedeploy_deployment_group").auto_rollback_configuration.enabled).toBe(true);
      else expect(service("backend").deployment_circuit_breaker).toEqual(undone);
    });

    it("come from repositories that scan, and in which no tag moves [003-image-repositories]", () => {
      const repositories = Object.values(stack.every("aws_ecr_repository"));
      expect(repositories.map(({ name }) => name as string).sort()).toEqual([
        `${prefix}-backend`,
        `${prefix}-frontend`,
      ]);
      for (const repository of repositories) {
        expect(repository).toMatchObject({
          image_tag_mutability: "IMMUTABLE",
          image_scanning_configuration: { scan_on_push: true },
          encryption_configuration: [{ encryption_type: "KMS", kms_key: "${aws_kms_key.keys_s3.arn}" }],
        });
      }
    });
  },
);
