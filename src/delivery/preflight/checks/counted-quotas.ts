import type { AwsClients } from "../../aws/clients";
import type { Demand, PlannedResource } from "../demand";
import { keptLimit, type KeptQuota, type Limit, type Usage } from "../quota";

/** Where a quota holds: a region, a zone of it, or the account as a whole. */
export interface Place {
  readonly name: string;
  readonly region: string;
}

/** A quota of which AWS is asked how much is in use. */
export interface CountedQuota {
  readonly what: string;
  /** The Terraform types that fill it. */
  readonly types: readonly string[];
  /** Undefined for what does not count. */
  readonly place: (resource: PlannedResource, demand: Demand) => Place | undefined;
  /** How much one resource takes. @default 1 */
  readonly amount?: (resource: PlannedResource) => number;
  /** The IAM actions of `measure`. */
  readonly needs: readonly string[];
  /** @param aws the clients of the place's region */
  readonly measure: (aws: AwsClients, place: Place) => Promise<Omit<Usage, "adds">>;
}

export const serviceQuotas = ["servicequotas:GetServiceQuota", "servicequotas:GetAWSDefaultServiceQuota"];

export const byRegion = ({ region }: Pick<PlannedResource, "region">): Place => ({ name: region, region });
/** Global services answer, and keep their quotas, in one region. */
export const byAccount = (): Place => ({ name: "the account", region: "us-east-1" });

type Kept = Pick<CountedQuota, "what" | "types" | "place" | "needs"> & {
  readonly limit: KeptQuota;
  readonly count: (aws: AwsClients, place: Place) => Promise<number>;
};

/** A quota that Service Quotas keeps, with the call that counts what is in use. */
export function kept({ limit, count, needs, ...quota }: Kept): CountedQuota {
  return {
    ...quota,
    needs: [...needs, ...serviceQuotas],
    measure: async (aws, place) => {
      const [inUse, own] = await Promise.all([count(aws, place), keptLimit(aws, place.region, limit)]);
      return { inUse, limit: own };
    },
  };
}

/** What RDS counts itself, by the name that it gives the quota. */
export function ofRds(what: string, types: readonly string[], name: string): CountedQuota {
  return {
    what,
    types,
    place: byRegion,
    needs: ["rds:DescribeAccountAttributes"],
    measure: async ({ rds }, { region }) => {
      const { AccountQuotas = [] } = await rds.describeAccountAttributes({});
      const quota = AccountQuotas.find(({ AccountQuotaName }) => AccountQuotaName === name);
      return own("RDS", `${what} in ${region}`, quota?.Used, quota?.Max);
    },
  };
}

/** What IAM counts itself. */
export function ofIam(what: string, type: string, used: "Roles" | "Policies" | "InstanceProfiles"): CountedQuota {
  return {
    what,
    types: [type],
    place: byAccount,
    needs: ["iam:GetAccountSummary"],
    measure: async ({ iam }) => {
      const { SummaryMap = {} } = await iam.getAccountSummary({});
      return own("IAM", what, SummaryMap[used], SummaryMap[`${used}Quota`]);
    },
  };
}

/** A quota that Service Quotas keeps no value of. */
export function documentedLimit(value: number, raise: string): Limit {
  return { value, origin: "AWS's default", raise: () => raise };
}

function own(service: string, what: string, inUse: number | undefined, value: number | undefined) {
  if (inUse === undefined || value === undefined) throw new Error(`${service} tells no quota of ${what}`);
  const raise = (wanted: number): string =>
    `Ask AWS for ${wanted} ${what} (Service Quotas in the console), or let go of what nobody uses.`;
  return { inUse, limit: { value, origin: service, raise } };
}
