import type { Request, Response, RequestHandler } from "express";
import { z } from "zod";
import { HttpError, type FieldProblem } from "../utils/http-error";

const places = ["params", "query", "body"] as const;

/** The fields that a route takes, by place. A place that is not named takes none. */
export type RequestShape = { readonly [place in (typeof places)[number]]?: z.ZodRawShape };

/** What `validate` made of a request of this shape. */
export type Input<S extends RequestShape> = {
  readonly [P in keyof S]: S[P] extends z.ZodRawShape ? z.output<z.ZodObject<S[P]>> : never;
};

/** A handler that gets only what its schemas let through. */
export type InputHandler<S extends RequestShape> = (
  input: Input<S>,
  response: Response,
  request: Request,
) => Promise<void> | void;

/** Refuses, with 400, a request that does not fit `shape` or has a field that it does not name // 164.312(c)(1) */
export function validate<S extends RequestShape>(shape: S, handler: InputHandler<S>): RequestHandler {
  const schema = z.object({
    params: z.strictObject(shape.params ?? {}),
    query: z.strictObject(shape.query ?? {}),
    body: z.strictObject(shape.body ?? {}),
  });
  return (request, response, next) => {
    const { params, query, body } = request;
    const result = schema.safeParse({ params, query, body: body ?? {} });
    if (!result.success) throw new HttpError(400, "invalid_request", result.error.issues.map(fieldProblem));
    Promise.resolve()
      .then(() => handler(result.data as Input<S>, response, request))
      .catch(next);
  };
}

/** The rule's name and the declared path: an issue's message, or an unknown field's name, could repeat what the caller sent. */
function fieldProblem({ path, code }: z.core.$ZodIssue): FieldProblem {
  const [place, ...rest] = path;
  return { in: places.find((name) => name === place) ?? "body", path: rest.join("."), rule: code };
}
