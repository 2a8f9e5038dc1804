import { valueAt } from "./plan-view";

/** A way in that is open to everybody. */
export interface Opening {
  /** `tcp`, …; `-1` is every one, `route` a way to the internet gateway. */
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  readonly range: string;
}

/** The openings that a resource of the type has; none for types that cannot have any. */
export function openings(type: string, body: unknown): readonly Opening[] {
  return (readers[type]?.(body) ?? []).filter(({ range }) => isEverybody(range));
}

/** Whether one of the openings lets in at least as much. IPv4 and IPv6 are doors of their own. */
export function isCovered({ protocol, from, to, range }: Opening, by: readonly Opening[]): boolean {
  return by.some(
    (other) =>
      other.range.includes(":") === range.includes(":") &&
      (other.protocol === "-1" || (other.protocol === protocol && other.from <= from && other.to >= to)),
  );
}

/** Half of the internet is everybody too: `0.0.0.0/1` and `128.0.0.0/1` together are all of it. */
function isEverybody(range: string): boolean {
  const length = Number(range.split("/")[1] ?? "128");
  return range.includes(":") ? length < 16 : length < 8;
}

type Reader = (body: unknown) => readonly Opening[];

const inline: Reader = (body) => list(valueAt(body, "ingress")).flatMap(rule);

const readers: Readonly<Record<string, Reader>> = {
  aws_default_security_group: inline,
  aws_route: (body) =>
    String(valueAt(body, "gateway_id")).startsWith("igw-")
      ? ranges(body, ["destination_cidr_block", "destination_ipv6_cidr_block"]).map((range) => ({
          protocol: "route",
          from: 0,
          to: 0,
          range,
        }))
      : [],
  aws_security_group: inline,
  aws_security_group_rule: (body) => (valueAt(body, "type") === "ingress" ? rule(body) : []),
  aws_vpc_security_group_ingress_rule: rule,
};

/** A rule in any of its spellings. */
function rule(body: unknown): readonly Opening[] {
  const protocol = String(valueAt(body, "ip_protocol") ?? valueAt(body, "protocol") ?? "-1");
  const from = Number(valueAt(body, "from_port") ?? 0);
  const to = Number(valueAt(body, "to_port") ?? 65_535);
  return ranges(body, ["cidr_ipv4", "cidr_ipv6", "cidr_blocks", "ipv6_cidr_blocks"]).map((range) => ({
    protocol: protocol === "all" ? "-1" : protocol,
    from,
    to,
    range,
  }));
}

function ranges(body: unknown, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => list(valueAt(body, name))).filter((range) => typeof range === "string");
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [value];
}
