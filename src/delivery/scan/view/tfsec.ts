import { isObject, type Json, type JsonObject } from "../../hcl";

/**
 * tfsec 1.28.14 stops at blocks and misses types that are younger than itself. This is the same document in words that it
 * knows: no ephemeral blocks, classic security group rules, and policies whose references are literals. What a block is
 * called in the deployment stays in its comment (`"//".address`).
 */
export function forTfsec(document: JsonObject): JsonObject {
  const { ephemeral: _stopsTfsec, ...rest } = document;
  const resources = classicRules(isObject(rest.resource) ? rest.resource : {});
  return literal({ ...rest, ...(Object.keys(resources).length > 0 && { resource: resources }) }) as JsonObject;
}

/** `aws_vpc_security_group_{ingress,egress}_rule`, unknown to tfsec, as `aws_security_group_rule`. */
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

const REFERENCE = /\b(?:(data)\.)?(aws_\w+)\.(\w+)((?:\[[^\]]*\])*)\.(\w+)/g;
const INTERPOLATION = /(?<!\$)\$\{([^{}]*)\}/g;

/**
 * A value that tfsec does not know makes it skip the whole policy around it, silently. In JSON documents, and in calls of
 * `jsonencode`, references become literals that look like what they refer to.
 */
function literal(value: Json): Json {
  if (Array.isArray(value)) return value.map(literal);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, literal(field)]));
  if (typeof value !== "string") return value;
  if (/^\$\{jsonencode\(/.test(value))
    return value.replace(REFERENCE, (...match) => JSON.stringify(placeholder(match)));
  if (!/^\s*[{[]/.test(value)) return value;
  return value.replace(INTERPOLATION, (_all, inside: string) =>
    inside.replace(/"/g, "").replace(REFERENCE, (...match) => placeholder(match)),
  );
}

/** An ARN where an ARN stands; the reference itself otherwise. */
function placeholder([, data, type, name, , attribute]: readonly unknown[]): string {
  const service = String(type).split("_")[1];
  if (attribute !== "arn") return [data, type, name, attribute].filter(Boolean).join(".");
  return service === "s3"
    ? `arn:aws:s3:::${String(name)}`
    : `arn:aws:${service}:us-east-1:123456789012:${String(name)}`;
}
