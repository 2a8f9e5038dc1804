import { availableParallelism, freemem } from "node:os";

/** MiB for one plan: terraform and its AWS provider take up to 1,490 with the two firewalls of iTrack and GOGC=200, a tenth less without. */
const planMiB = 1536;

export interface Machine {
  readonly cores: number;
  /** Memory that is free for plans, in MiB. */
  readonly freeMiB: number;
}

/**
 * Plans at once by default: one a core, because a plan of some 370 resources needs 20 to 40 s of one (the provider decodes schemas
 * and answers), and no more than the memory holds; at least one. Pure.
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
