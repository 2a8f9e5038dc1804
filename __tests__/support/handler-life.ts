import { TooManyRequestsException, type Lambda } from "@aws-sdk/client-lambda";

/** Where iTrack's handler is deployed. */
export interface DeployedHandler {
  readonly lambda: Lambda;
  readonly functionName: string;
}

/** What a test says of a request; all else is an ordinary person's. */
interface Request {
  /** Cognito's `sub`; null: API Gateway vouches for nobody. @default "person-1" */
  readonly sub?: string | null;
  /** @default "user" */
  readonly groups?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- JSON of any shape is asserted on
}

/** Calls the deployed function with the event that API Gateway sends. @throws Error when the function itself fails */
export async function request(
  { lambda, functionName }: DeployedHandler,
  httpMethod: string,
  path: string,
  { sub = "person-1", groups = "user", query, body }: Request = {},
): Promise<Answer> {
  const event = {
    httpMethod,
    path,
    queryStringParameters: query ?? null,
    body: body ? JSON.stringify(body) : null,
    isBase64Encoded: false,
    requestContext: {
      requestId: "life",
      ...(sub !== null && { authorizer: { claims: { sub, "cognito:groups": groups } } }),
    },
  };
  const answer = await lambda.invoke({ FunctionName: functionName, Payload: JSON.stringify(event) });
  const payload = Buffer.from(answer.Payload ?? []).toString();
  if (answer.FunctionError !== undefined) throw new Error(`${functionName} failed: ${payload}`);
  const { statusCode, headers, body: text } = JSON.parse(payload) as Answer & { body: string };
  return { statusCode, headers, body: text === "" ? undefined : JSON.parse(text) };
}

/** Tests of a handler that is deployed, with its own table. Call it in a `describe`. @param proves ends of the titles */
export function describeDeployedHandler(
  handler: () => DeployedHandler,
  proves: Readonly<Record<"health" | "items" | "refusals" | "throttling", string>> = {
    health: "",
    items: "",
    refusals: "",
    throttling: "",
  },
): void {
  const send = (method: string, path: string, more?: Request) => request(handler(), method, path, more);

  it(`says without a token that it is well, and what it depends on ${proves.health}`, async () => {
    expect(await send("GET", "/health", { sub: null })).toMatchObject({
      statusCode: 200,
      body: { status: "ok", dependencies: { dynamodb: "reachable" } },
    });
  });

  it(`creates, reads, lists, changes and deletes items of the caller ${proves.items}`, async () => {
    const { statusCode, body: item } = await send("POST", "/api/items", { body: { title: "Tablets" } });
    expect([statusCode, item.version]).toEqual([201, 1]);
    const path = `/api/items/${item.id}`;
    expect((await send("GET", path)).body).toEqual(item);
    expect((await send("GET", "/api/items")).body.items).toContainEqual(item);
    const change = { body: { title: "Tablets, twice a day", version: 1 } };
    expect(await send("PUT", path, change)).toMatchObject({ statusCode: 200, body: { version: 2 } });
    expect(await send("PUT", path, change)).toMatchObject({ statusCode: 409 });
    expect((await send("GET", path, { sub: "person-2" })).statusCode).toBe(404);
    expect((await send("DELETE", path)).statusCode).toBe(204);
    expect((await send("GET", path)).statusCode).toBe(404);
  });

  it(`refuses who is unknown, others' items, and what is no item, with what is allowed ${proves.refusals}`, async () => {
    expect((await send("GET", "/api/items", { sub: null })).statusCode).toBe(401);
    const others = { query: { owner: "person-2" } };
    expect((await send("GET", "/api/items", others)).statusCode).toBe(403);
    expect((await send("GET", "/api/items", { ...others, groups: "admin" })).statusCode).toBe(200);
    const { statusCode, body } = await send("POST", "/api/items", { body: { title: "" } });
    expect([statusCode, body.error.fields]).toEqual([
      400,
      [{ in: "body", field: "title", what: "is not allowed", allowed: "a text of 1-200 characters" }],
    ]);
  });

  it(`is turned away while no calls are reserved for it, and called again afterwards ${proves.throttling}`, async () => {
    const { lambda, functionName: FunctionName } = handler();
    const { ReservedConcurrentExecutions = 0 } = await lambda.getFunctionConcurrency({ FunctionName });
    expect(ReservedConcurrentExecutions).toBeGreaterThan(0);
    try {
      await lambda.putFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions: 0 });
      await expect(send("GET", "/health")).rejects.toThrow(TooManyRequestsException);
    } finally {
      await lambda.putFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions });
    }
    expect((await send("GET", "/health")).statusCode).toBe(200);
  });
}
