import type { Safeguard } from "./environment";

/** A Lambda function. */
export interface FunctionConfig {
  /** Such as `nodejs22.x`; see `functionRuntimes`. */
  readonly runtime: string;
  /** MiB, 128-10240; CPU grows with it. */
  readonly memoryMiB: number;
  /** Seconds after which a call is ended, 1-29: API Gateway waits no longer. */
  readonly timeoutSeconds: number;
  /** Calls at the same time that are kept for it, and that it never exceeds, 1-1000. */
  readonly reservedConcurrency: number;
  /** Kept: Lambda runs only what AWS Signer has signed. */
  readonly codeSigning: Safeguard;
}

/**
 * Runtimes of Node.js, with the day from which AWS mends them no more. The handler is written for 22.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
export const functionRuntimes: Readonly<Record<string, { readonly supportedUntil: string; readonly ended: boolean }>> =
  {
    "nodejs22.x": { supportedUntil: "2027-04-30", ended: false },
    "nodejs20.x": { supportedUntil: "2026-04-30", ended: true },
    "nodejs18.x": { supportedUntil: "2025-09-01", ended: true },
    "nodejs16.x": { supportedUntil: "2024-06-12", ended: true },
  };
