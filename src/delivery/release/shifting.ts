import type { AwsClients } from "../aws/clients";
import { explained } from "../aws/errors";
import { sameTask } from "../aws/task-definition";
import { Failure } from "../failure";
import type { Progress } from "../progress";
import { startAtMinimum } from "./desired-count";
import type { ShiftedTarget } from "./service";
import { beginShift, watchShift } from "./traffic-shift";
import { Undone } from "./undone";

/** What a release by CodeDeploy came to. */
export interface Shifted {
  /** Whether there was something to replace. */
  readonly moved: boolean;
  readonly tasks: number;
}

/**
 * Has CodeDeploy replace the tasks and waits until the old ones are gone; starts those of a service that never ran.
 * @param patienceSeconds to wait besides the minutes that the deployment itself waits for alarms
 * @throws Undone when nothing was begun, or CodeDeploy went back; Failure when patience ends first
 */
export async function shiftTraffic(
  aws: AwsClients,
  target: ShiftedTarget,
  digest: string,
  patienceSeconds: number,
  progress: Progress,
): Promise<Shifted> {
  await startAtMinimum(aws.ecs, target, target.min_tasks);
  const moved = !(await runs(aws, target));
  if (moved) await shifted(aws, target, digest, patienceSeconds + target.codedeploy.minutes * 60, progress);
  return { moved, tasks: (await found(aws, target))?.runningCount ?? 0 };
}

async function shifted(
  aws: AwsClients,
  target: ShiftedTarget,
  digest: string,
  patienceSeconds: number,
  progress: Progress,
): Promise<void> {
  const { service, cluster } = target;
  const deploymentId = await beginShift(aws.codedeploy, target, `Release of ${digest}`).catch((error: Failure) => {
    throw new Undone(error.message, { fix: error.fix, cause: error });
  });
  const watch = (id: string, title: string) =>
    progress.step(title, (say) =>
      watchShift(aws.codedeploy, { cluster, service, deploymentId: id, patienceSeconds }, say),
    );
  const shift = await watch(
    deploymentId,
    `Wait until CodeDeploy's ${deploymentId} has replaced the tasks of ${service}`,
  );
  if (shift.is === "done") return;
  if (shift.is === "moving") {
    throw new Failure(`${service} still moves: ${shift.how} after ${patienceSeconds} s.`, {
      fix: `Watch it: aws deploy get-deployment --deployment-id ${deploymentId}. CodeDeploy undoes it by itself when it fails.`,
    });
  }
  const alarms = (await alarmsOf(aws, target)).filter((name) => !shift.why.includes(name));
  const why = [shift.why, ...alarms.map((name) => `the alarm ${name} fires`)].join("; ");
  const back = shift.by && (await watch(shift.by, `Wait until ${shift.by} has put the old tasks of ${service} back`));
  if (back && back.is === "done") {
    throw new Undone(`CodeDeploy undid the release to ${service}: ${why}.`, {
      fix: "Look into the alarm, or why tasks did not come up: docs/runbooks/task-does-not-start.md",
    });
  }
  throw new Failure(`CodeDeploy ended ${deploymentId} of ${service} and has not gone back: ${why}.`, {
    fix: `See which tasks get the requests: aws deploy get-deployment --deployment-id ${shift.by ?? deploymentId}. Then release the image before again.`,
  });
}

/** Which of the group's alarms fire now, as far as AWS tells: CodeDeploy's own words need not name them. */
async function alarmsOf({ codedeploy, cloudwatch }: AwsClients, target: ShiftedTarget): Promise<string[]> {
  const { application: applicationName, deployment_group: deploymentGroupName } = target.codedeploy;
  const find = async () => {
    const { deploymentGroupInfo } = await codedeploy.getDeploymentGroup({ applicationName, deploymentGroupName });
    const names = (deploymentGroupInfo?.alarmConfiguration?.alarms ?? []).flatMap(({ name }) => name ?? []);
    if (names.length === 0) return [];
    const { MetricAlarms = [] } = await cloudwatch.describeAlarms({ AlarmNames: names });
    return MetricAlarms.filter(({ StateValue }) => StateValue === "ALARM").map(({ AlarmName }) => String(AlarmName));
  };
  return find().catch(() => []); // the release goes back all the same
}

/** Whether the service runs the task already: the same revision, or one that says the same. */
async function runs(aws: AwsClients, target: ShiftedTarget): Promise<boolean> {
  const taskDefinition = (await found(aws, target))?.taskDefinition;
  return explained(`reading what ${target.service} runs`, async () =>
    taskDefinition === undefined ? false : sameTask(aws.ecs, taskDefinition, target.task_definition),
  );
}

async function found({ ecs }: AwsClients, { cluster, service }: ShiftedTarget) {
  const { services = [] } = await explained(`reading the service ${service}`, () =>
    ecs.describeServices({ cluster, services: [service] }),
  );
  return services[0];
}
