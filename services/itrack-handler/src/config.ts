/** What the function is told by its environment. */
export interface Config {
  readonly tableName: string;
  /** The one web origin whose pages may read answers, such as `https://app.itrack.example`. */
  readonly allowedOrigin: string;
}

/** @throws Error naming every variable that is missing or wrong, without values */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const { TABLE_NAME: tableName = "", ALLOWED_ORIGIN: allowedOrigin = "" } = environment;
  const problems = [
    !/^[\w.-]{3,255}$/.test(tableName) && "TABLE_NAME must be the name of a DynamoDB table",
    !/^https:\/\/[a-z0-9.-]+(:\d+)?$/.test(allowedOrigin) &&
      "ALLOWED_ORIGIN must be one origin, https:// and a host, without a path",
  ].filter((problem) => problem !== false);
  if (problems.length > 0) throw new Error(`The function's environment is wrong: ${problems.join("; ")}.`);
  return { tableName, allowedOrigin };
}
