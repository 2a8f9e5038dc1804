import { omnirapeuticDeployments, omnirapeuticIn } from "../support/omnirapeutic";
import type { Block } from "../support/synthesize";

interface ContainerDefinition {
  readonly name: string;
  readonly healthCheck?: { readonly command: readonly string[] };
  readonly logConfiguration: { readonly logDriver: string; readonly options: { readonly [name: string]: string } };
}

const zones = ["a", "b", "c"];

describe.each(omnirapeuticDeployments)("data in $name", ({ name, environment, config }) => {
  const stack = omnirapeuticIn(environment);
  const all = (type: string): Block[] => Object.values(stack.every(type));
  const metricsIn = (namespace: string): Block[] =>
    all("aws_cloudwatch_metric_alarm").filter(
      (alarm) => alarm.namespace === namespace || JSON.stringify(alarm.metric_query ?? "").includes(`"${namespace}"`),
    );

  it("comes from the load balancer to tasks on Fargate, in any app subnet [002-alb-to-ecs] [002-ecs-launch-type] [002-ecs-tasks-app-a] [002-ecs-tasks-app-b] [002-ecs-tasks-app-c]", () => {
    const services = all("aws_ecs_service");
    expect(services).toHaveLength(3);
    for (const service of services) {
      const strategy = [service.capacity_provider_strategy ?? []].flat() as Block[];
      const providers = strategy.map(({ capacity_provider }) => capacity_provider as string);
      expect(service.launch_type ?? providers.join()).toBe("FARGATE");
      expect(service.network_configuration.subnets).toEqual(
        zones.map((zone) => `\${aws_subnet.network_app_${zone}.id}`),
      );
    }
    const balanced = services.flatMap(({ load_balancer }) => [load_balancer ?? []].flat() as Block[]);
    expect(balanced.map(({ target_group_arn }) => target_group_arn as string).sort()).toEqual(
      Object.keys(stack.every("aws_lb_target_group"))
        .map((id) => `\${aws_lb_target_group.${id}.arn}`)
        .sort(),
    );
  });

  it("goes to targets that are asked for their health, and that finish their requests before they leave [002-flow-target-health] [002-deploy-drain]", () => {
    for (const { health_check: check, deregistration_delay: delay } of all("aws_lb_target_group")) {
      expect(check).toMatchObject({ enabled: true, path: expect.stringMatching(/^\//) });
      expect(Number(delay)).toBeGreaterThan(0);
    }
  });

  it("reaches an API that is asked for its health twice: by ECS in the container, by the load balancer from outside [004-docker-health-both]", () => {
    const [task] = all("aws_ecs_task_definition").filter(({ family }) => family === `${name}-api`);
    const [container] = JSON.parse(task!.container_definitions) as ContainerDefinition[];
    expect(container!.healthCheck?.command.join(" ")).toContain("http://localhost:3000/health");
    const [targets] = all("aws_lb_target_group").filter((group) => group.name === `${name}-api-tg`);
    expect(targets!.health_check).toMatchObject({ enabled: true, path: "/health" });
  });

  it("stays in the VPC between load balancer and tasks, by HTTP [002-tls-alb-ecs]", () => {
    for (const group of all("aws_lb_target_group")) {
      expect(group).toMatchObject({ protocol: "HTTP", target_type: "ip", vpc_id: "${aws_vpc.network.id}" });
    }
  });

  it("goes from tasks to Secrets Manager and ECR by HTTPS alone: 443 is their only way to AWS [002-tls-secrets] [002-tls-ecr]", () => {
    const tasks = Object.entries(stack.every("aws_security_group")).find(
      ([, group]) => group.tags.Name === `${name}-ecs-sg`,
    )![0];
    const out = all("aws_vpc_security_group_egress_rule").filter(
      (rule) => rule.security_group_id === `\${aws_security_group.${tasks}.id}`,
    );
    expect(new Set(out.map(({ from_port }) => from_port as number))).toEqual(new Set([443, 5432]));
    const { services } = config.network.interfaceEndpoints;
    expect(services).toContain("secretsmanager");
    for (const service of services) {
      expect(stack.at(`aws_vpc_endpoint.network_endpoints_${service.replaceAll(".", "_")}`)).toMatchObject({
        vpc_endpoint_type: "Interface",
        private_dns_enabled: true,
      });
    }
  });

  it("that containers print goes to the service's own log group [002-flow-ecs-logs] [004-sec-container-logs]", () => {
    const containers = all("aws_ecs_task_definition").flatMap(
      ({ container_definitions }) => JSON.parse(container_definitions) as ContainerDefinition[],
    );
    expect(containers.length).toBeGreaterThan(3);
    const groups = containers.map(({ logConfiguration }) => {
      expect(logConfiguration.logDriver).toBe("awslogs");
      expect(logConfiguration.options["awslogs-region"]).toBe("us-east-1");
      return logConfiguration.options["awslogs-group"]!;
    });
    expect(new Set(groups).size).toBe(containers.length);
    for (const group of groups) expect(group).toMatch(/^\$\{aws_cloudwatch_log_group\.\w+\.name\}$/);
  });

  it("about requests becomes metrics that alarms use: the load balancer's and the web ACL's [002-service-waf] [002-flow-alb-metrics] [002-flow-waf-metrics]", () => {
    const balancer = Object.keys(stack.every("aws_lb"))[0]!;
    const ofBalancer = metricsIn("AWS/ApplicationELB");
    expect(ofBalancer.length).toBeGreaterThanOrEqual(3);
    for (const alarm of ofBalancer) expect(JSON.stringify(alarm)).toContain(`\${aws_lb.${balancer}.arn_suffix}`);
    expect(metricsIn("AWS/WAFV2")).not.toEqual([]);
    expect(stack.only("aws_wafv2_web_acl").visibility_config.cloudwatch_metrics_enabled).toBe(true);
  });
});
