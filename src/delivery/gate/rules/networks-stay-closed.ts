import type { ResourceChange } from "../../terraform";
import type { Breach, GateInput, Rule } from "../finding";
import { attachesToExisting, isNew, managedChanges, type Owner } from "../plan-view";
import { isCovered, openings, type Opening } from "../openings";

/**
 * Only ways in. An address range that is known only after the apply is none of everybody's: those are written as literals.
 */
export const networksStayClosed: Rule = {
  id: "networks-stay-closed",
  blocks:
    "a security group or a rule of an existing one that lets the whole internet in (`0.0.0.0/0`, `::/0`), also on more ports than before; an existing route table that gets a route to the internet gateway",
  control: "164.312(a)(1)",
  threatens: "exposure",
  check: (input) => managedChanges(input.plan).flatMap((resource) => opened(resource, input)),
};

/** What a new resource may open that exists. */
const owners: Readonly<Record<string, Owner>> = {
  aws_route: { type: "aws_route_table", link: "route_table_id" },
  aws_security_group_rule: { type: "aws_security_group", link: "security_group_id" },
  aws_vpc_security_group_ingress_rule: { type: "aws_security_group", link: "security_group_id" },
};

function opened(resource: ResourceChange, { plan, unfinished }: GateInput): readonly Breach[] {
  const { address, type, change } = resource;
  const owner = owners[type];
  if (isNew(resource) && !(owner && attachesToExisting(resource, owner, plan, unfinished))) return [];
  const before = openings(type, change.before);
  return openings(type, change.after)
    .filter((opening) => !isCovered(opening, before))
    .map((opening) => ({
      address,
      message: `${address} opens ${words(opening)} to everybody (${opening.range})`,
      fix: "Name who may come: a security group, a prefix list or the addresses of an office.",
    }));
}

function words({ protocol, from, to }: Opening): string {
  if (protocol === "route") return "the subnets of its table";
  if (protocol === "-1") return "every port";
  return from === to ? `${protocol} port ${from}` : `${protocol} ports ${from}-${to}`;
}
