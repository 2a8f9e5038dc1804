import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { Item, ItemContent } from "./item";
import type { Page } from "./query";

/** Which item: the table's whole key. */
export interface ItemKey {
  readonly owner: string;
  readonly id: string;
}

/** What became of a change: `gone` when there is no such item, `conflict` when it has another version by now. */
export type Change = { readonly item: Item } | "gone" | "conflict";

/**
 * Items in one DynamoDB table. DynamoDB deletes expired ones within days; until then they are treated as gone.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ttl-expired-items.html
 */
export class ItemStore {
  private readonly client: DynamoDBDocumentClient;

  constructor(
    client: DynamoDBClient,
    private readonly table: string,
  ) {
    this.client = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  }

  async create(item: Item): Promise<void> {
    const isNew = "attribute_not_exists(id)";
    await this.client.send(new PutCommand({ TableName: this.table, Item: item, ConditionExpression: isNew }));
  }

  async read(key: ItemKey, now: Date): Promise<Item | undefined> {
    const { Item: found } = await this.client.send(
      new GetCommand({ TableName: this.table, Key: key, ConsistentRead: true }),
    );
    return found && isAlive(found as Item, now) ? (found as Item) : undefined;
  }

  /** The owner's items in the order they were made; `last` is the key of more, when there may be some. */
  async list(owner: string, { limit, after }: Page, now: Date): Promise<{ items: Item[]; last: string | undefined }> {
    const { Items: items = [], LastEvaluatedKey: last } = await this.client.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: "#owner = :owner",
        FilterExpression: ALIVE,
        ExpressionAttributeNames: { "#owner": "owner" },
        ExpressionAttributeValues: { ":owner": owner, ":now": seconds(now) },
        Limit: limit,
        ...(after !== undefined && { ExclusiveStartKey: { owner, id: after } }),
      }),
    );
    return { items: items as Item[], last: last && String(last.id) };
  }

  /** Replaces the content of exactly this version. 164.312(c)(1) */
  async replace(key: ItemKey, content: ItemContent, version: number, now: Date): Promise<Change> {
    const { sets, removes, names, values } = assignments(content);
    return this.ifUnchanged(async () => {
      const { Attributes: item } = await this.client.send(
        new UpdateCommand({
          TableName: this.table,
          Key: key,
          UpdateExpression: [
            `SET ${[...sets, "version = :next", "updatedAt = :updatedAt"].join(", ")}`,
            ...(removes.length > 0 ? [`REMOVE ${removes.join(", ")}`] : []),
          ].join(" "),
          ConditionExpression: `version = :version AND (${ALIVE})`,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: {
            ...values,
            ":version": version,
            ":next": version + 1,
            ":updatedAt": now.toISOString(),
            ":now": seconds(now),
          },
          ReturnValues: "ALL_NEW",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
      return { item: item as Item };
    }, now);
  }

  async delete(key: ItemKey, now: Date): Promise<"deleted" | "gone"> {
    const { Attributes: deleted } = await this.client.send(
      new DeleteCommand({ TableName: this.table, Key: key, ReturnValues: "ALL_OLD" }),
    );
    return deleted && isAlive(deleted as Item, now) ? "deleted" : "gone";
  }

  /** Whether the table answers: reads the key of nobody. */
  async isReachable(): Promise<boolean> {
    const Key = { owner: "health", id: "health" };
    return this.client.send(new GetCommand({ TableName: this.table, Key })).then(
      () => true,
      () => false,
    );
  }

  private async ifUnchanged(change: () => Promise<Change>, now: Date): Promise<Change> {
    try {
      return await change();
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "ConditionalCheckFailedException") throw error;
      const found = "Item" in error ? (error.Item as Record<string, { readonly N?: string }> | undefined) : undefined;
      const expiresAt = found?.expiresAt?.N === undefined ? {} : { expiresAt: Number(found.expiresAt.N) };
      return found && isAlive(expiresAt, now) ? "conflict" : "gone";
    }
  }
}

const ALIVE = "attribute_not_exists(expiresAt) OR expiresAt > :now";

function isAlive({ expiresAt }: Pick<ItemContent, "expiresAt">, now: Date): boolean {
  return expiresAt === undefined || expiresAt > seconds(now);
}

function seconds(now: Date): number {
  return Math.floor(now.getTime() / 1000);
}

/** The content is replaced as a whole: what it does not have is removed. */
function assignments(content: ItemContent) {
  const fields: readonly (keyof ItemContent)[] = ["title", "details", "status", "expiresAt"];
  const present = fields.filter((field) => content[field] !== undefined);
  return {
    sets: present.map((field) => `#${field} = :${field}`),
    removes: fields.filter((field) => content[field] === undefined).map((field) => `#${field}`),
    names: Object.fromEntries(fields.map((field) => [`#${field}`, field])),
    values: Object.fromEntries(present.map((field) => [`:${field}`, content[field]])),
  };
}
