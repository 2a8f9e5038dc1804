import type { Leaf } from "../configured";
import type { When } from "./row";

/** Any difference. */
export const changed: When = () => true;

/** There was a value, and there is none. */
export const removed: When = (_before, after) => after === undefined;

/** It was on, and is not. */
export const off: When = (before, after) => isOn(before) && !isOn(after);

/** It is on, and was not. */
export const on: When = (before, after) => off(after, before);

/** A number went down, or away. */
export const lowered: When = (before, after) => number(after) < number(before);

/** A number went up. */
export const raised: When = (before, after) => number(after) > number(before);

/** Something of a list is no longer in it. */
export const fewer: When = (before, after) => list(before).some((each) => !list(after).includes(each));

/** Something is in a list that was not. */
export const more: When = (before, after) => fewer(after, before);

/** Logs are kept for fewer days; for CloudWatch no days, and 0, are forever. */
export const keptShorter: When = (before, after) => days(after) < days(before);

/** Addresses are allowed that none of the ranges before held. */
export const opened: When = (before, after) =>
  list(after).some((range) => !list(before).some((known) => holds(String(known), String(range))));

/** It was one of these, and is not. */
export function noLonger(...wanted: readonly string[]): When {
  return (before, after) => wanted.includes(String(before)) && !wanted.includes(String(after));
}

/** TLS of a lower version, or with weaker ciphers, is accepted. */
export const weakerTls: When = (before, after) => tlsRank(after) < tlsRank(before);

function isOn(value: Leaf | undefined): boolean {
  return /^(true|1|on|enabled|enhanced|active|required|verified)$/i.test(String(value));
}

function number(value: Leaf | undefined): number {
  const read = Number(value ?? 0);
  return Number.isNaN(read) ? 0 : read;
}

function days(value: Leaf | undefined): number {
  return number(value) === 0 ? Infinity : number(value);
}

function list(value: Leaf | undefined): readonly Leaf[] {
  return value === undefined ? [] : [value].flat();
}

/** Whether every IPv4 or IPv6 address of `inner` is one of `outer`. */
function holds(outer: string, inner: string): boolean {
  if (outer === inner) return true;
  const [wide, narrow] = [network(outer), network(inner)];
  return wide !== undefined && narrow !== undefined && narrow.startsWith(wide);
}

/** The fixed bits of an IPv4 range; `undefined` for what is none, so that it holds only itself. */
function network(range: string): string | undefined {
  const parts = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(range)?.slice(1).map(Number);
  if (!parts) return range === "::/0" ? "" : undefined;
  const bits = parts.slice(0, 4).map((part) => part.toString(2).padStart(8, "0"));
  return `4${bits.join("").slice(0, parts[4])}`;
}

/** Names of policies of load balancers (`ELBSecurityPolicy-TLS13-1-2-2021-06`), CloudFront (`TLSv1.2_2021`) and API Gateway (`TLS_1_2`). */
function tlsRank(policy: Leaf | undefined): number {
  const name = String(policy);
  const [, version] = /TLS13-1-(\d)|TLSv?[-_]?1[-_.](\d)|FS-1-(\d)/.exec(name)?.filter(Boolean) ?? [];
  const floor = Number(version ?? 0) * 4;
  const suites = /Ext/.test(name) ? 0 : /Res|FIPS/.test(name) ? 2 : 1;
  return floor + suites + (name.includes("TLS13") ? 1 : 0);
}
