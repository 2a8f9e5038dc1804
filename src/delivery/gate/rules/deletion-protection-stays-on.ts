import { ofBucket } from "../companions";
import { protectionRule } from "../protection-rule";
import { doesNotFall, staysAmong, staysOn } from "../settings";

const ofVault = { type: "aws_backup_vault", link: "backup_vault_name" } as const;
const lock = ["aws_s3_bucket_object_lock_configuration"];

export const deletionProtectionStaysOn = protectionRule({
  id: "deletion-protection-stays-on",
  blocks: "deletion protection, Object Lock, a vault's lock or policy turned off or shortened",
  control: "164.312(c)(1)",
  threatens: "data-loss",
  settings: [
    staysOn("deletion_protection"),
    staysOn("deletion_protection_enabled"),
    staysOn("enable_deletion_protection"),
    staysAmong(["COMPLIANCE"], "rule.0.default_retention.0.mode", lock),
    doesNotFall("rule.0.default_retention.0.days", lock),
    doesNotFall("rule.0.default_retention.0.years", lock),
    doesNotFall("min_retention_days", ["aws_backup_vault_lock_configuration"]),
  ],
  companions: [
    { type: "aws_backup_vault_policy", holds: "it keeps people from deleting recovery points", owner: ofVault },
    { type: "aws_backup_vault_lock_configuration", holds: "it locks the recovery points", owner: ofVault },
    { type: "aws_s3_bucket_object_lock_configuration", holds: "it locks the bucket's objects", owner: ofBucket },
  ],
  meaning: "AWS would no longer refuse to delete it",
  fix: "Keep it on. To retire what it protects, follow docs/stateful-resources.md.",
});
