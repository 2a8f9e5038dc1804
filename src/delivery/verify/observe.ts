import type { AwsClients } from "../aws/clients";
import { describeError, isMissing } from "../aws/errors";
import type { Checker, StateResource } from "./checker";
import { checkers } from "./checkers";
import type { Live, Observation } from "./observation";

/** Requests in flight: fast enough for hundreds of resources, far below AWS's throttling. */
const SIDE_BY_SIDE = 10;

/** Asks AWS about every resource of a state. An error about one resource is that resource's answer and stops nothing. */
export async function observe(resources: readonly StateResource[], aws: AwsClients): Promise<readonly Observation[]> {
  const observations: Observation[] = [];
  const waiting = resources.entries();
  const worker = async () => {
    for (const [index, resource] of waiting) {
      const { address, type, values } = resource;
      observations[index] = { address, type, state: values, live: await readLive(resource, checkers[type], aws) };
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  return observations;
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
