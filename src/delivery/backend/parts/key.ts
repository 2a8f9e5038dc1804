import type { AwsClients } from "../../aws/clients";
import { isMissing } from "../../aws/errors";
import { Failure } from "../../failure";
import { documentOf, statementsBySid, tagRecord, type Driver, type Json } from "../settings";

type Kms = AwsClients["kms"];

/** The key behind an alias; undefined when nothing bears the alias. */
export async function keyArnOf(kms: Kms, alias: string): Promise<string | undefined> {
  return (await describe(kms, alias))?.Arn;
}

/**
 * Reads, makes and corrects the customer-managed key that an alias names.
 * @throws Failure when the key is about to be deleted: whether it should live is for a person to decide
 */
export function keyDriver(kms: Kms, alias: string): Driver {
  const key = async () => ({ KeyId: await requireKey(kms, alias) });
  return {
    find: () => find(kms, alias),
    create: (settings) => create(kms, alias, settings.policy as Json, settings.tags as Record<string, string>),
    correct: {
      state: async () => kms.enableKey(await key()),
      rotation: async () => kms.enableKeyRotation(await key()),
      policy: async (policy) =>
        kms.putKeyPolicy({ ...(await key()), PolicyName: "default", Policy: documentOf(policy) }),
      tags: async (tags) => kms.tagResource({ ...(await key()), Tags: kmsTags(tags as Record<string, string>) }),
    },
  };
}

async function find(kms: Kms, alias: string) {
  const key = await describe(kms, alias);
  if (!key) return undefined;
  if (key.KeyState === "PendingDeletion") throw pendingDeletion(alias, key.Arn);
  const KeyId = key.KeyId;
  const [policy, tags, rotation] = await Promise.all([
    kms.getKeyPolicy({ KeyId, PolicyName: "default" }),
    kms.listResourceTags({ KeyId }),
    kms.getKeyRotationStatus({ KeyId }),
  ]);
  return {
    state: key.KeyState ?? "unknown",
    rotation: rotation.KeyRotationEnabled ?? false,
    policy: statementsBySid(policy.Policy),
    tags: tagRecord(tags.Tags),
  };
}

async function create(kms: Kms, alias: string, policy: Json, tags: Record<string, string>): Promise<void> {
  const { KeyMetadata } = await kms.createKey({
    Description: "Encrypts Terraform state and its locks.",
    Policy: documentOf(policy),
    Tags: kmsTags(tags),
  });
  await kms.createAlias({ AliasName: alias, TargetKeyId: KeyMetadata?.KeyId });
}

async function describe(kms: Kms, alias: string) {
  try {
    return (await kms.describeKey({ KeyId: alias })).KeyMetadata;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function requireKey(kms: Kms, alias: string): Promise<string> {
  const key = await describe(kms, alias);
  if (!key?.KeyId)
    throw new Failure(`The key ${alias} vanished while it was being set up.`, { fix: "Run the command again." });
  return key.KeyId;
}

function kmsTags(tags: Record<string, string>) {
  return Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
}

function pendingDeletion(alias: string, arn: string | undefined): Failure {
  return new Failure(
    `The key ${alias} (${arn}) is scheduled for deletion: with it goes every state that it encrypts.`,
    {
      fix: `Keep it: aws kms cancel-key-deletion --key-id ${arn}, then run this command again (it enables the key).`,
    },
  );
}
