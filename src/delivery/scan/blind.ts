import { Failure } from "../failure";

/** Exit code of a scan that proves nothing, whatever it found. */
export const blindExitCode = 2;

/** The scan proves nothing: a scanner is missing, crashed, or does not see what is there. Never a pass. */
export class Blind extends Failure {
  constructor(what: string, fix = "npx estate doctor") {
    super(`The scan proves nothing: ${what}`, { fix, exitCode: blindExitCode });
  }

  /** Several scanners' reasons as one. An error of another kind is a defect, and is thrown as it is. */
  static together(reasons: readonly Error[]): Error {
    const other = reasons.find((reason) => !(reason instanceof Blind));
    if (other !== undefined || reasons.length === 1) return other ?? (reasons[0] as Error);
    const [first] = reasons as Blind[];
    return new Blind(
      reasons.map(({ message }) => message.replace("The scan proves nothing: ", "")).join("\n"),
      first?.fix,
    );
  }
}
