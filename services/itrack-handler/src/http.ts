/** The part that is used of what API Gateway sends: proxy integration of a REST API, payload 1.0. */
export interface ApiEvent {
  readonly httpMethod: string;
  /** Without the stage. */
  readonly path: string;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null;
  /** Each parameter with all its values. */
  readonly multiValueQueryStringParameters?: Readonly<Record<string, readonly string[] | undefined>> | null;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
  readonly requestContext?: {
    readonly requestId?: string;
    readonly authorizer?: { readonly claims?: Readonly<Record<string, unknown>> } | null;
  };
}

/** What API Gateway makes an HTTP answer of. */
export interface ApiAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a route says; the headers that every answer has are added to its own. */
export interface Reply {
  readonly status: number;
  /** @default no body */
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One field that is wrong: where it is and what would be right, never what it was. */
export interface FieldProblem {
  readonly in: "body" | "path" | "query";
  readonly field: string;
  readonly what: string;
  readonly allowed: string;
}

/** A refusal that the caller is told about; all else is an internal error to them. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly more: { readonly fields?: readonly FieldProblem[]; readonly headers?: Reply["headers"] } = {},
  ) {
    super(code);
    this.name = "Refusal";
  }
}

/** @throws Refusal 400 that names every field, when there is one */
export function refuseProblems(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw new Refusal(400, "invalid_request", { fields: problems });
}

/**
 * The headers of every answer. Answers hold health data: nobody keeps them, nobody guesses their type, no page frames them.
 * 164.312(a)(1)
 */
export function commonHeaders(allowedOrigin: string, requestId: string): Readonly<Record<string, string>> {
  return {
    "Access-Control-Allow-Origin": allowedOrigin,
    "Access-Control-Expose-Headers": "Retry-After, X-Request-Id",
    Vary: "Origin",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Content-Type": "application/json; charset=utf-8",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains", // 164.312(e)(1)
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Request-Id": requestId,
  };
}
