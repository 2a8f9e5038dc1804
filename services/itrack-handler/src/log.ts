/** What of a request may be written down: no item, no person, no path with an id. 164.312(b) */
export type Line =
  | {
      readonly event: "request";
      readonly level: "INFO" | "WARN" | "ERROR";
      readonly timestamp: string;
      readonly requestId: string;
      /** Name of the route, such as `createItem`. */
      readonly operation: string;
      readonly status: number;
      readonly latencyMs: number;
    }
  | {
      readonly event: "failure";
      readonly level: "ERROR";
      readonly timestamp: string;
      readonly requestId: string;
      /** Kind of the error. Its message may quote what it was about. */
      readonly error: string;
      readonly frames: readonly string[];
    };

/** Structured logs, one JSON object a line: Lambda takes level and time of each from `level` and `timestamp`. */
export function writeLine(line: Line): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** The places in the code that an error passed, without its message. */
export function framesOf(error: unknown): string[] {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
}
