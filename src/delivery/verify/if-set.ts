import { isMissing } from "../aws/errors";

/** The answer, or undefined: S3 calls a setting that nobody made "not found". */
export async function ifSet<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
