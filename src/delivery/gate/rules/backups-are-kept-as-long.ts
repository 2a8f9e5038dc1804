import type { ResourceChange } from "../../terraform";
import { ofBucket } from "../companions";
import { fateOf, isMarkedAt, valueAt } from "../plan-view";
import { protectionRule } from "../protection-rule";
import { doesNotFall } from "../settings";

export const backupsAreKeptAsLong = protectionRule({
  id: "backups-are-kept-as-long",
  blocks: "fewer days of backups or snapshots; a backup plan, selection, rule or copy to another region taken away",
  control: "164.308(a)(7)(ii)(A)",
  threatens: "data-loss",
  settings: [
    doesNotFall("backup_retention_period"),
    doesNotFall("snapshot_retention_limit"),
    doesNotFall("automated_snapshot_retention_period"),
    doesNotFall("automatic_backup_retention_days"),
  ],
  companions: [
    { type: "aws_backup_plan", holds: "nothing would be backed up by it any more" },
    { type: "aws_backup_selection", holds: "what it selects would not be backed up any more" },
    { type: "aws_db_instance_automated_backups_replication", holds: "backups would not be copied to the other region" },
    {
      type: "aws_s3_bucket_replication_configuration",
      holds: "objects would not be copied to the other region any more",
      owner: ofBucket,
    },
  ],
  also: lessenedRules,
  meaning: "older backups are deleted at once and cannot be restored any more",
  fix: "Keep the old number of days and every plan, selection and copy, or say in a waiver which records go.",
});

interface BackupRule {
  readonly rule_name?: string;
  readonly lifecycle?: readonly { readonly delete_after?: number | null }[];
  readonly copy_action?: readonly unknown[];
}

function lessenedRules(resource: ResourceChange): readonly string[] {
  const { type, change } = resource;
  if (type !== "aws_backup_plan" || fateOf(resource) !== "update") return [];
  if (isMarkedAt(change.after_unknown, "rule")) return ["its rules are known only after the apply"];
  const after = new Map(rulesOf(change.after).map((rule) => [rule.rule_name, rule]));
  return rulesOf(change.before).flatMap((before) => {
    const said = lessened(before, after.get(before.rule_name));
    return said === undefined ? [] : [`rule ${before.rule_name} ${said}`];
  });
}

function lessened(before: BackupRule, after: BackupRule | undefined): string | undefined {
  if (!after) return "is taken away";
  const days = ({ lifecycle }: BackupRule): number => (lifecycle?.[0]?.delete_after ?? 0) || Infinity;
  if (days(after) < days(before)) return `keeps recovery points for ${days(after)} days instead of ${days(before)}`;
  const copies = ({ copy_action: actions }: BackupRule): number => actions?.length ?? 0;
  return copies(after) < copies(before) ? "copies recovery points to fewer vaults" : undefined;
}

function rulesOf(body: unknown): readonly BackupRule[] {
  return (valueAt(body, "rule") ?? []) as BackupRule[];
}
