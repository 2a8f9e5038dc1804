import { createHash } from "node:crypto";
import type { AwsClients } from "../aws/clients";
import { requireAccount } from "../aws/account";
import { explained } from "../aws/errors";
import { Failure } from "../failure";
import { RecordStore } from "../records";
import type { LockHolder } from "../terraform";
import { StateObject, type ObjectVersion } from "./object";
import type { StateOwner } from "./owner";
import { StateTable } from "./table";

export type { ObjectVersion } from "./object";
export { recoverOperation } from "./table";

/**
 * Where one deployment's state is kept: the object in S3 with all its versions, and Terraform's items in the lock table. Works on a
 * state that Terraform refuses to read. Writes under Terraform's own lock, and never deletes a version.
 */
export class StateStore {
  readonly object: StateObject;
  /** What was deployed, beside the state. */
  readonly records: RecordStore;
  private readonly table: StateTable;

  constructor(
    private readonly owner: StateOwner,
    private readonly clients: Pick<AwsClients, "s3" | "dynamodb" | "sts">,
  ) {
    this.object = new StateObject(owner, clients);
    this.records = new RecordStore(owner, clients.s3);
    this.table = new StateTable(owner, clients);
  }

  /** ARN of who these credentials are. */
  async caller(): Promise<string> {
    const { Arn } = await explained("asking who the credentials are", () => this.clients.sts.getCallerIdentity({}));
    return Arn ?? "unknown";
  }

  /** @throws Failure when the credentials belong to another account */
  requireAccount(): Promise<void> {
    return requireAccount(this.owner, this.clients);
  }

  versions(): Promise<readonly ObjectVersion[]> {
    return this.object.versions();
  }

  lock(): Promise<LockHolder | undefined> {
    return this.table.lock();
  }

  /** Frees the lock `id` without Terraform. @throws Failure when another lock is held by now */
  unlock(id: string): Promise<void> {
    return this.table.unlock(id);
  }

  digest(): Promise<string | undefined> {
    return this.table.digest();
  }

  /** Makes an old version the state again, and notes its digest. @param latest the version that was the newest when this was decided */
  async restore(versionId: string, latest: string | undefined): Promise<void> {
    await this.change(latest, () => this.object.copyBack(versionId));
  }

  /** Writes a state and notes its digest. */
  async write(text: string, latest: string | undefined): Promise<void> {
    await this.change(latest, () => this.object.write(text));
  }

  /** Notes the digest of the state as it is. */
  async correctDigest(latest: string | undefined): Promise<void> {
    await this.change(latest, async () => undefined);
  }

  /** @throws Failure when somebody wrote the state since `latest`, or holds its lock */
  private async change(latest: string | undefined, work: () => Promise<void>): Promise<void> {
    await this.table.locked(async () => {
      const [newest] = await this.versions();
      if (newest?.versionId !== latest) {
        throw new Failure(`${this.object.name} was written while this command looked at it: nothing was changed.`, {
          fix: "Run the command again.",
        });
      }
      await work();
      await this.table.noteDigest(md5((await this.object.read())?.text ?? ""));
    });
  }
}

/** As Terraform notes it in the lock table. */
export function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
