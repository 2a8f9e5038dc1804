/**
 * Runs `build` without stack-trace capture. CDKTF captures a trace for every token and element, about ten times the cost
 * of constructing a resource, and ignores `Error.stackTraceLimit`; errors thrown inside keep their message.
 */
export function withoutStackTraces<T>(build: () => T): T {
  const original = Error.captureStackTrace;
  Error.captureStackTrace = () => undefined;
  try {
    return build();
  } finally {
    Error.captureStackTrace = original;
  }
}
