import type { AwsClients } from "../../../src/delivery/aws/clients";
import { checkers } from "../../../src/delivery/verify/checkers";

/** What the type's checker says when AWS gives these answers, whichever client it asks. */
function read(type: string, values: Record<string, unknown>, answers: Record<string, unknown>) {
  const client = new Proxy({}, { get: (_, operation: string) => () => Promise.resolve(answers[operation]) });
  const clients = new Proxy({}, { get: () => client }) as AwsClients;
  return checkers[type]!.read({ address: `${type}.sample`, type, values }, clients);
}

const running = {
  serviceName: "api",
  status: "ACTIVE",
  runningCount: 2,
  desiredCount: 2,
  platformVersion: "LATEST",
  enableExecuteCommand: false,
  taskDefinition: "api:2",
  networkConfiguration: { awsvpcConfiguration: { subnets: [], assignPublicIp: "DISABLED" } },
  deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
};
const service = (changes: object) =>
  read(
    "aws_ecs_service",
    { task_definition: "api:2" },
    { describeServices: { services: [{ ...running, ...changes }] } },
  );
/** CodeDeploy controls it, and has moved it on. */
const shifted = {
  deploymentController: { type: "CODE_DEPLOY" },
  deploymentConfiguration: {},
  taskDefinition: "arn:task-definition/api:2",
};
const container = { readonlyRootFilesystem: true, privileged: false, user: "1001" };
const definition = (changes: object) =>
  read(
    "aws_ecs_task_definition",
    {},
    {
      describeTaskDefinition: {
        taskDefinition: { status: "ACTIVE", containerDefinitions: [{ ...container, ...changes }] },
      },
    },
  );

describe("checkers of containers", () => {
  it("find a sound service and task definition sound", async () => {
    for (const [type, facts] of [
      ["aws_ecs_service", await service({})],
      ["aws_ecs_task_definition", await definition({})],
    ] as const) {
      for (const { fact, is } of checkers[type]!.healthy!) expect([fact, facts?.[fact]]).toEqual([fact, is]);
    }
  });

  it.each([
    ["a task too few", { runningCount: 1 }, { all_tasks_run: false }],
    ["another task definition", { taskDefinition: "api:1" }, { runs_planned_task_definition: false }],
    ["shells", { enableExecuteCommand: true }, { shells_as_planned: false }],
    ["no circuit breaker", { deploymentConfiguration: {} }, { rolls_back: false }],
    [
      "public addresses",
      { networkConfiguration: { awsvpcConfiguration: { assignPublicIp: "ENABLED" } } },
      { assign_public_ip: true },
    ],
  ])("notice a service with %s", async (_, change, facts) => {
    expect(await service(change)).toMatchObject(facts);
  });

  it.each([
    [true, true],
    [false, false],
  ])("hold shells against the plan: switched on in AWS %s, as planned %s", async (enableExecuteCommand, asPlanned) => {
    const values = { task_definition: "api:2", enable_execute_command: true };
    const answers = { describeServices: { services: [{ ...running, enableExecuteCommand }] } };
    expect(await read("aws_ecs_service", values, answers)).toMatchObject({ shells_as_planned: asPlanned });
  });

  it("take a service of CodeDeploy for sound while it runs what was registered last, whatever the revision", async () => {
    const registered = { cpu: "256", registeredAt: 1, containerDefinitions: [{ name: "api", image: "api@sha256:1" }] };
    const [again, other] = [
      { ...registered, revision: 4 },
      { ...registered, cpu: "512", revision: 4 },
    ];
    for (const [newest, planned] of [
      [again, true],
      [other, false],
    ] as const) {
      const described = { "arn:task-definition/api:2": { ...registered, revision: 2 }, api: newest };
      const ecs = {
        describeServices: async () => ({ services: [{ ...running, ...shifted }] }),
        describeTaskDefinition: async ({ taskDefinition }: { taskDefinition: keyof typeof described }) => ({
          taskDefinition: described[taskDefinition],
        }),
      };
      const values = { task_definition: "arn:task-definition/api:1" };
      const resource = { address: "aws_ecs_service.sample", type: "aws_ecs_service", values };
      const facts = await checkers.aws_ecs_service!.read(resource, { ecs } as unknown as AwsClients);
      expect(facts).toMatchObject({ runs_planned_task_definition: planned, rolls_back: true });
    }
  });

  it("take a service that ECS calls inactive for deleted", async () => {
    expect(await service({ status: "INACTIVE" })).toBeUndefined();
  });

  it.each([
    ["a writable root", { readonlyRootFilesystem: false }, { readonly_root: false }],
    ["privileges", { privileged: true }, { privileged: true }],
    ["root as user", { user: "0" }, { runs_as_root: true }],
  ])("notice a container with %s", async (_, change, facts) => {
    expect(await definition(change)).toMatchObject(facts);
  });

  it("notice a repository whose tags may move", async () => {
    const repositories = [{ repositoryName: "api", imageTagMutability: "MUTABLE" }];
    expect(
      await read(
        "aws_ecr_repository",
        { name: "api" },
        { describeRepositories: { repositories }, listTagsForResource: {} },
      ),
    ).toMatchObject({
      image_tag_mutability: "MUTABLE",
    });
  });

  it("notice a cluster without Container Insights", async () => {
    const clusters = [
      { clusterName: "c", status: "ACTIVE", settings: [{ name: "containerInsights", value: "disabled" }] },
    ];
    expect(await read("aws_ecs_cluster", {}, { describeClusters: { clusters } })).toMatchObject({
      container_insights: "disabled",
    });
  });

  it("notice another minimum of tasks than planned", async () => {
    const answers = { describeScalableTargets: { ScalableTargets: [{ MinCapacity: 1 }] }, listTagsForResource: {} };
    expect(await read("aws_appautoscaling_target", { min_capacity: 2 }, answers)).toMatchObject({
      planned_minimum: false,
    });
  });
});
