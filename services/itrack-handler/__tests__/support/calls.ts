import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createHandler } from "../../src/app";
import type { ApiEvent } from "../../src/http";
import { ItemStore } from "../../src/items/store";
import type { Line } from "../../src/log";
import { settings } from "./emulator";

export const origin = "https://app.itrack.example";

/** What a test says of a call; all else is an ordinary person's. */
export interface Call {
  readonly sub?: string | undefined;
  readonly groups?: unknown;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: unknown;
  readonly raw?: Pick<ApiEvent, "body" | "isBase64Encoded">;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- JSON of any shape is asserted on
}

/** The function on some DynamoDB, called as API Gateway calls it; what it logs is kept. */
export class Api {
  readonly lines: Line[] = [];
  now = new Date("2026-01-02T03:04:05.000Z");
  private readonly handler: ReturnType<typeof createHandler>;

  constructor(endpoint: string, tableName = "items") {
    this.handler = createHandler({
      store: new ItemStore(new DynamoDBClient(settings(endpoint)), tableName),
      allowedOrigin: origin,
      now: () => this.now,
      log: (line) => this.lines.push(line),
    });
  }

  async call(httpMethod: string, path: string, call: Call = {}): Promise<Answer> {
    const { statusCode, headers, body } = await this.handler(eventOf(httpMethod, path, call));
    return { status: statusCode, headers, body: body === "" ? undefined : JSON.parse(body) };
  }
}

/** As API Gateway sends it. */
export function eventOf(httpMethod: string, path: string, call: Call): ApiEvent {
  const query = Object.entries(call.query ?? {}).map(([name, value]): [string, string[]] => [name, [value].flat()]);
  const sub = "sub" in call ? call.sub : "person-1";
  return {
    httpMethod,
    path,
    queryStringParameters: query.length > 0 ? Object.fromEntries(query.map(([name, all]) => [name, all.at(-1)])) : null,
    multiValueQueryStringParameters: query.length > 0 ? Object.fromEntries(query) : null,
    body: call.body === undefined ? null : JSON.stringify(call.body),
    ...call.raw,
    requestContext: {
      requestId: "request-1",
      ...(sub !== undefined && { authorizer: { claims: { sub, "cognito:groups": call.groups ?? "user" } } }),
    },
  };
}
