/** Tells the person who waits what is being done; the command line shows it on standard error. */
export interface Progress {
  /** Runs one step of the work; `say` reports what happens inside it. */
  step<T>(title: string, work: (say: (text: string) => void) => Promise<T>): Promise<T>;
}

/** Says nothing: for tests and for callers that have their own way. */
export const noProgress: Progress = { step: (_title, work) => work(() => undefined) };
