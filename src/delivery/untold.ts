import { Failure } from "./failure";

/**
 * Runs the work; whatever fails, none of the values is told: AWS and the network quote requests in their messages.
 * @param instead stands in a message in the place of a value, such as `<URL>`
 */
export async function untold<T>(values: readonly string[], instead: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { fix, exitCode } = error as Partial<Failure>;
    const hide = (text: string) => values.reduce((hidden, value) => hidden.replaceAll(value, instead), text);
    throw new Failure(hide(error.message), { fix: fix && hide(fix), exitCode }); // no cause: it holds the request
  }
}
