import { audit } from "./controls/audit";
import { compute } from "./controls/compute";
import type { Control } from "./controls/control";
import { dataStores } from "./controls/data-stores";
import { edge } from "./controls/edge";
import { identity } from "./controls/identity";
import { network } from "./controls/network";
import { storage } from "./controls/storage";
import type { CheckovRule, TfsecRule } from "./scanner-rules";

export type { Control, ControlSeverity } from "./controls/control";

/**
 * What the scanners' rules mean, by control. Ids are those of the HIPAA rules where one of them is the same fault. An
 * acknowledgement of a control silences all its rules on a resource, so only rules about the same fault share one: an open
 * port 22 and an open port 80 do not, and neither does "any open port", which tfsec reports for both.
 * Severity is tfsec's where tfsec has a rule.
 */
export const controls = {
  ...network,
  ...storage,
  ...dataStores,
  ...compute,
  ...edge,
  ...identity,
  ...audit,
} as const satisfies Readonly<Record<string, Control>>;

export type ControlId = keyof typeof controls;
export type RuleId = ControlId | CheckovRule | TfsecRule;

const byRule: ReadonlyMap<string, string> = new Map(
  Object.entries<Control>(controls).flatMap(([id, { checkov, tfsec }]) =>
    [...checkov, ...tfsec].map((rule): [string, string] => [rule, id]),
  ),
);

/** The control that a scanner's rule belongs to; the rule itself when it belongs to none. */
export function controlOf(rule: string): string {
  return byRule.get(rule) ?? rule;
}

/** The rules of one scanner that a control stands for; a scanner's rule stands for itself alone, in a control or not. */
export function rulesOf(control: string, scanner: "checkov" | "tfsec"): readonly string[] {
  const known: Control | undefined = Object.hasOwn(controls, control) ? controls[control as ControlId] : undefined;
  if (known) return known[scanner];
  return control.startsWith({ checkov: "CKV", tfsec: "aws-" }[scanner]) ? [control] : [];
}
