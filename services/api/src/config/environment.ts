import { z } from "zod";

/** The variables of a process, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Every mistake of a configuration at once. Messages name the variable and what is allowed, never its value. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration has ${problems.length} mistake(s):\n${problems.join("\n")}`);
    this.name = "ConfigurationError";
  }
}

/** Reads `environment` by `schema`; an empty variable counts as absent. @throws ConfigurationError naming every mistake */
export function readEnvironment<T extends z.ZodType>(schema: T, environment: Environment): z.output<T> {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const result = schema.safeParse(present);
  if (result.success) return result.data;
  throw new ConfigurationError(result.error.issues.map((issue) => `[${issue.path.join(".")}] ${issue.message}.`));
}

const integer = (minimum: number, maximum: number) => {
  const message = `must be a whole number from ${minimum} to ${maximum}`;
  return z
    .string(message)
    .regex(/^\d+$/, message)
    .transform(Number)
    .pipe(z.int().min(minimum, message).max(maximum, message));
};

/** A whole number in an inclusive range; `preset` when the variable is absent. */
export const wholeNumber = (minimum: number, maximum: number, preset: number) =>
  z.preprocess((value) => value ?? String(preset), integer(minimum, maximum));

/** A text that must be there. */
export const required = (what: string) => z.string(`is missing: ${what}`);

/** A PostgreSQL name: at most 63 bytes, without the characters that would need thought in logs and connection strings. */
export const databaseName = (what: string) =>
  required(what).regex(
    /^[A-Za-z_][A-Za-z0-9_]{0,62}$/,
    "must be 1 to 63 letters, digits and _, not beginning with a digit",
  );

/** The ARN of a secret in AWS Secrets Manager, with its six-character suffix: a name alone is ambiguous for IAM. */
export const secretArn = (what: string) =>
  required(what).regex(
    /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+-[A-Za-z0-9]{6}$/,
    "must be the full ARN of a secret, with its six-character suffix",
  );

/** Where the database is; shared by the API and the bootstrap. */
export const databaseAddress = {
  DB_HOST: required("the database's host name"),
  DB_PORT: wholeNumber(1, 65_535, 5432),
  DB_NAME: databaseName("the database's name"),
  DB_CA_FILE: z.string().optional(),
};

/** Levels of the log, the most talkative first. */
export const logLevel = z
  .enum(["trace", "debug", "info", "warn", "error", "fatal"], "must be trace, debug, info, warn, error or fatal")
  .default("info");
