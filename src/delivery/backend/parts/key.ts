import type { CreateKeyCommandInput } from "@aws-sdk/client-kms";
import type { AwsClients } from "../../aws/clients";
import { isMissing } from "../../aws/errors";
import { Failure } from "../../failure";
import { documentOf, statementsBySid, tagRecord, type Driver, type Json } from "../settings";

type Kms = AwsClients["kms"];

/** The key behind an alias; undefined when nothing bears the alias. */
export async function keyArnOf(kms: Kms, alias: string): Promise<string | undefined> {
  return (await describe(kms, alias))?.Arn;
}

/** The key of bucket and lock table. */
export function stateKeyDriver(kms: Kms, alias: string): Driver {
  return keyDriver(kms, alias, "Terraform state and its locks");
}

/** The key of the secrets that people make. */
export function secretsKeyDriver(kms: Kms, alias: string): Driver {
  return keyDriver(kms, alias, "the secrets that people make");
}

/**
 * Reads, makes and corrects the customer-managed key that an alias names.
 * @throws Failure when the key is about to be deleted: whether it should live is for a person to decide
 */
function keyDriver(kms: Kms, alias: string, encrypts: string): Driver {
  const key = async () => ({ KeyId: await requireKey(kms, alias) });
  return {
    find: () => find(kms, alias, encrypts),
    create: ({ policy, tags }) =>
      create(kms, alias, {
        Description: `Encrypts ${encrypts}.`,
        Policy: documentOf(policy as Json),
        Tags: kmsTags(tags as Record<string, string>),
      }),
    correct: {
      state: async () => kms.enableKey(await key()),
      rotation: async () => kms.enableKeyRotation(await key()),
      policy: async (policy) =>
        kms.putKeyPolicy({ ...(await key()), PolicyName: "default", Policy: documentOf(policy) }),
      tags: async (tags) => kms.tagResource({ ...(await key()), Tags: kmsTags(tags as Record<string, string>) }),
    },
  };
}

async function find(kms: Kms, alias: string, encrypts: string) {
  const key = await describe(kms, alias);
  if (!key) return undefined;
  if (key.KeyState === "PendingDeletion") throw pendingDeletion(alias, key.Arn, encrypts);
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

async function create(kms: Kms, alias: string, key: CreateKeyCommandInput): Promise<void> {
  const { KeyMetadata } = await kms.createKey(key);
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

function pendingDeletion(alias: string, arn: string | undefined, encrypts: string): Failure {
  return new Failure(
    `The key ${alias} (${arn}) is scheduled for deletion: with it goes all that it encrypts, ${encrypts}.`,
    {
      fix: `Keep it: aws kms cancel-key-deletion --key-id ${arn}, then run this command again (it enables the key).`,
    },
  );
}
