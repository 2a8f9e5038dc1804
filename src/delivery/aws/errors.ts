import { Failure } from "../failure";

/** The error code that AWS gave, such as `AccessDenied`; "" when AWS did not answer at all. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return "";
  // EC2 puts its code into `Code`, S3's HEAD answers only have an HTTP status, everything else names the class after the code.
  const { Code } = error as { Code?: string };
  return Code ?? error.name;
}

/** The HTTP status of AWS's answer; S3's HEAD requests carry nothing else. */
export function errorStatus(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}

/** Whether AWS said that the thing does not exist (every service has its own words for it). */
export function isMissing(error: unknown): boolean {
  return /NotFound|NoSuch|DoesNotExist|NonExistent/.test(errorCode(error));
}

/** The answer; undefined when AWS says that the thing does not exist. */
export async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** One line about an AWS error: code and message, or what kept the request from being answered. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = errorCode(error);
  const message = error.message.replace("AWS SDK error wrapper for Error: ", "");
  if (code === "" || code === "Error") return message;
  return message && message !== code ? `${code}: ${message}` : code;
}

/** Runs AWS calls and turns an error into what a user can act on: what was being done, what AWS said. */
export async function explained<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`Failed while ${doing}: ${describeError(error)}.`, { fix: fixFor(error), cause: error });
  }
}

function fixFor(error: unknown): string {
  const label = describeError(error);
  if (/ECONNREFUSED|ENOTFOUND|ECONNRESET|TimeoutError/.test(label)) {
    return "Nobody answers at that address: is the sandbox up (`estate sandbox status`), or the network down?";
  }
  if (/Credentials|ExpiredToken|InvalidClientTokenId|UnrecognizedClient/.test(label)) {
    return "Log in to the account (`aws sso login`, AWS_PROFILE or access keys); `aws sts get-caller-identity` must answer.";
  }
  if (/AccessDenied|Unauthorized|Forbidden/.test(label))
    return "Use credentials that may do this, or ask for the permission.";
  return "See the message of AWS above; nothing was deleted, and running the command again is safe.";
}
