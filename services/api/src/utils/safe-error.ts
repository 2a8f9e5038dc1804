/** What of an error may be logged. */
export interface SafeError {
  readonly name: string;
  readonly code?: string;
  readonly frames: readonly string[];
}

/** An error's kind and place. Not its message: PostgreSQL's, for one, quotes the values of the row at fault. */
export function safeError(error: unknown): SafeError {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const code = codeOf(error);
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return { name: error.name, ...(code === undefined ? {} : { code }), frames: frames.map((frame) => frame.trim()) };
}

/** The error's machine-readable code, such as PostgreSQL's `28P01` or Node's `ECONNREFUSED`. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}
