import { isMarked, shown } from "../review/values";
import type { ResourceEntry } from "../synth";
import { withoutKey, type PlanJson, type ResourceChange } from "../terraform";
import { configuredLeaves } from "./configured";

/** One value that is in AWS otherwise than in the state. */
export interface DriftedValue {
  /** Place in the resource, such as `retention_in_days` or `tags.Name`. */
  readonly path: string;
  /** As the state has it; `(sensitive)` where it may not be shown. */
  readonly expected: string;
  readonly found: string;
}

/** A resource that somebody changed or deleted past Terraform. */
export interface DriftFinding {
  readonly address: string;
  readonly constructPath: string;
  readonly kind: "changed" | "missing";
  /** Empty for what is missing. */
  readonly values: readonly DriftedValue[];
}

/**
 * Reads the plan of `terraform plan -refresh-only`. Pure; empty when AWS is as the state has it.
 * @param resources what is synthesized: only what the configuration decides can drift
 */
export function driftFindings(
  { resource_drift: drifted = [] }: PlanJson,
  resources: readonly ResourceEntry[],
): readonly DriftFinding[] {
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  return drifted
    .filter(({ mode }) => mode === "managed")
    .map((resource): DriftFinding => {
      const { address, change } = resource;
      const entry = byAddress.get(withoutKey(address));
      const isMissing = change.actions.includes("delete");
      return {
        address,
        constructPath: entry?.constructPath ?? "",
        kind: isMissing ? "missing" : "changed",
        values: isMissing || !entry ? [] : driftedValues(change, entry.body),
      };
    })
    .filter(({ kind, values }) => kind === "missing" || values.length > 0);
}

function driftedValues(change: ResourceChange["change"], body: ResourceEntry["body"]): DriftedValue[] {
  const [before, after] = [change.before, change.after].map((values) => configuredLeaves(asRecord(values), body));
  const marks = [asRecord(change.before_sensitive), asRecord(change.after_sensitive)];
  const isSensitive = (path: string): boolean => marks.some((mark) => isMarked(mark[path.split(/[.[]/)[0]!]));
  return [...new Set([...before!.keys(), ...after!.keys()])]
    .sort()
    .filter((path) => before!.get(path) !== after!.get(path))
    .map((path) => ({
      path,
      expected: shown(before!.get(path), isSensitive(path)),
      found: shown(after!.get(path), isSensitive(path)),
    }));
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
