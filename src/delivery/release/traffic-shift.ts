import type { CodeDeploy, DeploymentInfo, ECSTaskSet } from "@aws-sdk/client-codedeploy";
import { explained } from "../aws/errors";
import { poll } from "../poll";
import type { ReleaseTarget, ShiftedTarget } from "./service";

/** How a deployment of CodeDeploy stands. */
export type Shift =
  | { readonly is: "done" }
  | { readonly is: "moving"; readonly how: string }
  /** Stopped or failed; `by` is the deployment that goes back, when there is one. */
  | { readonly is: "ended"; readonly why: string; readonly by?: string };

/** What CodeDeploy is to run, as the AppSpec of an ECS service says it. Pure. */
export function appSpec({ task_definition, codedeploy }: ShiftedTarget): string {
  const service = {
    Type: "AWS::ECS::Service",
    Properties: {
      TaskDefinition: task_definition,
      LoadBalancerInfo: { ContainerName: codedeploy.container, ContainerPort: codedeploy.port },
      PlatformVersion: "LATEST", // as Terraform has it
    },
  };
  return JSON.stringify({ version: 0.0, Resources: [{ TargetService: service }] });
}

/** Reads a deployment, and the share of the requests that its task sets get. Pure. */
export function judgeShift(deployment: DeploymentInfo | undefined, taskSets: readonly ECSTaskSet[]): Shift {
  const { status, errorInformation: error, rollbackInfo, instanceTerminationWaitTimeStarted: waits } = deployment ?? {};
  if (status === "Succeeded") return { is: "done" };
  if (status === "Failed" || status === "Stopped") {
    const why = error?.message?.replace(/\.$/, "") ?? `CodeDeploy says ${status}`;
    return { is: "ended", why, by: rollbackInfo?.rollbackDeploymentId };
  }
  const share = taskSets.find(({ taskSetLabel }) => taskSetLabel === "Green")?.trafficWeight ?? 0;
  const old = waits ? "; the old ones are kept until it is proven" : "";
  return { is: "moving", how: `the new tasks get ${share} % of the requests${old}` };
}

/** @returns the deployment's id */
export async function beginShift(codedeploy: CodeDeploy, target: ShiftedTarget, description: string): Promise<string> {
  const { application: applicationName, deployment_group: deploymentGroupName } = target.codedeploy;
  return explained(`deploying ${target.service} by CodeDeploy`, async () => {
    const { deploymentId } = await codedeploy.createDeployment({
      applicationName,
      deploymentGroupName,
      description,
      revision: { revisionType: "AppSpecContent", appSpecContent: { content: appSpec(target) } },
    });
    return String(deploymentId);
  });
}

export interface ShiftWatch extends Pick<ReleaseTarget, "cluster" | "service"> {
  readonly deploymentId: string;
  /** Seconds after which a deployment that still moves is given up watching. */
  readonly patienceSeconds: number;
  /** @default 5 */
  readonly pollSeconds?: number;
}

/** Watches a deployment until it is over; the last word when patience ends. */
export async function watchShift(
  codedeploy: CodeDeploy,
  { cluster, service, deploymentId, patienceSeconds, pollSeconds = 5 }: ShiftWatch,
  say: (text: string) => void,
): Promise<Shift> {
  const targetIds = [`${cluster}:${service}`];
  return poll(
    () =>
      explained(`watching the deployment ${deploymentId}`, async () => {
        const { deploymentInfo } = await codedeploy.getDeployment({ deploymentId });
        const { deploymentTargets: [target] = [] } = await codedeploy.batchGetDeploymentTargets({
          deploymentId,
          targetIds,
        });
        return judgeShift(deploymentInfo, target?.ecsTarget?.taskSetsInfo ?? []);
      }),
    {
      isOver: ({ is }) => is !== "moving",
      patienceSeconds,
      pollSeconds,
      tell: (shift) => {
        if (shift.is === "moving") say(shift.how);
      },
    },
  );
}
