import type { Construct } from "constructs";

/** @throws Error when Elastic Load Balancing would refuse the name of a load balancer or target group */
export function requireBalancerName(construct: Construct, name: string): void {
  if (/^(?!internal-)[a-zA-Z0-9]([a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?$/.test(name)) return;
  throw new Error(
    `[${construct.node.path}] name is "${name}"; allowed are 1-32 letters, digits and hyphens, no hyphen first or last, ` +
      "not starting with internal-. Shorten the prefix.",
  );
}
