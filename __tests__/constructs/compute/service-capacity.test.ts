import { synthesizeService } from "./sample-service";

const providers = "aws_ecs_cluster_capacity_providers.cluster_capacity";

describe("a cluster's capacity", () => {
  it("is on demand alone", () => {
    expect(synthesizeService().at(providers)).toMatchObject({
      capacity_providers: ["FARGATE"],
      default_capacity_provider_strategy: [{ capacity_provider: "FARGATE", weight: 1 }],
    });
  });

  it("also offers Spot when asked, to those who choose it [000-tip-spot]", () => {
    const stack = synthesizeService({}, { kept: true }, { spot: true });
    expect(stack.at(providers)).toMatchObject({
      capacity_providers: ["FARGATE", "FARGATE_SPOT"],
      default_capacity_provider_strategy: [{ capacity_provider: "FARGATE", weight: 1 }],
    });
    expect(stack.only("aws_ecs_service").launch_type).toBe("FARGATE");
  });
});

describe("a service's capacity", () => {
  it("is Spot where it may pause [000-tip-spot]", () => {
    const service = synthesizeService({ capacity: "spot" }, { kept: true }, { spot: true }).only("aws_ecs_service");
    expect(service.capacity_provider_strategy).toEqual([{ capacity_provider: "FARGATE_SPOT", weight: 1 }]);
    expect(service).not.toHaveProperty("launch_type");
  });

  it("is refused as Spot on a cluster that does not offer it", () => {
    expect(() => synthesizeService({ capacity: "spot" })).toThrow(
      '[sample-dev/api] capacity is "spot"; allowed is "on-demand" on a cluster without Spot. Give the cluster spot: true.',
    );
  });
});

it("scales at the CPU and memory that it is given, such as 70 and 80 percent [000-autoscaling-cpu] [000-autoscaling-memory]", () => {
  const stack = synthesizeService({ scaling: { minTasks: 2, maxTasks: 4, cpuPercent: 70, memoryPercent: 80 } });
  const tracked = Object.values(stack.every("aws_appautoscaling_policy")).map(
    ({ target_tracking_scaling_policy_configuration: tracking }) => [
      tracking.predefined_metric_specification.predefined_metric_type as string,
      tracking.target_value as number,
    ],
  );
  expect(tracked).toEqual([
    ["ECSServiceAverageCPUUtilization", 70],
    ["ECSServiceAverageMemoryUtilization", 80],
  ]);
});

it.each([
  [80, [{ namespace: "net.ipv4.ip_unprivileged_port_start", value: "0" }]],
  [1023, [{ namespace: "net.ipv4.ip_unprivileged_port_start", value: "0" }]],
  [1024, undefined],
  [undefined, undefined],
])("a program that is not root listens on port %s without a capability", (port, systemControls) => {
  const stack = synthesizeService({ port, healthCheck: undefined });
  const [container] = JSON.parse(stack.at("aws_ecs_task_definition.api_task").container_definitions as string) as [
    { user: string; systemControls?: unknown; linuxParameters: unknown },
  ];
  expect(container.user).toBe("1001");
  expect(container.linuxParameters).toMatchObject({ capabilities: { drop: ["ALL"] } });
  expect(container.systemControls).toEqual(systemControls);
});
