import type { RequestHandler } from "express";
import { verify } from "jsonwebtoken";
import { z } from "zod";
import type { ApiConfig } from "../config/api";
import type { Identity } from "../types/identity";
import { HttpError } from "../utils/http-error";

const claims = z.object({ sub: z.string().min(1), exp: z.number(), roles: z.array(z.string()).default([]) });

/** Lets only callers with a valid token pass; all others get 401 and no word about why // 164.312(d) */
export function authenticate(tokens: ApiConfig["tokens"]): RequestHandler {
  return (request, response, next) => {
    const token = /^Bearer ([^\s]+)$/i.exec(request.get("authorization") ?? "")?.[1];
    const identity = token === undefined ? undefined : identify(token, tokens);
    if (!identity) {
      response.set("WWW-Authenticate", "Bearer");
      throw new HttpError(401, "unauthenticated");
    }
    response.locals.identity = identity;
    next();
  };
}

/** The algorithm is fixed (a token cannot choose `none`), the expiry required. */
function identify(token: string, { secret, issuer, audience }: ApiConfig["tokens"]): Identity | undefined {
  try {
    const { sub, roles } = claims.parse(verify(token, secret, { algorithms: ["HS256"], issuer, audience }));
    return { subject: sub, roles };
  } catch {
    return undefined;
  }
}
