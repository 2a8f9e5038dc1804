import { protectionRule } from "../protection-rule";
import { staysOff, staysSet } from "../settings";

export const destroysLeaveACopy = protectionRule({
  id: "destroys-leave-a-copy",
  blocks: "`force_destroy`, `force_delete`, `skip_final_snapshot` or `delete_automated_backups` turned on",
  control: "164.310(d)(2)(iv)",
  threatens: "data-loss",
  settings: [
    staysOff("force_destroy"),
    staysOff("force_delete"),
    staysOff("skip_final_snapshot"),
    staysOff("delete_automated_backups"),
    // Redis has no switch: without a name there is no final snapshot.
    staysSet("final_snapshot_identifier", ["aws_elasticache_replication_group"]),
  ],
  isInStateOnly: true,
  meaning: "a later destroy would leave nothing behind",
  fix: "Leave it as it is. To retire what it protects, follow docs/stateful-resources.md.",
});
