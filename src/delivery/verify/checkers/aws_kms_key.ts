import { tagFacts, text, type Checker } from "../checker";

export const awsKmsKey: Checker = {
  group: "Security",
  read: async (resource, { kms }) => {
    const KeyId = text(resource, "arn");
    const { KeyMetadata: key } = await kms.describeKey({ KeyId });
    // AWS refuses both questions about a key that waits for its deletion.
    if (key?.KeyState === "PendingDeletion") return { key_state: key.KeyState };
    const [rotation, tags] = await Promise.all([kms.getKeyRotationStatus({ KeyId }), kms.listResourceTags({ KeyId })]);
    return {
      key_state: key?.KeyState,
      enable_key_rotation: rotation.KeyRotationEnabled,
      ...tagFacts(tags.Tags?.map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue }))),
    };
  },
  healthy: [
    { title: "Every KMS key is enabled", fact: "key_state", is: "Enabled" },
    { title: "Every KMS key rotates", fact: "enable_key_rotation", is: true }, // 164.312(a)(2)(iv)
  ],
};

export const awsKmsAlias: Checker = {
  group: "Security",
  read: async (resource, { kms }) => {
    const name = text(resource, "name");
    const { KeyMetadata: key } = await kms.describeKey({ KeyId: name });
    return { name, target_key_arn: key?.Arn };
  },
};

/** A key that somebody else made, found by its alias: what is demanded of our own is demanded of it. */
export const dataAwsKmsAlias: Checker = {
  group: "Security",
  read: async (resource, aws) => {
    const alias = (await awsKmsAlias.read(resource, aws))!;
    const key = { ...resource, values: { arn: alias.target_key_arn } };
    return { ...alias, ...(await awsKmsKey.read(key, aws)) };
  },
  healthy: [
    { title: "Every KMS key that was found is enabled", fact: "key_state", is: "Enabled" },
    { title: "Every KMS key that was found rotates", fact: "enable_key_rotation", is: true }, // 164.312(a)(2)(iv)
    { title: "Every KMS key that was found is tagged HIPAA=true", fact: "tag:HIPAA", is: "true" }, // 164.310(d)(1)
  ],
};
