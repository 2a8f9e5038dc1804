/** What a person must know and do: setup prints `message` and `Fix:`, never a stack trace. */
export class SetupError extends Error {
  constructor(message, fix) {
    super(message);
    this.name = "SetupError";
    this.fix = fix;
  }
}
