import { Failure } from "../failure";

/** Exit code of a scan that proves nothing, whatever it found. */
export const blindExitCode = 2;

/** The scan proves nothing: a scanner is missing, crashed, or does not see what is there. Never a pass. */
export class Blind extends Failure {
  constructor(what: string, fix = "npx estate doctor") {
    super(`The scanner is blind: ${what}`, { fix, exitCode: blindExitCode });
  }
}
