import pino, { type DestinationStream, type Logger } from "pino";
import { safeError } from "./safe-error";

export type { Logger };

/** Structured logs, one JSON object a line. Errors are written without their messages, which may quote health data. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: { service: "omnirapeutic-api" },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: safeError },
  };
  // Written at once: nothing is lost when the process ends.
  return pino(options, destination ?? pino.destination({ dest: 1, sync: true }));
}
