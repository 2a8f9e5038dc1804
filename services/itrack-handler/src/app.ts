import { healthCheck } from "./health";
import { commonHeaders, Refusal, type ApiAnswer, type ApiEvent, type Reply } from "./http";
import { createItem, deleteItem, listItems, readItem, updateItem } from "./items/routes";
import type { ItemStore } from "./items/store";
import { framesOf, type Line } from "./log";

export interface AppContext {
  readonly store: ItemStore;
  readonly allowedOrigin: string;
  readonly now: () => Date;
  readonly log: (line: Line) => void;
}

/** What one method of a path does; `id` is what stands in the path's place for one. */
interface Operation {
  readonly name: string;
  readonly run: (event: ApiEvent, id: string) => Promise<Reply>;
}
interface Route {
  readonly path: RegExp;
  readonly methods: Readonly<Record<string, Operation>>;
}

/** DynamoDB is asked for more than it gives at the moment, and the SDK's own repetitions did not help. */
const THROTTLING = [
  "LimitExceededException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
];
const RETRY_AFTER_SECONDS = "2";

/** The function: one request in, one answer out, one line in the log. It never throws. */
export function createHandler(context: AppContext): (event: ApiEvent) => Promise<ApiAnswer> {
  const routes = routesOf(context);
  return async (event) => {
    const start = performance.now();
    const requestId = event.requestContext?.requestId ?? "none";
    const { name, run, id } = find(routes, event);
    const reply = await run(event, id).catch((error: unknown) => failed(context, requestId, error));
    context.log({
      event: "request",
      level: reply.status < 400 ? "INFO" : reply.status < 500 ? "WARN" : "ERROR",
      timestamp: context.now().toISOString(),
      requestId,
      operation: name,
      status: reply.status,
      latencyMs: Math.round(performance.now() - start),
    });
    return answerOf(reply, commonHeaders(context.allowedOrigin, requestId));
  };
}

function routesOf(context: AppContext): readonly Route[] {
  return [
    { path: /^\/health$/, methods: { GET: { name: "health", run: healthCheck(context) } } },
    {
      path: /^\/api\/items$/,
      methods: {
        GET: { name: "listItems", run: (event) => listItems(context, event) },
        POST: { name: "createItem", run: (event) => createItem(context, event) },
      },
    },
    {
      path: /^\/api\/items\/([^/]+)$/,
      methods: {
        GET: { name: "readItem", run: (event, id) => readItem(context, event, id) },
        PUT: { name: "updateItem", run: (event, id) => updateItem(context, event, id) },
        DELETE: { name: "deleteItem", run: (event, id) => deleteItem(context, event, id) },
      },
    },
  ];
}

function find(routes: readonly Route[], { httpMethod, path }: ApiEvent): Operation & { readonly id: string } {
  const route = routes.find((each) => each.path.test(path));
  if (!route) return { name: "unknown", id: "", run: () => refuse(new Refusal(404, "not_found")) };
  const id = route.path.exec(path)?.[1] ?? "";
  const operation = Object.hasOwn(route.methods, httpMethod) ? route.methods[httpMethod] : undefined;
  if (operation) return { ...operation, id };
  const headers = { Allow: Object.keys(route.methods).join(", ") };
  return { name: "unknown", id, run: () => refuse(new Refusal(405, "method_not_allowed", { headers })) };
}

function refuse(refusal: Refusal): Promise<Reply> {
  return Promise.reject(refusal);
}

/** What the caller may know of an error, and in the log where it happened; neither says what it was about. */
function failed({ log, now }: AppContext, requestId: string, error: unknown): Reply {
  const refusal = refusalOf(error);
  if (refusal.status >= 500) {
    const { name } = error instanceof Error ? error : { name: typeof error };
    const timestamp = now().toISOString();
    log({ event: "failure", level: "ERROR", timestamp, requestId, error: name, frames: framesOf(error) });
  }
  const { fields, headers } = refusal.more;
  return {
    status: refusal.status,
    body: { error: { code: refusal.code, requestId, ...(fields && { fields }) } },
    ...(headers && { headers }),
  };
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof Error && THROTTLING.includes(error.name)) {
    return new Refusal(429, "too_many_requests", { headers: { "Retry-After": RETRY_AFTER_SECONDS } });
  }
  return new Refusal(500, "internal_error");
}

function answerOf({ status, body, headers }: Reply, common: ApiAnswer["headers"]): ApiAnswer {
  return {
    statusCode: status,
    headers: { ...common, ...headers },
    body: body === undefined ? "" : JSON.stringify(body),
  };
}
