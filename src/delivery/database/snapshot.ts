import type { DBSnapshot } from "@aws-sdk/client-rds";
import { requireAccount } from "../aws/account";
import type { AwsClients } from "../aws/clients";
import { errorCode, explained } from "../aws/errors";
import { Failure } from "../failure";
import { poll } from "../poll";
import type { Progress } from "../progress";
import type { OutputValue } from "../terraform";
import type { Workspace } from "../workspace";

const POLL_SECONDS = 15;

/** What is copied, and how its copies are called. */
export interface SnapshotTarget {
  readonly instance: string;
  readonly prefix: string;
}

/**
 * Reads the outputs by which a deployment declares that its database is copied before a change. Pure.
 *
 * @returns undefined when it declares nothing: it has no such database, or was never deployed
 * @throws Failure when it declares a prefix and no instance
 */
export function snapshotTarget(
  deployment: string,
  outputs: Readonly<Record<string, OutputValue>>,
): SnapshotTarget | undefined {
  const { database_snapshot_prefix: prefix, database_instance_identifier: instance } = outputs;
  if (prefix === undefined) return undefined;
  if (instance !== undefined) return { prefix: String(prefix.value), instance: String(instance.value) };
  throw new Failure(`${deployment} has the output database_snapshot_prefix, and no database_instance_identifier.`, {
    fix: `Deploy it completely: npx estate deploy ${deployment}`,
  });
}

/** `prod-snapshot-20260131-0259`, in UTC. Pure. */
export function snapshotName(prefix: string, at: Date): string {
  const [date = "", time = ""] = at.toISOString().split("T");
  return `${prefix}-${date.replaceAll("-", "")}-${time.slice(0, 5).replace(":", "")}`;
}

export interface SnapshotResult {
  readonly instance: string;
  readonly snapshot: string;
}

export interface SnapshotSettings {
  readonly patienceSeconds: number;
  readonly now: Date;
}

/**
 * Copies the database as it is now, and waits until the copy could be restored. It has no last day: it stays until somebody
 * deletes it. A second call in the same minute waits for the same copy. 164.308(a)(7)(ii)(A)
 *
 * @returns undefined when the deployment declares no snapshots
 * @throws Failure when RDS refuses or fails, or the copy is not ready when patience ends
 */
export async function snapshotDatabase(
  { deployment, terraform }: Workspace,
  { patienceSeconds, now }: SnapshotSettings,
  aws: AwsClients,
  progress: Progress,
): Promise<SnapshotResult | undefined> {
  await requireAccount(deployment, aws);
  const target = snapshotTarget(deployment.name, await terraform.outputs());
  if (target === undefined) return undefined;
  const { instance } = target;
  const snapshot = snapshotName(target.prefix, now);
  await progress.step(`Copy ${instance} to ${snapshot}`, async (say) => {
    await start(aws, instance, snapshot);
    await available(aws, { instance, snapshot }, patienceSeconds, say);
  });
  return { instance, snapshot };
}

async function start({ rds }: AwsClients, instance: string, snapshot: string): Promise<void> {
  await explained(`copying the database ${instance}`, async () => {
    try {
      await rds.createDBSnapshot({ DBInstanceIdentifier: instance, DBSnapshotIdentifier: snapshot });
    } catch (error) {
      if (/SnapshotAlreadyExists/.test(errorCode(error))) return; // of this minute: `available` looks whose it is
      if (/SnapshotQuotaExceeded/.test(errorCode(error))) throw fullHouse(instance, error);
      throw error;
    }
  });
}

function fullHouse(instance: string, cause: unknown): Failure {
  return new Failure("The account holds as many snapshots made by hand as its quota admits (100 unless raised).", {
    fix: [
      `Delete those that no rollback needs any more: aws rds describe-db-snapshots --db-instance-identifier ${instance} --snapshot-type manual`,
      "then aws rds delete-db-snapshot --db-snapshot-identifier <name>; AWS Backup keeps what must be kept.",
    ].join("\n"),
    cause,
  });
}

async function available(
  { rds }: AwsClients,
  { instance, snapshot }: SnapshotResult,
  patienceSeconds: number,
  say: (text: string) => void,
): Promise<void> {
  const found = await poll(
    async () => {
      const { DBSnapshots: [now] = [] } = await explained("watching the snapshot", () =>
        rds.describeDBSnapshots({ DBSnapshotIdentifier: snapshot }),
      );
      return now;
    },
    {
      isOver: (now) => now?.Status === "available" || problemOf(now, instance) !== undefined,
      patienceSeconds,
      pollSeconds: POLL_SECONDS,
      tell: (now) => say(`${now?.PercentProgress ?? 0} %`),
    },
  );
  const problem = problemOf(found, instance);
  if (problem !== undefined) {
    throw new Failure(`The snapshot ${snapshot} ${problem}.`, {
      fix: "Look at the database's events in RDS, then run the command again: the next minute has a name of its own.",
    });
  }
  if (found?.Status === "available") return;
  throw new Failure(`The snapshot ${snapshot} is not ready after ${patienceSeconds} s (${found?.Status}).`, {
    fix: "RDS goes on with it. Wait longer with --patience, or look: aws rds describe-db-snapshots.",
  });
}

/** Why a snapshot will never be the copy that was asked for; undefined while it may. Pure. */
export function problemOf(found: DBSnapshot | undefined, instance: string): string | undefined {
  if (found === undefined) return "is gone";
  if (found.DBInstanceIdentifier !== instance) return `belongs to ${found.DBInstanceIdentifier}, not to ${instance}`;
  return found.Status === "failed" ? "failed" : undefined;
}
