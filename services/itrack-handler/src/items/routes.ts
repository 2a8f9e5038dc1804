import { Refusal, type ApiEvent, type Reply } from "../http";
import { callerOf } from "../identity";
import type { Item } from "./item";
import { checkedQuery, nextOf, ownerOf, pageOf } from "./query";
import type { ItemStore } from "./store";
import { ulid } from "./ulid";
import { changedContent, itemId, newContent } from "./validation";

/** What the routes of items work with. */
export interface ItemsContext {
  readonly store: ItemStore;
  readonly now: () => Date;
}

export async function createItem({ store, now }: ItemsContext, event: ApiEvent): Promise<Reply> {
  const caller = callerOf(event);
  checkedQuery(event, []);
  const time = now();
  const content = newContent(event, time);
  const stamp = time.toISOString();
  const item: Item = { owner: caller.id, id: ulid(time), version: 1, createdAt: stamp, updatedAt: stamp, ...content };
  await store.create(item);
  return { status: 201, body: item, headers: { Location: `/api/items/${item.id}` } };
}

export async function listItems({ store, now }: ItemsContext, event: ApiEvent): Promise<Reply> {
  const caller = callerOf(event);
  const query = checkedQuery(event, ["limit", "next", "owner"]);
  const { items, last } = await store.list(ownerOf(caller, query.owner), pageOf(query), now());
  return { status: 200, body: { items, ...(last !== undefined && { next: nextOf(last) }) } };
}

export async function readItem({ store, now }: ItemsContext, event: ApiEvent, id: string): Promise<Reply> {
  const caller = callerOf(event);
  const query = checkedQuery(event, ["owner"]);
  const item = await store.read({ owner: ownerOf(caller, query.owner), id: itemId(id) }, now());
  if (!item) throw new Refusal(404, "not_found");
  return { status: 200, body: item };
}

export async function updateItem({ store, now }: ItemsContext, event: ApiEvent, id: string): Promise<Reply> {
  const caller = callerOf(event);
  checkedQuery(event, []);
  const key = { owner: caller.id, id: itemId(id) };
  const time = now();
  const { content, version } = changedContent(event, time);
  const change = await store.replace(key, content, version, time);
  if (change === "gone") throw new Refusal(404, "not_found");
  if (change === "conflict") throw new Refusal(409, "version_conflict");
  return { status: 200, body: change.item };
}

export async function deleteItem({ store, now }: ItemsContext, event: ApiEvent, id: string): Promise<Reply> {
  const caller = callerOf(event);
  checkedQuery(event, []);
  if ((await store.delete({ owner: caller.id, id: itemId(id) }, now())) === "gone") throw new Refusal(404, "not_found");
  return { status: 204 };
}
