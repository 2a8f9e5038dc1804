import type { DeploymentInfo } from "@aws-sdk/client-codedeploy";
import type { AwsClients } from "../../../src/delivery/aws/clients";
import type { Review } from "../../../src/delivery/plan";
import { noProgress } from "../../../src/delivery/progress";
import { release } from "../../../src/delivery/release";
import { appSpec, judgeShift, watchShift } from "../../../src/delivery/release/traffic-shift";
import { awsError } from "../backend/fake-aws";
import { change, planOf, Scratch, type FakeTerraform } from "../../support/delivery";
import { account, atRest, digest, outputs, taskDefinition } from "./support";

const before = taskDefinition.replace(/2$/, "1");
const codedeploy = { application: "app", deployment_group: "group", container: "api", port: 3000, minutes: 0 };
const target = { ...outputs.container_services.value.api, cluster: "omnirapeutic-dev", codedeploy };
const stopped: DeploymentInfo = {
  status: "Stopped",
  errorInformation: { code: "ALARM_ACTIVE", message: "One or more alarms have been activated." },
  rollbackInfo: { rollbackDeploymentId: "d-back" },
};

interface CodeDeployState {
  /** What CodeDeploy answers by the deployment's id, one answer after the other; the last one stays. */
  readonly deployments: Readonly<Record<string, DeploymentInfo[]>>;
  readonly runs?: string;
  readonly refused?: true;
  readonly alarms?: "unreadable";
  readonly parameter?: string;
  readonly desiredCount?: number;
}

/** The account of other releases, with CodeDeploy in it. */
function shiftingAccount({
  deployments,
  runs = before,
  refused,
  alarms,
  parameter,
  desiredCount = 2,
}: CodeDeployState) {
  const service = { ...atRest(), desiredCount, runningCount: 2, taskDefinition: runs };
  const there = account({ services: [service], parameter: parameter ?? digest("a") });
  const revisions: unknown[] = [];
  const next = (answers: DeploymentInfo[] = []) => (answers.length > 1 ? answers.shift() : answers[0]);
  const additions = {
    codedeploy: {
      createDeployment: async (request: { revision: unknown }) => {
        if (refused) throw awsError("DeploymentLimitExceededException");
        revisions.push(request.revision);
        return { deploymentId: "d-new" };
      },
      getDeployment: async ({ deploymentId }: { deploymentId: string }) => ({
        deploymentInfo: next(deployments[deploymentId]),
      }),
      batchGetDeploymentTargets: async () => ({}),
      getDeploymentGroup: async () => {
        if (alarms === "unreadable") throw awsError("AccessDenied");
        return { deploymentGroupInfo: { alarmConfiguration: { alarms: [{ name: "errors" }, { name: "latency" }] } } };
      },
    },
    cloudwatch: {
      describeAlarms: async () => ({
        MetricAlarms: [
          { AlarmName: "errors", StateValue: "OK" },
          { AlarmName: "latency", StateValue: "ALARM" },
        ],
      }),
    },
  };
  const describeTaskDefinition = async ({ taskDefinition: arn }: { taskDefinition: string }) => ({
    taskDefinition: { cpu: arn, revision: 1 },
  });
  const ecs = { ...there.aws.ecs, describeTaskDefinition };
  return { ...there, revisions, aws: { ...there.aws, ...additions, ecs } as unknown as AwsClients };
}

let scratch: Scratch;
let fake: FakeTerraform;
const approve = jest.fn<Promise<boolean>, [Review]>();
beforeEach(() => {
  scratch = new Scratch();
  fake = scratch.fakeTerraform();
  fake.plans(planOf([change("aws_ecs_task_definition.api", ["create"])]));
  const container_services = { value: { api: { ...outputs.container_services.value.api, codedeploy } } };
  fake.on("output", { stdout: JSON.stringify({ ...outputs, container_services }) });
  approve.mockReset().mockResolvedValue(true);
});
afterEach(() => scratch.remove());

const applied = (): number => fake.calls().filter((call) => call.startsWith("apply")).length;
const run = ({ aws }: ReturnType<typeof shiftingAccount>) =>
  release(scratch.workspace(), { service: "api", image: "v1.1.0" }, { approve, patienceSeconds: 0 }, aws, noProgress);

describe("a release to a service of CodeDeploy", () => {
  it("has CodeDeploy run the task definition that the plan registered, and waits for the end", async () => {
    const there = shiftingAccount({ deployments: { "d-new": [{ status: "Succeeded" }] } });
    await expect(run(there)).resolves.toMatchObject({ outcome: "applied", tasks: 2, digest: digest("b") });
    expect(there.writes).toEqual([digest("b")]);
    expect(there.revisions).toEqual([{ revisionType: "AppSpecContent", appSpecContent: { content: appSpec(target) } }]);
    expect(JSON.parse(appSpec(target))).toEqual({
      version: 0,
      Resources: [
        {
          TargetService: {
            Type: "AWS::ECS::Service",
            Properties: {
              TaskDefinition: taskDefinition,
              LoadBalancerInfo: { ContainerName: "api", ContainerPort: 3000 },
              PlatformVersion: "LATEST",
            },
          },
        },
      ],
    });
  });

  it("starts the tasks of a service that never ran before it deploys", async () => {
    const there = shiftingAccount({ deployments: { "d-new": [{ status: "Succeeded" }] }, desiredCount: 0 });
    await run(there);
    expect(there.starts).toEqual([2]);
  });

  it("changes nothing when the service runs the image already", async () => {
    fake.plans(planOf([]));
    const there = shiftingAccount({ deployments: {}, runs: taskDefinition, parameter: digest("b") });
    await expect(run(there)).resolves.toMatchObject({ outcome: "unchanged" });
    expect(there.revisions).toEqual([]);
  });

  it("deploys a task definition that waits to run, although Terraform has nothing to change", async () => {
    fake.plans(planOf([]));
    const there = shiftingAccount({ deployments: { "d-new": [{ status: "Succeeded" }] }, parameter: digest("b") });
    await expect(run(there)).resolves.toMatchObject({ outcome: "applied" });
    expect(there.revisions).toHaveLength(1);
  });
});

describe("when CodeDeploy undid a release", () => {
  const undone = { "d-new": [stopped], "d-back": [{ status: "Succeeded" } as DeploymentInfo] };

  it("the message names the alarm, the digest before is written and applied again, and nothing is left to do", async () => {
    const there = shiftingAccount({ deployments: undone });
    await expect(run(there)).rejects.toMatchObject({
      message:
        "CodeDeploy undid the release to omnirapeutic-dev-api: One or more alarms have been activated; the alarm latency fires.",
      fix: expect.stringContaining("nothing is left to do"),
      exitCode: 1,
    });
    expect(there.writes).toEqual([digest("b"), digest("a")]);
    expect(applied()).toBe(2);
    expect(approve).toHaveBeenCalledTimes(1);
  });

  it("it does so too where alarms cannot be read", async () => {
    const there = shiftingAccount({ deployments: undone, alarms: "unreadable" });
    await expect(run(there)).rejects.toThrow("One or more alarms have been activated.");
    expect(there.writes).toEqual([digest("b"), digest("a")]);
  });

  it("applies nothing that was not approved for the release, and says what is left to do", async () => {
    const there = shiftingAccount({ deployments: undone });
    approve.mockImplementation(async () => {
      fake.plans(planOf([change("aws_sns_topic.other", ["update"])])); // somebody else's change, seen by the next plan
      return true;
    });
    await expect(run(there)).rejects.toMatchObject({
      fix: expect.stringContaining("npx estate deploy omnirapeutic-dev"),
    });
    expect(applied()).toBe(1);
  });

  it("a service that never ran stops its tasks, which have no image", async () => {
    const there = shiftingAccount({ deployments: undone, parameter: "none", desiredCount: 0 });
    await expect(run(there)).rejects.toThrow("CodeDeploy undid the release");
    expect(there.starts).toEqual([2, 0]);
  });

  it("a deployment that could not begin is taken back as well", async () => {
    const there = shiftingAccount({ deployments: {}, refused: true });
    await expect(run(there)).rejects.toThrow("DeploymentLimitExceededException");
    expect(there.writes).toEqual([digest("b"), digest("a")]);
    expect(applied()).toBe(2);
  });

  it("a task definition that only waited to run stays registered, and the message says so", async () => {
    fake.plans(planOf([]));
    const there = shiftingAccount({ deployments: undone, parameter: digest("b") });
    await expect(run(there)).rejects.toMatchObject({ fix: expect.stringContaining("waits to run") });
  });
});

describe("a release to a service of CodeDeploy keeps its digest", () => {
  it("when CodeDeploy ended without going back: a person must look", async () => {
    const failed: DeploymentInfo = { status: "Failed", errorInformation: { message: "No task came up." } };
    const there = shiftingAccount({ deployments: { "d-new": [failed] } });
    await expect(run(there)).rejects.toThrow("has not gone back: No task came up; the alarm latency fires");
    expect(there.writes).toEqual([digest("b")]);
  });

  it("when the traffic still moves as patience ends", async () => {
    const there = shiftingAccount({ deployments: { "d-new": [{ status: "InProgress" }] } });
    await expect(run(there)).rejects.toThrow("still moves: the new tasks get 0 % of the requests after 0 s");
    expect(there.writes).toEqual([digest("b")]);
  });
});

describe("a shift of traffic", () => {
  const sets = [
    { taskSetLabel: "Blue", trafficWeight: 90 },
    { taskSetLabel: "Green", trafficWeight: 10 },
  ] as const;

  it("says which share the new tasks get, and when the old ones only wait", () => {
    expect(judgeShift({ status: "InProgress" }, sets)).toEqual({
      is: "moving",
      how: "the new tasks get 10 % of the requests",
    });
    const waits = { status: "InProgress", instanceTerminationWaitTimeStarted: true } as const;
    expect(judgeShift(waits, [{ ...sets[1], trafficWeight: 100 }])).toMatchObject({
      how: "the new tasks get 100 % of the requests; the old ones are kept until it is proven",
    });
  });

  it("is over when CodeDeploy says so, or has no more to say", () => {
    expect(judgeShift({ status: "Succeeded" }, sets)).toEqual({ is: "done" });
    expect(judgeShift({ status: "Failed" }, sets)).toEqual({ is: "ended", why: "CodeDeploy says Failed" });
    expect(judgeShift(stopped, sets)).toMatchObject({ is: "ended", by: "d-back" });
  });

  it("is watched until its end", async () => {
    const { aws } = shiftingAccount({ deployments: { "d-new": [{ status: "Created" }, { status: "Succeeded" }] } });
    const said: string[] = [];
    const watch = { cluster: "c", service: "s", deploymentId: "d-new", patienceSeconds: 5, pollSeconds: 0.001 };
    await expect(watchShift(aws.codedeploy, watch, (text) => said.push(text))).resolves.toEqual({ is: "done" });
    expect(said).toEqual(["the new tasks get 0 % of the requests"]);
  });
});
