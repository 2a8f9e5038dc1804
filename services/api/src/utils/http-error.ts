/** One field that is wrong: where and which rule, never the value. */
export interface FieldProblem {
  readonly in: "params" | "query" | "body";
  readonly path: string;
  readonly rule: string;
}

/** A refusal that the client is told about. Only `code` and `fields` reach it. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly fields?: readonly FieldProblem[],
  ) {
    super(code);
    this.name = "HttpError";
  }
}
