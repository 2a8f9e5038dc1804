import { createHash } from "node:crypto";
import type { Request, RequestHandler } from "express";
import type { Logger } from "../utils/logger";

/**
 * One line a request: who, what, when, outcome // 164.312(b). The route's pattern, not the path, which may hold identifiers; no query,
 * body, header, address or token. Who is the SHA-256 of the token's subject: an auditor who has the subject finds its lines.
 */
export function accessLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const start = process.hrtime.bigint();
    response.once("close", () => {
      const { requestId, traceId, identity } = response.locals;
      const line = {
        requestId,
        traceId,
        subject: identity && createHash("sha256").update(identity.subject).digest("hex"),
        roles: identity?.roles,
        method: request.method,
        route: routePattern(request),
        status: response.statusCode,
        outcome: response.writableFinished ? "answered" : "aborted",
        durationMs: Number((process.hrtime.bigint() - start) / 1_000_000n),
      };
      logger.info(line, "request");
    });
    next();
  };
}

/** Express types a matched route as `any`. */
function routePattern(request: Request): string {
  const route: unknown = request.route;
  const matched = typeof route === "object" && route !== null && "path" in route ? String(route.path) : undefined;
  return matched === undefined ? "unmatched" : matched;
}
