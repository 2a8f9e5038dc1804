import { isObject, type Json, type JsonObject } from "../../hcl";

/**
 * The document with `aws_vpc_security_group_{ingress,egress}_rule` written as `aws_security_group_rule`. tfsec 1.28 does not
 * know these types. Checkov 3.3 does, but passes them when they open every port or an IPv6 range, and reports those that
 * admit another group. What a rule is called in the deployment stays in its comment (`"//".address`).
 */
export function withClassicRules(document: JsonObject): JsonObject {
  const resources = classicRules(isObject(document.resource) ? document.resource : {});
  return { ...document, ...(Object.keys(resources).length > 0 && { resource: resources }) };
}

function classicRules(resources: JsonObject): JsonObject {
  const classic: Record<string, Json> = { ...(resources.aws_security_group_rule as JsonObject | undefined) };
  const others = { ...resources };
  for (const direction of ["ingress", "egress"]) {
    const type = `aws_vpc_security_group_${direction}_rule`;
    const rules = others[type];
    if (!isObject(rules)) continue;
    delete (others as Record<string, Json>)[type];
    for (const [name, rule] of Object.entries(rules)) {
      if (isObject(rule)) classic[`${direction}__${name}`] = classicRule(rule, direction, `${type}.${name}`);
    }
  }
  return { ...others, ...(Object.keys(classic).length > 0 && { aws_security_group_rule: classic }) };
}

function classicRule(rule: JsonObject, direction: string, address: string): JsonObject {
  const list = (value: Json | undefined): Json => (value === undefined || value === null ? null : [value]);
  const comment = isObject(rule["//"]) ? rule["//"] : {};
  return {
    "//": { ...comment, address },
    type: direction,
    security_group_id: rule.security_group_id ?? null,
    description: rule.description ?? null,
    protocol: rule.ip_protocol ?? null,
    from_port: rule.from_port ?? 0,
    to_port: rule.to_port ?? 0,
    cidr_blocks: list(rule.cidr_ipv4),
    ipv6_cidr_blocks: list(rule.cidr_ipv6),
    prefix_list_ids: list(rule.prefix_list_id),
    source_security_group_id: rule.referenced_security_group_id ?? null,
    ...(rule.count !== undefined && { count: rule.count }),
    ...(rule.for_each !== undefined && { for_each: rule.for_each }),
  };
}
