import type { AwsClients } from "../../aws/clients";
import type { Check } from "../check";
import { only, type Demand, type PlannedResource } from "../demand";
import { serviceQuotas } from "./counted-quotas";
import { judgeUsage, keptLimit, type KeptQuota } from "../quota";

/** A quota of what lies inside something of this deployment: the synthesized JSON says how much there will be. */
interface NestedQuota {
  readonly what: string;
  readonly type: string;
  /** The argument that names what it lies in. */
  readonly parent: string;
  readonly counts?: (resource: PlannedResource) => boolean;
  readonly limit: KeptQuota;
}

const rulesOfGroup: KeptQuota = { service: "vpc", code: "L-0EA8095F", preset: 60 };
const rulesOfAcl: KeptQuota = { service: "vpc", code: "L-2AEEBF1A", preset: 20 };

const quotas: readonly NestedQuota[] = [
  {
    what: "interface endpoints",
    type: "aws_vpc_endpoint",
    parent: "vpc_id",
    counts: ({ body }) => body.vpc_endpoint_type === "Interface",
    limit: { service: "vpc", code: "L-29B6F2EB", preset: 50 },
  },
  {
    what: "inbound rules",
    type: "aws_vpc_security_group_ingress_rule",
    parent: "security_group_id",
    limit: rulesOfGroup,
  },
  {
    what: "outbound rules",
    type: "aws_vpc_security_group_egress_rule",
    parent: "security_group_id",
    limit: rulesOfGroup,
  },
  {
    what: "inbound rules",
    type: "aws_network_acl_rule",
    parent: "network_acl_id",
    counts: ({ body }) => body.egress !== true,
    limit: rulesOfAcl,
  },
  {
    what: "outbound rules",
    type: "aws_network_acl_rule",
    parent: "network_acl_id",
    counts: ({ body }) => body.egress === true,
    limit: rulesOfAcl,
  },
];

/** One check a quota and region, of the fullest: when that one fits, all do. */
export function nestedQuotas(demand: Demand, aws: AwsClients): readonly Check[] {
  return quotas.flatMap((quota) => {
    const counted = only(demand.resources, quota.type).filter(quota.counts ?? (() => true));
    const added = new Set(demand.added.map(({ address }) => address));
    return [...new Set(counted.map(({ region }) => region))].flatMap((region) => {
      const fullest = fullestParent(
        counted.filter((resource) => resource.region === region),
        quota.parent,
        added,
      );
      return fullest === undefined ? [] : [nestedCheck(quota, { region, ...fullest }, aws)];
    });
  });
}

interface Fullness {
  readonly parent: string;
  readonly deployed: number;
  readonly adds: number;
}

/** Undefined when nothing is added anywhere. */
function fullestParent(
  resources: readonly PlannedResource[],
  argument: string,
  added: ReadonlySet<string>,
): Fullness | undefined {
  const byParent = new Map<string, { deployed: number; adds: number }>();
  for (const { address, body } of resources) {
    const parent = String(body[argument]).replace(/^\$\{(.+)\.\w+\}$/, "$1");
    const sum = byParent.get(parent) ?? { deployed: 0, adds: 0 };
    sum[added.has(address) ? "adds" : "deployed"] += 1;
    byParent.set(parent, sum);
  }
  return [...byParent]
    .map(([parent, sum]) => ({ parent, ...sum }))
    .filter(({ adds }) => adds > 0)
    .sort((a, b) => b.deployed + b.adds - a.deployed - a.adds)[0];
}

function nestedCheck(
  { what, limit }: NestedQuota,
  { parent, region, deployed, adds }: Fullness & { readonly region: string },
  aws: AwsClients,
): Check {
  return {
    area: "quotas",
    what: `${what} of ${parent}, which has the most`,
    needs: serviceQuotas,
    look: async () => judgeUsage({ inUse: deployed, adds, limit: await keptLimit(aws, region, limit) }),
  };
}
