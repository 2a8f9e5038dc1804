import type { RequestHandler } from "express";
import { HttpError } from "../utils/http-error";

/** Lets only callers with one of `roles` pass; others get 403 // 164.312(a)(1) */
export function requireRole(...roles: readonly [string, ...string[]]): RequestHandler {
  return (_request, response, next) => {
    const held = response.locals.identity?.roles ?? [];
    if (!roles.some((role) => held.includes(role))) throw new HttpError(403, "forbidden");
    next();
  };
}
