import type { AwsClients } from "../aws/clients";
import { describeError, isMissing } from "../aws/errors";
import { sideBySide } from "../side-by-side";
import type { Checker, StateResource } from "./checker";
import { checkers } from "./checkers";
import type { Live, Observation } from "./observation";

/** Requests in flight: fast enough for hundreds of resources, far below AWS's throttling. */
const SIDE_BY_SIDE = 10;

/** Asks AWS about every resource of a state. An error about one resource is that resource's answer and stops nothing. */
export async function observe(resources: readonly StateResource[], aws: AwsClients): Promise<readonly Observation[]> {
  return sideBySide(resources, SIDE_BY_SIDE, async (resource) => {
    const { address, type, values } = resource;
    return { address, type, state: values, live: await readLive(resource, checkers[type], aws) };
  });
}

async function readLive(resource: StateResource, checker: Checker | undefined, aws: AwsClients): Promise<Live> {
  if (!checker) return { is: "unchecked" };
  try {
    const facts = await checker.read(resource, resource.region === undefined ? aws : aws.inRegion(resource.region));
    return facts ? { is: "read", facts } : { is: "missing" };
  } catch (error) {
    return isMissing(error) ? { is: "missing" } : { is: "unreadable", why: `unreadable (${describeError(error)})` };
  }
}
