import pc from "picocolors";
import { ConfigError, UnknownDeploymentError } from "../config";
import { Failure, messageOf } from "../delivery/failure";

/** Prints what went wrong and how to fix it, and sets the exit code. A stack trace only of a defect of our own, and only on demand. */
export function report(error: unknown): void {
  if (isDiskFull(error)) {
    process.stderr.write(
      `${pc.red("Error:")} The disk is full: ${messageOf(error)}\n${pc.bold("Fix:")} Free some space (\`df -h\`), then run the command again.\n`,
    );
    process.exitCode = 1;
    return;
  }
  const expected = [Failure, ConfigError, UnknownDeploymentError].some((kind) => error instanceof kind);
  process.stderr.write(`${pc.red("Error:")} ${messageOf(error)}\n`);
  if (error instanceof Failure && error.fix) process.stderr.write(`${pc.bold("Fix:")} ${error.fix}\n`);
  if (!expected) process.stderr.write(`${defect(error)}\n`);
  process.exitCode = error instanceof Failure ? error.exitCode : 1;
}

/** No room, over the quota, or over a limit of the shell. */
function isDiskFull(error: unknown): boolean {
  return error instanceof Error && /^(ENOSPC|EDQUOT|EFBIG)$/.test((error as NodeJS.ErrnoException).code ?? "");
}

function defect(error: unknown): string {
  const trace = process.env.ESTATE_DEBUG && error instanceof Error ? error.stack : undefined;
  return trace ?? "This is a defect of estate: ESTATE_DEBUG=1 shows where.";
}
