import type { ErrorRequestHandler, RequestHandler } from "express";
import { HttpError } from "../utils/http-error";
import type { Logger } from "../utils/logger";

/** Codes of the refusals that Express' own body parser makes. */
const parserCodes: Readonly<Record<number, string>> = {
  400: "invalid_request",
  413: "request_too_large",
  415: "unsupported_media_type",
};

/** Answers 404 as JSON. */
export const notFound: RequestHandler = () => {
  throw new HttpError(404, "not_found");
};

/** Answers every error as JSON: a code and the request's id; no message, no stack, nothing of the request. */
export function errorHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const { requestId } = response.locals;
    const { status, code, fields } = refusalOf(error);
    if (status >= 500) logger.error({ err: error, requestId }, "request failed");
    // Half an answer is out: only closing the connection tells the client that it is not whole.
    if (response.headersSent) return next(error);
    response.status(status).json({ error: { code, requestId, ...(fields ? { fields } : {}) } });
  };
}

function refusalOf(error: unknown): Pick<HttpError, "status" | "code" | "fields"> {
  if (error instanceof HttpError) return error;
  const status = error instanceof Error && "status" in error ? Number(error.status) : 500;
  const code = parserCodes[status];
  return code === undefined ? { status: 500, code: "internal_error" } : { status, code };
}
