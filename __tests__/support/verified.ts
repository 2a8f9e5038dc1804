import type { Verdict } from "../../src/delivery/verify";
import type { AwsClients } from "../../src/delivery/aws/clients";
import type { Mutation } from "../delivery/verify/mutations";
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
export function attributeIn({ state }: Pick<Life, "state">, address: string, name: string): string {
  const resource = state.resources.find((each) => `${each.type}.${each.name}` === address);
  if (!resource) throw new Error(`no ${address} in the state`);
  return String(resource.instances[0]?.attributes[name]);
}

/** Tests that each mutation is noticed by its own lines alone, and leaves nothing behind. Call it in a `describe`. */
export function describeMutations(
  mutations: readonly Mutation[],
  running: () => { readonly life: Life; readonly aws: AwsClients },
): void {
  it.each(mutations.map((mutation) => [mutation.what, mutation] as const))(
    "notices %s, and fails by that line and no other",
    async (_what, { breaks, fails, mends }) => {
      const { life, aws } = running();
      const at = (address: string, name: string) => attributeIn(life, address, name);
      await breaks(aws, at);
      const failed = await failedChecks(life).finally(() => mends(aws, at));
      expect(failed).toEqual([...fails].sort());
    },
  );

  it("is content again when everything is put back", async () => {
    expect(await failedChecks(running().life)).toEqual([]);
  });
}
