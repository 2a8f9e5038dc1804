import type { AwsClients } from "../../aws/clients";
import type { Check } from "../check";
import type { Demand } from "../demand";
import { judgeUsage } from "../quota";
import type { CountedQuota, Place } from "./counted-quotas";
import { nestedQuotas } from "./nested-quotas";
import { countedQuotas } from "./quota-table";

/** Quotas that what the deployment adds would fill. What it adds nothing to is not asked about. */
export function quotaChecks(demand: Demand, aws: AwsClients): readonly Check[] {
  return [...countedQuotas.flatMap((quota) => countedChecks(quota, demand, aws)), ...nestedQuotas(demand, aws)];
}

function countedChecks(quota: CountedQuota, demand: Demand, aws: AwsClients): readonly Check[] {
  return [...shares(quota, demand)].map(([name, { place, adds }]) => ({
    area: "quotas",
    what: `${quota.what} in ${name}`,
    needs: quota.needs,
    look: async () => judgeUsage({ adds, ...(await quota.measure(aws.inRegion(place.region), place)) }),
  }));
}

/** How much is added in each place. */
function shares(quota: CountedQuota, demand: Demand): ReadonlyMap<string, { place: Place; adds: number }> {
  const found = new Map<string, { place: Place; adds: number }>();
  for (const resource of demand.added.filter(({ type }) => quota.types.includes(type))) {
    const place = quota.place(resource, demand);
    const adds = quota.amount?.(resource) ?? 1;
    if (place === undefined || adds === 0) continue;
    found.set(place.name, { place, adds: adds + (found.get(place.name)?.adds ?? 0) });
  }
  return found;
}
