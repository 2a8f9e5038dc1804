/** CPU units -> MiB of memory that Fargate offers with them: from, to, in steps of. */
const MEMORY = {
  256: { from: 512, to: 2048, step: 512, except: [1536] },
  512: { from: 1024, to: 4096, step: 1024 },
  1024: { from: 2048, to: 8192, step: 1024 },
  2048: { from: 4096, to: 16_384, step: 1024 },
  4096: { from: 8192, to: 30_720, step: 1024 },
  8192: { from: 16_384, to: 61_440, step: 4096 },
  16384: { from: 32_768, to: 122_880, step: 8192 },
} as const satisfies Record<number, MemoryRange>;

interface MemoryRange {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly except?: readonly number[];
}

/** How large a task is. */
export interface FargateSize {
  /** 1024 units are one vCPU: 256, 512, 1024, 2048, 4096, 8192 or 16384. */
  readonly cpu: number;
  /** MiB; what Fargate offers depends on `cpu`. */
  readonly memoryMiB: number;
}

/**
 * @throws Error when Fargate does not offer the pair
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
 */
export function requireFargateSize(path: string, { cpu, memoryMiB }: FargateSize): void {
  const range: MemoryRange | undefined = MEMORY[cpu as keyof typeof MEMORY];
  if (!range) {
    throw new Error(
      `[${path}] cpu is ${cpu}; allowed are ${Object.keys(MEMORY).join(", ")}. Take the next larger size.`,
    );
  }
  const offered = memoryOf(range);
  if (offered.includes(memoryMiB)) return;
  throw new Error(
    `[${path}] memoryMiB is ${memoryMiB}; with cpu ${cpu} allowed are ${offered.join(", ")}. Take the next larger size, or another cpu.`,
  );
}

function memoryOf({ from, to, step, except = [] }: MemoryRange): number[] {
  const all = Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
  return all.filter((memory) => !except.includes(memory));
}
