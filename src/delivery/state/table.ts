import { randomUUID } from "node:crypto";
import { hostname, userInfo } from "node:os";
import type { AwsClients } from "../aws/clients";
import { errorCode, explained } from "../aws/errors";
import { Failure } from "../failure";
import { readLockInfo, type LockHolder } from "../terraform";
import type { StateOwner } from "./owner";

/** What Terraform keeps about one state in the lock table: the lock `<bucket>/<key>` while it is held, and the digest `<bucket>/<key>-md5`. */
export class StateTable {
  private readonly state: string;
  private readonly table: string;

  constructor(
    { backend }: StateOwner,
    private readonly clients: Pick<AwsClients, "dynamodb">,
  ) {
    this.state = `${backend.bucket}/${backend.key}`;
    this.table = backend.lockTable;
  }

  /** Who holds the lock, if anybody. */
  async lock(): Promise<LockHolder | undefined> {
    const item = await this.item(this.state);
    return item && readLockInfo(item.Info?.S ?? "");
  }

  /** The MD5 that the state object must have, in hexadecimal; `undefined` when none is noted. */
  async digest(): Promise<string | undefined> {
    return (await this.item(this.digestId()))?.Digest?.S;
  }

  async noteDigest(md5: string): Promise<void> {
    const Item = { LockID: { S: this.digestId() }, Digest: { S: md5 } };
    await explained(`noting the digest of ${this.state} (dynamodb:PutItem)`, () =>
      this.clients.dynamodb.putItem({ TableName: this.table, Item }),
    );
  }

  /**
   * Does something while holding the lock that Terraform respects.
   * @throws Failure when somebody else holds it
   */
  async locked<T>(work: () => Promise<T>): Promise<T> {
    const Info = { S: lockInfo(this.state) };
    await this.acquire(Info);
    try {
      return await work();
    } finally {
      await this.free(Info);
    }
  }

  /**
   * Frees the lock `id`, as `terraform force-unlock` does, where Terraform itself cannot be started.
   * @throws Failure when the lock is another one by now
   */
  async unlock(id: string): Promise<void> {
    const info = (await this.item(this.state))?.Info?.S ?? "";
    if (readLockInfo(info).id === id) return this.free({ S: info });
    throw new Failure(`The state ${this.state} is not held by lock ${id} any more: nothing was changed.`, {
      fix: "Run the command again.",
    });
  }

  private async free(Info: { readonly S: string }): Promise<void> {
    await explained(`releasing the lock of ${this.state} (dynamodb:DeleteItem)`, () =>
      this.clients.dynamodb.deleteItem({
        TableName: this.table,
        Key: { LockID: { S: this.state } },
        ConditionExpression: "Info = :own",
        ExpressionAttributeValues: { ":own": Info },
      }),
    );
  }

  private async acquire(Info: { readonly S: string }): Promise<void> {
    await explained(`locking ${this.state} (dynamodb:PutItem)`, async () => {
      try {
        await this.clients.dynamodb.putItem({
          TableName: this.table,
          Item: { LockID: { S: this.state }, Info },
          ConditionExpression: "attribute_not_exists(LockID)",
        });
      } catch (error) {
        if (errorCode(error) !== "ConditionalCheckFailedException") throw error;
        throw new Failure(`The state ${this.state} is locked: nothing was changed.`, {
          fix: "Run `estate recover` again: it says who holds the lock.",
        });
      }
    });
  }

  private async item(id: string) {
    const query = { TableName: this.table, Key: { LockID: { S: id } }, ConsistentRead: true };
    const { Item } = await explained(`reading the lock table ${this.table} (dynamodb:GetItem)`, () =>
      this.clients.dynamodb.getItem(query),
    );
    return Item;
  }

  private digestId(): string {
    return `${this.state}-md5`;
  }
}

/** Terraform's form, so that `terraform force-unlock` knows a lock of ours as well. */
function lockInfo(state: string): string {
  return JSON.stringify({
    ID: randomUUID(),
    Operation: recoverOperation,
    Info: "",
    Who: `${userInfo().username}@${hostname()}`,
    Version: "estate",
    Created: new Date().toISOString(),
    Path: state,
  });
}

/** The operation that a lock of our own names. */
export const recoverOperation = "recover";
