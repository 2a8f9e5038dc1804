import { availableParallelism, freemem } from "node:os";

/** MiB that terraform and its AWS provider take for one plan: 651 measured at 199 resources, and room for the review. */
const planMiB = 1024;

export interface Machine {
  readonly cores: number;
  /** Memory that is free for plans, in MiB. */
  readonly freeMiB: number;
}

/**
 * Plans at once by default: one a core, because a plan keeps one busy for more than half of its time (the provider decodes
 * every schema and every answer), and no more than the memory holds; at least one. Pure.
 */
export function defaultParallel({ cores, freeMiB }: Machine): number {
  return Math.max(1, Math.min(cores, Math.floor(freeMiB / planMiB)));
}

/** This machine, or the part of it that a container may use. */
export function thisMachine(): Machine {
  // 0, or more than there is, where no limit is set.
  const allowed = process.constrainedMemory();
  const free = allowed > 0 ? Math.min(allowed, freemem()) : freemem();
  return { cores: availableParallelism(), freeMiB: Math.floor(free / 2 ** 20) };
}
