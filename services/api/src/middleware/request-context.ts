import { randomUUID } from "node:crypto";
import type { RequestHandler } from "express";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const traceRoot = /(?:^|;)Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)/;

/**
 * Gives the request an id, answered as X-Request-Id and written with every log line, and keeps the load balancer's trace id.
 * Both are taken from the caller only in their exact form: anything looser could carry a patient's identifier into the log.
 */
export const requestContext: RequestHandler = (request, response, next) => {
  const given = request.get("x-request-id");
  response.locals.requestId = given !== undefined && uuid.test(given) ? given.toLowerCase() : randomUUID();
  const trace = traceRoot.exec(request.get("x-amzn-trace-id") ?? "")?.[1];
  if (trace !== undefined) response.locals.traceId = trace;
  response.set("X-Request-Id", response.locals.requestId);
  next();
};
