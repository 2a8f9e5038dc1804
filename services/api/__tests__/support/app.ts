import { Writable } from "node:stream";
import type { Router } from "express";
import { sign, type SignOptions } from "jsonwebtoken";
import { createApp } from "../../src/app";
import { createLogger } from "../../src/utils/logger";

export const tokens = {
  secret: "a-test-secret-of-32-characters-and-more",
  issuer: "omnirapeutic",
  audience: "omnirapeutic-api",
};

/** A token of `roles`, valid unless `options` make it otherwise. */
export function token(roles: readonly string[] = [], options: SignOptions = {}, secret = tokens.secret): string {
  const standard: SignOptions = { subject: "user-1", issuer: tokens.issuer, audience: tokens.audience, expiresIn: 60 };
  return sign({ roles }, secret, { ...standard, ...options });
}

/** The application on test-only routes, and the lines that it logs. */
export function testApp(routes?: Router, { max = 1000, check = async () => {} } = {}) {
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const logger = createLogger("info", destination);
  const config = { tokens, rateLimit: { max, windowSeconds: 60 } };
  return { app: createApp({ config, logger, readiness: { check }, ...(routes ? { routes } : {}) }), lines };
}
