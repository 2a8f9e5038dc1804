import type { RequestHandler } from "express";
import { rateLimit as limiter } from "express-rate-limit";
import type { ApiConfig } from "../config/api";
import { HttpError } from "../utils/http-error";

/** At most `max` requests a window from one address, counted in this task; above it 429. The web ACL limits what all tasks get. */
export function rateLimit({ max, windowSeconds }: ApiConfig["rateLimit"]): RequestHandler {
  return limiter({
    windowMs: windowSeconds * 1000,
    limit: max,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    handler: () => {
      throw new HttpError(429, "too_many_requests");
    },
  });
}
