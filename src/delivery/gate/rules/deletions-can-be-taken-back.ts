import { protectionRule } from "../protection-rule";
import { doesNotFall } from "../settings";

export const deletionsCanBeTakenBack = protectionRule({
  id: "deletions-can-be-taken-back",
  blocks: "fewer days to take back the deletion of a KMS key or a secret",
  control: "164.312(c)(1)",
  threatens: "data-loss",
  settings: [
    doesNotFall("deletion_window_in_days"),
    doesNotFall("recovery_window_in_days", ["aws_secretsmanager_secret"]),
  ],
  isInStateOnly: true,
  meaning: "a deletion by mistake would be final sooner",
  fix: "Keep the old number of days.",
});
