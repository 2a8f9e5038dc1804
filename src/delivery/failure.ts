export interface FailureOptions {
  /** How to put it right, in one or a few lines; commands printed in full. */
  readonly fix?: string;
  /** @default 1 */
  readonly exitCode?: number;
  /** The underlying error; its message is passed on, its stack never. */
  readonly cause?: unknown;
}

/** The only error that users see: what is wrong with the value at fault, and how to fix it. */
export class Failure extends Error {
  readonly fix?: string;
  readonly exitCode: number;

  constructor(what: string, options: FailureOptions = {}) {
    super(what, { cause: options.cause });
    this.name = "Failure";
    this.fix = options.fix;
    this.exitCode = options.exitCode ?? 1;
  }
}

/** The message of anything thrown, without a stack trace. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
