import { rmSync } from "node:fs";
import { join } from "node:path";
import { requireAccount } from "../aws/account";
import { awsClients, type AwsClients } from "../aws/clients";
import { messageOf } from "../failure";
import { visibleOutputs } from "../outputs";
import type { DescribedPlan } from "../plan";
import type { Progress } from "../progress";
import type { DeploymentChecks, DeploymentRecord } from "../records";
import { paths } from "../paths";
import { verify } from "../verify";
import type { Workspace } from "../workspace";

/** An apply that is over, however it ended. */
export interface Attempt extends DescribedPlan {
  /** How long it took. */
  readonly seconds: number;
  /** Why it failed. @default it was applied */
  readonly error?: unknown;
}

export interface Conclusion {
  /** Absent when they were left out. */
  readonly checks?: DeploymentChecks;
  /** Where the record is kept. */
  readonly place: string;
}

/**
 * After a successful apply: asks the running estate whether it is what was deployed, plans again, and writes the record.
 * @param checked false leaves both checks out
 * @throws Failure when AWS or Terraform does not answer; the apply is done all the same
 */
export async function conclude(
  workspace: Workspace,
  attempt: Attempt,
  checked: boolean,
  progress: Progress,
): Promise<Conclusion> {
  const checks = checked ? await checksOf(workspace, progress) : undefined;
  return { checks, place: await progress.step("Record", () => recordApply(workspace, attempt, checks)) };
}

/** Writes down what an apply did, beside the state. @returns where, `s3://…` @throws Failure when AWS or Terraform does not answer */
export async function recordApply(workspace: Workspace, attempt: Attempt, checks?: DeploymentChecks): Promise<string> {
  const { terraform, state } = workspace;
  const by = await state.caller();
  const outputs = await terraform.outputs();
  return state.records.write(recordOf(workspace, attempt, { by, checks, outputs: visibleOutputs(outputs, false) }));
}

/** The estate's own checks, and whether a second plan is empty. */
async function checksOf(workspace: Workspace, progress: Progress): Promise<DeploymentChecks> {
  const { deployment, target, terraform } = workspace;
  const aws: AwsClients = awsClients(target, deployment.region);
  await requireAccount(deployment, aws);
  const verdicts = await progress.step("Verify", async () => verify(deployment, await terraform.statePull(), aws));
  const changes = await progress.step("Plan again", () => planAgain(workspace));
  return {
    passed: verdicts.filter(({ status }) => status === "pass").length,
    failed: verdicts.filter(({ status }) => status === "fail").map(({ id }) => id),
    byHand: verdicts.filter(({ status }) => status === "manual").length,
    planAgain: changes ? "changes" : "no changes",
  };
}

async function planAgain({ deployment, target, terraform }: Workspace): Promise<boolean> {
  const out = join(paths.plan(target.kind, deployment.name), "again.tfplan"); // of the folder that its owner alone may read
  try {
    return await terraform.plan({ out });
  } finally {
    rmSync(out, { force: true });
  }
}

/** Pure but for the time. */
function recordOf(
  { deployment }: Workspace,
  { review, meta, seconds, error }: Attempt,
  found: Pick<DeploymentRecord, "by" | "checks" | "outputs">,
): DeploymentRecord {
  const { created, planHash: hash, fingerprint, digest, terraformVersion, providerLock, state } = meta;
  return {
    deployment: deployment.name,
    account: deployment.account,
    at: new Date().toISOString(),
    commit: meta.commit,
    outcome: error === undefined ? "applied" : "failed",
    ...(error !== undefined && { error: messageOf(error).split("\n")[0] }),
    plan: {
      created,
      hash,
      fingerprint: fingerprint.whole,
      digest,
      terraformVersion,
      providerLock,
      serial: state.serial,
    },
    counts: review.counts,
    waived: review.waived.map(({ address, rule, waiver }) => ({ address, rule, ...waiver })),
    seconds,
    ...found,
  };
}
