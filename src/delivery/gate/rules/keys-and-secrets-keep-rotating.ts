import { protectionRule } from "../protection-rule";
import { staysOn } from "../settings";

export const keysAndSecretsKeepRotating = protectionRule({
  id: "keys-and-secrets-keep-rotating",
  blocks: "rotation of a KMS key or a secret turned off, or a key disabled",
  control: "164.308(a)(5)(ii)(D)",
  threatens: "exposure",
  settings: [
    staysOn("enable_key_rotation"),
    staysOn("is_enabled", ["aws_kms_key"]),
    staysOn("enabled", ["aws_kms_replica_key", "aws_kms_external_key"]),
  ],
  companions: [
    {
      type: "aws_secretsmanager_secret_rotation",
      holds: "the secret would not be changed by itself any more",
      owner: { type: "aws_secretsmanager_secret", link: "secret_id" },
    },
  ],
  meaning: "what it encrypts would rest on a key that never changes, or that cannot be used",
  fix: "Keep the rotation, and the key enabled.",
});
