import { deployments, type EstateDeployment } from "../../config";
import { differences } from "../../config/differences";
import { synthesized, type SynthesisOptions } from "../synth";
import { compare, type Comparison } from "./compare";
import { domainNamesOf } from "./identity";

export type { Comparison } from "./compare";

export type System = EstateDeployment["system"];
export const systems: readonly System[] = [...new Set(deployments.map(({ system }) => system))];

/** Compares the environments of each system: as configured, and as synthesized anew or read from `options.from`. */
export async function compareSystems(
  names: readonly System[],
  options: SynthesisOptions = {},
): Promise<readonly (Comparison & { readonly system: System })[]> {
  const compared = deployments.filter(({ system }) => names.includes(system));
  const stacks = await synthesized(
    compared.map(({ name }) => name),
    options,
  );
  return names.map((system) => {
    const environments = compared.flatMap((deployment, index) =>
      deployment.system === system ? [{ ...view(deployment), document: stacks[index]!.document }] : [],
    );
    return { system, ...compare(environments, differences[system]) };
  });
}

function view({ name, environment, account, region, backend, config }: EstateDeployment) {
  const identity = { environment, deployment: name, account, domainNames: domainNamesOf(config) };
  return { identity, settings: { region, backend, ...config } };
}
