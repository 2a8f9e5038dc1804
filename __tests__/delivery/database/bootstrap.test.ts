import type { RunTaskCommandInput, Task } from "@aws-sdk/client-ecs";
import type { AwsClients } from "../../../src/delivery/aws/clients";
import { bootstrapDatabase, bootstrapTarget, problemOf } from "../../../src/delivery/database/bootstrap";
import { noProgress } from "../../../src/delivery/progress";
import { Scratch, type FakeTerraform } from "../../support/delivery";
import { awsError } from "../backend/fake-aws";
import { digest } from "../release/support";

const values = {
  ecs_cluster_name: "omnirapeutic-dev",
  database_bootstrap_task_definition_arn: "arn:aws:ecs:us-east-1:123456789012:task-definition/bootstrap:1",
  private_subnet_ids: ["subnet-1", "subnet-2"],
  ecs_security_group_id: "sg-1",
  database_bootstrap_log_group: "/ecs/omnirapeutic-dev/database-bootstrap",
};
const outputs = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, sensitive: false }]));
const image = `123456789012.dkr.ecr.us-east-1.amazonaws.com/omnirapeutic-dev/api@${digest("a")}`;

let scratch: Scratch;
let fake: FakeTerraform;
beforeEach(() => {
  scratch = new Scratch();
  fake = scratch.fakeTerraform();
  fake.on("output", { stdout: JSON.stringify(outputs) });
});
afterEach(() => scratch.remove());

interface Answers {
  readonly image: string;
  readonly task: Task;
  readonly failure: string;
  readonly log: readonly string[];
}

/** An account that answers so; `started` is every task that was asked for. */
function account(answers: Partial<Answers> = {}) {
  const started: RunTaskCommandInput[] = [];
  const streams: unknown[] = [];
  const taskArn = "arn:aws:ecs:us-east-1:123456789012:task/omnirapeutic-dev/0123";
  const task: Task = { lastStatus: "STOPPED", containers: [{ exitCode: 0 }], ...answers.task };
  const aws = {
    sts: { getCallerIdentity: async () => ({ Account: "123456789012", Arn: "arn" }) },
    ecs: {
      describeTaskDefinition: async () => ({
        taskDefinition: { containerDefinitions: [{ image: answers.image ?? image }] },
      }),
      runTask: async (input: RunTaskCommandInput) => {
        started.push(input);
        return answers.failure ? { failures: [{ reason: answers.failure }] } : { tasks: [{ taskArn }] };
      },
      describeTasks: async () => ({ tasks: [task] }),
    },
    logs: {
      getLogEvents: async ({ logStreamName }: { logStreamName: string }) => {
        streams.push(logStreamName);
        if (!answers.log) throw awsError("ResourceNotFoundException");
        return { events: answers.log.map((message) => ({ message })) };
      },
    },
  } as unknown as AwsClients;
  return { aws, started, streams };
}

const run = ({ aws }: ReturnType<typeof account>) =>
  bootstrapDatabase(scratch.workspace(), { patienceSeconds: 0 }, aws, noProgress);

describe("the database bootstrap", () => {
  it("runs one task in the private subnets, without a public address, and returns what it printed", async () => {
    const there = account({ log: ['{"message":"done"}'] });
    await expect(run(there)).resolves.toMatchObject({ log: ['{"message":"done"}'] });
    expect(there.started).toEqual([
      expect.objectContaining({
        cluster: "omnirapeutic-dev",
        taskDefinition: values.database_bootstrap_task_definition_arn,
        count: 1,
        launchType: "FARGATE",
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: ["subnet-1", "subnet-2"],
            securityGroups: ["sg-1"],
            assignPublicIp: "DISABLED",
          },
        },
      }),
    ]);
    expect(there.streams).toEqual(["database-bootstrap/database-bootstrap/0123"]);
  });

  it("starts nothing while the api was never released", async () => {
    const there = account({ image: "omnirapeutic-dev/api:never-released" });
    await expect(run(there)).rejects.toMatchObject({
      message: expect.stringContaining("the api was never released"),
      fix: expect.stringContaining("npx estate release omnirapeutic-dev api"),
    });
    expect(there.started).toEqual([]);
  });

  it("fails with ECS' reason when the task does not start", async () => {
    await expect(run(account({ failure: "RESOURCE:MEMORY" }))).rejects.toThrow(
      "ECS did not start the task: RESOURCE:MEMORY.",
    );
  });

  it("fails with what the program printed when it ends with another code than 0", async () => {
    const there = account({ task: { containers: [{ exitCode: 1 }] }, log: ['{"error":"no rds_superuser"}'] });
    await expect(run(there)).rejects.toThrow(/ended with code 1[^]*no rds_superuser/);
  });

  it("fails when the task still runs as patience ends", async () => {
    await expect(run(account({ task: { lastStatus: "RUNNING" } }))).rejects.toThrow("still runs after 0 s (RUNNING)");
  });

  it("names every output that is missing before the first deployment", () => {
    expect(() => bootstrapTarget("omnirapeutic-dev", { ecs_cluster_name: outputs.ecs_cluster_name! })).toThrow(
      "no outputs database_bootstrap_task_definition_arn, private_subnet_ids, ecs_security_group_id, database_bootstrap_log_group",
    );
  });
});

describe("the problem of a stopped task", () => {
  it.each<[string, Task, string | undefined]>([
    [
      "none when it ended with code 0",
      { containers: [{ exitCode: 0 }], stoppedReason: "Essential container exited" },
      undefined,
    ],
    ["its code", { containers: [{ exitCode: 2 }] }, "it ended with code 2"],
    [
      "why it never ran",
      { containers: [{ reason: "CannotPullContainerError" }], stopCode: "TaskFailedToStart" },
      "it never ran; CannotPullContainerError; TaskFailedToStart",
    ],
    ["why it has no container at all", { stoppedReason: "no capacity" }, "it never ran; no capacity"],
  ])("is %s", (_case, task, problem) => {
    expect(problemOf(task)).toBe(problem);
  });
});
