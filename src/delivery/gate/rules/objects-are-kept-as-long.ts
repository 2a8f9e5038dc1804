import type { ResourceChange } from "../../terraform";
import { fateOf, valueAt } from "../plan-view";
import { protectionRule } from "../protection-rule";
import { doesNotFall } from "../settings";

export const objectsAreKeptAsLong = protectionRule({
  id: "objects-are-kept-as-long",
  blocks: "objects that a bucket's lifecycle deletes sooner, or messages that a queue or stream keeps for less time",
  control: "164.312(c)(1)",
  threatens: "data-loss",
  settings: [
    doesNotFall("message_retention_seconds", ["aws_sqs_queue"]),
    doesNotFall("retention_period", ["aws_kinesis_stream"]),
  ],
  also: soonerExpiry,
  meaning: "older messages are lost",
  fix: "Keep the old number of days, or say in a waiver which records go.",
});

interface LifecycleRule {
  readonly id?: string;
  readonly status?: string;
  readonly expiration?: readonly { readonly days?: number | null; readonly date?: string | null }[];
  readonly noncurrent_version_expiration?: readonly { readonly noncurrent_days?: number | null }[];
}

/** A rule that is not in force, or not there, deletes nothing: as many days as there are. */
const expiries: Readonly<Record<string, (rule: LifecycleRule) => number>> = {
  objects: ({ expiration: [first] = [] }) => (first?.date ? 0 : (first?.days ?? 0) || Infinity),
  "older versions": ({ noncurrent_version_expiration: [first] = [] }) => first?.noncurrent_days ?? Infinity,
};

function soonerExpiry(resource: ResourceChange): readonly string[] {
  const { type, change } = resource;
  if (type !== "aws_s3_bucket_lifecycle_configuration" || fateOf(resource) !== "update") return [];
  const before = new Map(rulesOf(change.before).map((rule) => [rule.id, rule]));
  return rulesOf(change.after).flatMap((rule) =>
    Object.entries(expiries).flatMap(([what, days]) => {
      const was = days(before.get(rule.id) ?? {});
      if (days(rule) >= was) return [];
      return [
        `rule ${rule.id} deletes ${what} after ${days(rule)} days${was === Infinity ? "" : ` instead of ${was}`}`,
      ];
    }),
  );
}

function rulesOf(body: unknown): readonly LifecycleRule[] {
  const rules = (valueAt(body, "rule") ?? []) as LifecycleRule[];
  return rules.filter(({ status }) => status === "Enabled");
}
