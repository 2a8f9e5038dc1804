/** What asks a command to stop: Ctrl-C, a supervisor, a terminal that was closed. */
export const interruptSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs work that must clean up after itself. Meanwhile an interrupt does not end this process: it aborts the signal that
 * `work` gets, and children that run are told by `run`.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  for (const signal of interruptSignals) process.on(signal, abort);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of interruptSignals) process.off(signal, abort);
  }
}
