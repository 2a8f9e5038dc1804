/** One piece of work among many. */
export interface Task<T> {
  /** How long it takes in comparison with the others, in any unit: the longest are started first. */
  readonly weight: number;
  run(): Promise<T>;
}

export interface ScheduleOptions {
  /** Tasks under way at once, from 1. */
  readonly limit: number;
  /** Aborting starts no further task; those under way end by themselves. */
  readonly signal?: AbortSignal;
}

export type Settled<T> =
  | { readonly status: "done"; readonly value: T }
  | { readonly status: "failed"; readonly error: unknown }
  | { readonly status: "skipped" };

/**
 * Runs every task, never more than `limit` at once, whatever becomes of the others. The results stand in the order of the
 * tasks. Longest first keeps the total within 4/3 of the best possible (Graham 1969).
 */
export async function schedule<T>(
  tasks: readonly Task<T>[],
  { limit, signal }: ScheduleOptions,
): Promise<readonly Settled<T>[]> {
  const results: Settled<T>[] = tasks.map(() => ({ status: "skipped" }));
  const waiting = tasks
    .map((task, index) => ({ task, index }))
    .sort((a, b) => a.task.weight - b.task.weight || b.index - a.index);
  const worker = async (): Promise<void> => {
    for (let next = take(); next; next = take()) results[next.index] = await settle(next.task);
  };
  const take = () => (signal?.aborted ? undefined : waiting.pop());
  await Promise.all(Array.from({ length: Math.min(limit, tasks.length) }, worker));
  return results;
}

async function settle<T>(task: Task<T>): Promise<Settled<T>> {
  try {
    return { status: "done", value: await task.run() };
  } catch (error) {
    return { status: "failed", error };
  }
}

/** Gives a function that runs what it is handed one after the other, in the order handed over. */
export function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let before: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = before.then(work);
    before = mine.catch(() => undefined);
    return mine;
  };
}
