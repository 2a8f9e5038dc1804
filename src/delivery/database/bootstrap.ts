import type { Task } from "@aws-sdk/client-ecs";
import { requireAccount } from "../aws/account";
import type { AwsClients } from "../aws/clients";
import { explained, isMissing } from "../aws/errors";
import { Failure } from "../failure";
import { poll } from "../poll";
import type { Progress } from "../progress";
import type { OutputValue } from "../terraform";
import type { Workspace } from "../workspace";

const POLL_SECONDS = 5;
/** The container of the one-shot task; its log stream starts with the name twice. */
const CONTAINER = "database-bootstrap";

/** What the one-shot task needs of the deployed state. */
export interface BootstrapTarget {
  readonly cluster: string;
  readonly taskDefinition: string;
  readonly subnets: readonly string[];
  readonly securityGroup: string;
  readonly logGroup: string;
}

/**
 * Reads the outputs that the task needs. Pure.
 * @throws Failure naming the outputs that are missing: the deployment has no database bootstrap, or is not deployed
 */
export function bootstrapTarget(deployment: string, outputs: Readonly<Record<string, OutputValue>>): BootstrapTarget {
  const names = {
    cluster: "ecs_cluster_name",
    taskDefinition: "database_bootstrap_task_definition_arn",
    subnets: "private_subnet_ids",
    securityGroup: "ecs_security_group_id",
    logGroup: "database_bootstrap_log_group",
  };
  const missing = Object.values(names).filter((name) => outputs[name] === undefined);
  if (missing.length > 0) {
    throw new Failure(`${deployment} cannot bootstrap a database: it has no outputs ${missing.join(", ")}.`, {
      fix: `Deploy it first: npx estate deploy ${deployment}`,
    });
  }
  const values = Object.entries(names).map(([field, name]) => [field, outputs[name]!.value] as const);
  return Object.fromEntries(values) as unknown as BootstrapTarget;
}

/** How the task ended. */
export interface BootstrapResult {
  readonly taskArn: string;
  /** What the program printed, one JSON object a line. */
  readonly log: readonly string[];
}

/**
 * Runs the one-shot task that makes the database ready for the application, and waits for its end. Running it again changes
 * nothing.
 * @throws Failure when the image was never released, the task did not start, or it ended with another code than 0
 */
export async function bootstrapDatabase(
  { deployment, terraform }: Workspace,
  settings: { readonly patienceSeconds: number },
  aws: AwsClients,
  progress: Progress,
): Promise<BootstrapResult> {
  await requireAccount(deployment, aws);
  const where = bootstrapTarget(deployment.name, await terraform.outputs());
  await requireReleased(aws, where, deployment.name);
  const taskArn = await progress.step("Start the database bootstrap", () => start(aws, where));
  const task = await progress.step("Wait for its end", () => ended(aws, where, taskArn, settings.patienceSeconds));
  const log = await readLog(aws, where, taskArn);
  const problem = problemOf(task);
  if (problem === undefined) return { taskArn, log };
  throw new Failure(`The database bootstrap failed: ${problem}.${log.length > 0 ? `\n${log.join("\n")}` : ""}`, {
    fix: "Correct the cause (docs/runbooks/database-bootstrap.md) and run the command again: what was done is kept.",
  });
}

/** Before the first release the task definition names an image that cannot be. */
async function requireReleased(
  aws: AwsClients,
  { taskDefinition }: BootstrapTarget,
  deployment: string,
): Promise<void> {
  const { taskDefinition: definition } = await explained("reading the task definition", () =>
    aws.ecs.describeTaskDefinition({ taskDefinition }),
  );
  const image = definition?.containerDefinitions?.[0]?.image ?? "";
  if (/@sha256:/.test(image)) return;
  throw new Failure(`The database bootstrap has no image yet: the api was never released (${image}).`, {
    fix: `Release it first: npx estate release ${deployment} api <version>`,
  });
}

async function start(aws: AwsClients, where: BootstrapTarget): Promise<string> {
  const { tasks: [task] = [], failures: [failure] = [] } = await explained("starting the task", () =>
    aws.ecs.runTask({
      cluster: where.cluster,
      taskDefinition: where.taskDefinition,
      launchType: "FARGATE",
      count: 1,
      startedBy: "estate-db-bootstrap",
      propagateTags: "TASK_DEFINITION",
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: [...where.subnets],
          securityGroups: [where.securityGroup],
          assignPublicIp: "DISABLED", // 164.312(a)(1)
        },
      },
    }),
  );
  if (task?.taskArn) return task.taskArn;
  throw new Failure(`ECS did not start the task: ${failure?.reason ?? "it gave no reason"}.`, {
    fix: "See docs/runbooks/task-does-not-start.md, then run the command again.",
  });
}

async function ended(
  aws: AwsClients,
  { cluster }: BootstrapTarget,
  taskArn: string,
  patienceSeconds: number,
): Promise<Task> {
  const task = await poll(
    async () => {
      const { tasks: [now] = [] } = await explained("watching the task", () =>
        aws.ecs.describeTasks({ cluster, tasks: [taskArn] }),
      );
      return now;
    },
    { isOver: (now) => now?.lastStatus === "STOPPED", patienceSeconds, pollSeconds: POLL_SECONDS },
  );
  if (task?.lastStatus === "STOPPED") return task;
  throw new Failure(`The task still runs after ${patienceSeconds} s (${task?.lastStatus ?? "unknown"}): ${taskArn}.`, {
    fix: "Another bootstrap may hold the database's lock. Look into its log, then run the command again.",
  });
}

/** Why a stopped task did not do its work; undefined when it did. Pure. */
export function problemOf({ containers: [container] = [], stoppedReason, stopCode }: Task): string | undefined {
  if (container?.exitCode === 0) return undefined;
  const code = container?.exitCode === undefined ? "it never ran" : `it ended with code ${container.exitCode}`;
  return [code, container?.reason, stoppedReason ?? stopCode].filter(Boolean).join("; ");
}

async function readLog(aws: AwsClients, { logGroup }: BootstrapTarget, taskArn: string): Promise<readonly string[]> {
  const logStreamName = `${CONTAINER}/${CONTAINER}/${taskArn.split("/").at(-1)}`;
  try {
    const { events = [] } = await aws.logs.getLogEvents({ logGroupName: logGroup, logStreamName, startFromHead: true });
    return events.map(({ message }) => message ?? "");
  } catch (error) {
    if (isMissing(error)) return []; // the container never ran
    throw error;
  }
}
