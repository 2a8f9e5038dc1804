import { becomes, days, field } from "./directions";
import { policyLines } from "./policies";
import { rowsOf, type Row } from "./row";

const backup = "https://docs.aws.amazon.com/aws-backup/latest/devguide";
const ec2 = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide";

export const backups: readonly Row[] = [
  ...rowsOf(["aws_backup_plan"], `${backup}/about-backup-plans.html`, [
    ["rule.rule_name", "removed", "data-loss", "that rule makes no more backups", "Keep the rule."],
    [
      "rule.lifecycle.delete_after",
      "lowered",
      "data-loss",
      ({ after }) => `new backups are deleted after ${days(field(after, "rule.lifecycle.delete_after"))}`,
      "Keep the longer retention.",
    ],
    ["rule.copy_action", "removed", "data-loss", "backups are no longer copied elsewhere", "Keep the copies."],
    [
      "rule.schedule",
      "any",
      "unjudged",
      "backups are made at other times, perhaps less often",
      "Compare with the recovery point objective.",
    ],
    ["rule.completion_window", "any", "harmless", "backups have another time to end"],
    ["rule.start_window", "any", "harmless", "backups have another time to begin"],
    [
      "rule.enable_continuous_backup",
      "switched-off",
      "data-loss",
      "only whole backups can be restored, not every moment between",
      "Keep it on.",
    ],
    ["rule", "any", "cost", "backups are kept longer or made more often"],
  ]),
  ...rowsOf(["aws_backup_selection"], `${backup}/assigning-resources.html`, [
    ["resources", "removed", "data-loss", "what is left out gets no more backups", "Keep it in."],
    [
      "selection_tag",
      "any",
      "data-loss",
      "other resources get backups, and some no more",
      "See that every store of data is selected.",
    ],
  ]),
  ...rowsOf(["aws_backup_vault_lock_configuration"], `${backup}/vault-lock.html`, [
    [
      "min_retention_days",
      "lowered",
      "data-loss",
      "backups may be made that are deleted earlier",
      "Keep the longer minimum.",
    ],
    ["changeable_for_days", "any", "unjudged", "after that time nobody, not even AWS, can take the lock off"],
  ]),
  ...rowsOf(
    ["aws_backup_vault_policy"],
    `${backup}/create-a-vault-access-policy.html`,
    policyLines("policy", "who may delete and copy backups changes at once"),
  ),
  ...rowsOf(["aws_instance"], `${ec2}/ec2-instance-resize.html`, [
    ["instance_type", "any", "downtime", "it stops and starts again"],
    ["user_data", "any", "downtime", "it stops and starts again, and does not run the new script by itself"],
    [
      "metadata_options.http_tokens",
      becomes("optional"),
      "exposure",
      "a forged request can read its credentials (IMDSv1)",
      "Keep it required.",
    ],
    ["iam_instance_profile", "any", "unjudged", "it has other permissions", "Read that role's policies."],
    ["vpc_security_group_ids", "any", "unjudged", "others may reach it at once", "Read the rules of these groups."],
    [
      "disable_api_termination",
      "switched-off",
      "downtime",
      "nothing in AWS stops its termination any more",
      "Keep it on.",
    ],
    ["monitoring", "any", "cost", "detailed metrics are charged"],
  ]),
  ...rowsOf(["aws_ebs_encryption_by_default"], `${ec2}/encryption-by-default.html`, [
    ["enabled", "switched-off", "exposure", "new volumes are not encrypted", "Keep it on."],
  ]),
  ...rowsOf(
    ["aws_budgets_budget"],
    "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
    [
      ["limit_amount", "any", "harmless", "it warns at another amount"],
      ["notification", "any", "harmless", "it warns others, or at another share"],
    ],
  ),
];
