import type { Verdict } from "../../src/delivery/verify";
import type { Life } from "./life";

/** Ids of the checks that fail on a running deployment now, sorted. */
export async function failedChecks({ deployment, estate }: Life): Promise<string[]> {
  const { stdout } = await estate.run("verify", deployment, "--sandbox", "--from", estate.synthesized, "--json");
  const { checks } = JSON.parse(stdout) as { checks: Verdict[] };
  return checks
    .filter(({ status }) => status === "fail")
    .map(({ id }) => id)
    .sort();
}

/** The value of a resource's attribute after the deployment, by its address. @throws Error when the state has none */
export function attributeIn({ state }: Life, address: string, name: string): string {
  const resource = state.resources.find((each) => `${each.type}.${each.name}` === address);
  if (!resource) throw new Error(`no ${address} in the state`);
  return String(resource.instances[0]?.attributes[name]);
}
