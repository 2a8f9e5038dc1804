import { z } from "zod";
import {
  databaseAddress,
  databaseName,
  logLevel,
  readEnvironment,
  required,
  secretArn,
  wholeNumber,
  type Environment,
} from "./environment";

const schema = z.object({
  NODE_ENV: z
    .enum(["development", "test", "production"], "must be development, test or production")
    .default("development"),
  PORT: wholeNumber(0, 65_535, 3000),
  LOG_LEVEL: logLevel,
  ...databaseAddress,
  DB_USER: databaseName("the application's database user"),
  DB_PASSWORD: required("the database user's password"),
  DB_CREDENTIALS_ARN: secretArn("").optional(),
  DB_POOL_MAX: wholeNumber(1, 100, 10),
  // HS256 takes any key; one shorter than its 256-bit output can be guessed (RFC 7518, 3.2).
  JWT_SECRET: required("the key that signs tokens").min(32, "must have at least 32 characters"),
  JWT_ISSUER: z.string().default("omnirapeutic"),
  JWT_AUDIENCE: z.string().default("omnirapeutic-api"),
  RATE_LIMIT_MAX: wholeNumber(1, 1_000_000, 300),
  RATE_LIMIT_WINDOW_SECONDS: wholeNumber(1, 3600, 60),
  SHUTDOWN_DRAIN_MS: wholeNumber(0, 15_000, 5000),
});

/** How the API runs: everything that its environment decides. */
export type ApiConfig = ReturnType<typeof loadApiConfig>;

/** The API's configuration, checked as a whole. @throws ConfigurationError naming every mistake, and no value */
export function loadApiConfig(environment: Environment) {
  const env = readEnvironment(schema, environment);
  return {
    production: env.NODE_ENV === "production",
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    database: {
      host: env.DB_HOST,
      port: env.DB_PORT,
      name: env.DB_NAME,
      user: env.DB_USER,
      password: env.DB_PASSWORD,
      secretArn: env.DB_CREDENTIALS_ARN,
      caFile: env.DB_CA_FILE,
      poolMax: env.DB_POOL_MAX,
    },
    tokens: { secret: env.JWT_SECRET, issuer: env.JWT_ISSUER, audience: env.JWT_AUDIENCE },
    rateLimit: { max: env.RATE_LIMIT_MAX, windowSeconds: env.RATE_LIMIT_WINDOW_SECONDS },
    drainMs: env.SHUTDOWN_DRAIN_MS,
  } as const;
}
