import type { Reply } from "./http";
import type { ItemStore } from "./items/store";

/** Nobody needs a token to ask, so that the table is asked no more often than this. */
const REMEMBER_MS = 5000;

export interface HealthContext {
  readonly store: Pick<ItemStore, "isReachable">;
  readonly now: () => Date;
}

/** What the function needs besides itself, by name; 503 while one of it does not answer. */
export function healthCheck({ store, now }: HealthContext): () => Promise<Reply> {
  let last: { readonly at: number; readonly isReachable: boolean } | undefined;
  return async () => {
    const at = now().getTime();
    if (last === undefined || at - last.at >= REMEMBER_MS) last = { at, isReachable: await store.isReachable() };
    const dependencies = { dynamodb: last.isReachable ? "reachable" : "unreachable" };
    return last.isReachable
      ? { status: 200, body: { status: "ok", dependencies } }
      : { status: 503, body: { status: "unavailable", dependencies } };
  };
}
