import { rmSync } from "node:fs";
import { join } from "node:path";
import { requireAccount } from "../aws/account";
import { awsClients, type AwsClients } from "../aws/clients";
import { messageOf } from "../failure";
import { visibleOutputs } from "../outputs";
import type { PlanMeta, Review } from "../plan";
import type { Progress } from "../progress";
import { RecordStore, type DeploymentChecks, type DeploymentRecord } from "../records";
import { paths } from "../paths";
import { verify } from "../verify";
import type { Workspace } from "../workspace";

/** An apply that is over, however it ended. */
export interface Attempt {
  readonly review: Pick<Review, "counts">;
  readonly meta: PlanMeta;
  readonly seconds: number;
  /** Why it failed. @default it was applied */
  readonly error?: unknown;
}

export interface Conclusion {
  readonly record: DeploymentRecord;
  /** Where the record is kept. */
  readonly place: string;
}

/**
 * After an apply: asks the running estate whether it is what was deployed, plans again, and writes the record.
 * @param checked false leaves both checks out; a failed apply is not checked either
 * @throws Failure when AWS or Terraform does not answer; the apply is done all the same
 */
export async function conclude(
  workspace: Workspace,
  attempt: Attempt,
  checked: boolean,
  progress: Progress,
  aws: AwsClients = awsClients(workspace.target, workspace.deployment.region),
): Promise<Conclusion> {
  const isApplied = attempt.error === undefined;
  const checks = isApplied && checked ? await checksOf(workspace, aws, progress) : undefined;
  return progress.step("Record", async () => {
    const [outputs, { Arn }] = await Promise.all([workspace.terraform.outputs(), aws.sts.getCallerIdentity({})]);
    const record = recordOf(workspace, attempt, {
      by: Arn ?? "unknown",
      checks,
      outputs: visibleOutputs(outputs, false),
    });
    const { backend, region } = workspace.deployment;
    const { s3 } = backend.region === region ? aws : aws.inRegion(backend.region);
    return { record, place: await new RecordStore(backend, s3).write(record) };
  });
}

/** The estate's own checks, and whether a second plan is empty. */
async function checksOf(workspace: Workspace, aws: AwsClients, progress: Progress): Promise<DeploymentChecks> {
  const { deployment, terraform } = workspace;
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
    seconds,
    ...found,
  };
}
