import type { CheckovRule, TfsecRule } from "../../../platform/scanner-rules";
import { isObject, type Json, type JsonObject } from "../../hcl";
import type { Scanner } from "../finding";

/** Top-level blocks of a Terraform JSON document: `resource`, `data`, `ephemeral`, `moved`… */
export type TerraformPart = JsonObject;

/** A rule that must be reported on an address of the faulty document, and not on the same address of the fixed one. */
export interface Expectation {
  readonly scanner: Scanner;
  readonly rule: CheckovRule | TfsecRule;
  readonly address: string;
}

/** A rule that ought to see the fault and does not, and why. */
export interface BlindSpot extends Expectation {
  readonly reason: string;
}

/** One planted fault and its twin without the fault: a scanner that misses the one or reports the other cannot be trusted. */
export interface Canary {
  /** Unique; resources of the canary carry it as their name. */
  readonly name: string;
  /** What is wrong, in words. */
  readonly fault: string;
  readonly faulty: TerraformPart;
  readonly fixed: TerraformPart;
  readonly expects: readonly Expectation[];
  readonly blind: readonly BlindSpot[];
}

/** Arguments of a block; a function of the canary's name where a reference to a neighbour is needed. */
export type Body = JsonObject | ((name: string) => JsonObject);

export interface Fault {
  readonly fault: string;
  /** Arguments that differ from the sound body; null takes one away. `absent`: the whole block is missing. */
  readonly change: Body | "absent";
  /** Replaces the group's, where the fault needs another sound body. */
  readonly sound?: Body;
  readonly checkov?: readonly CheckovRule[];
  readonly tfsec?: readonly TfsecRule[];
  /** The type that tfsec reports on, where it differs from Checkov's. @default the group's */
  readonly tfsecAt?: string;
  /** Of the rules above, those that do not see it, with the reason. */
  readonly blind?: { readonly [rule in CheckovRule | TfsecRule]?: string };
}

export interface Group {
  /** The type with the fault: `aws_kms_key`, `data.aws_iam_policy_document`. */
  readonly type: string;
  readonly sound: Body;
  /** What stands beside it in both documents. */
  readonly around?: (name: string) => TerraformPart;
  /** The type that scanners report on. @default `type` */
  readonly at?: string;
  /** By name of the canary. */
  readonly faults: Readonly<Record<string, Fault>>;
}

/** One canary a fault: the sound block with the fault's arguments, and the sound block. */
export function plant({ type, sound, around, at = type, faults }: Group): Canary[] {
  return Object.entries(faults).map(
    ([name, { fault, change, sound: own = sound, checkov, tfsec, tfsecAt, blind = {} }]) => {
      const expected = [
        ...expectations("checkov", checkov, `${at}.${name}`),
        ...expectations("tfsec", tfsec, `${tfsecAt ?? at}.${name}`),
      ];
      const part = (body: JsonObject): TerraformPart => mergeParts([block(type, name, body), around?.(name) ?? {}]);
      const fixed = bodyOf(own, name);
      return {
        name,
        fault,
        faulty:
          change === "absent" ? (around?.(name) ?? {}) : part(withoutNulls({ ...fixed, ...bodyOf(change, name) })),
        fixed: part(withoutNulls(fixed)),
        expects: expected.filter(({ rule }) => blind[rule] === undefined),
        blind: expected.flatMap((one) => (blind[one.rule] === undefined ? [] : [{ ...one, reason: blind[one.rule]! }])),
      };
    },
  );
}

function expectations(scanner: Scanner, rules: readonly (CheckovRule | TfsecRule)[] = [], address: string) {
  return rules.map((rule) => ({ scanner, rule, address }));
}

function bodyOf(body: Body, name: string): JsonObject {
  return typeof body === "function" ? body(name) : body;
}

/** CDKTF leaves out what is not set, except inside blocks that are written as attributes. */
function withoutNulls(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

/** A block at the top of a document; `data.` and `ephemeral.` before the type name those kinds. */
export function block(type: string, name: string, body: JsonObject): TerraformPart {
  const [, kind = "resource", label = type] = /^(data|ephemeral)\.(.+)$/.exec(type) ?? [];
  return { [kind]: { [label]: { [name]: body } } };
}

/**
 * Several parts as one: objects are merged, arrays joined.
 * @throws Error when two parts set the same value, which would hide a canary
 */
export function mergeParts(parts: readonly TerraformPart[]): TerraformPart {
  return parts.reduce((all, part) => merge(all, part, []), {});
}

function merge(left: JsonObject, right: JsonObject, path: readonly string[]): JsonObject {
  const merged: Record<string, Json> = { ...left };
  for (const [key, value] of Object.entries(right)) {
    const other = merged[key];
    const here = [...path, key];
    if (other === undefined) merged[key] = value;
    else if (Array.isArray(other) && Array.isArray(value)) merged[key] = [...(other as Json[]), ...(value as Json[])];
    else if (isObject(other) && isObject(value) && path.length < 2) merged[key] = merge(other, value, here);
    else throw new Error(`Two canaries set ${here.join(".")}.`);
  }
  return merged;
}
