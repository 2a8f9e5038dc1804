import type { DescribeSecretResponse, SecretsManager } from "@aws-sdk/client-secrets-manager";
import { errorCode, explained, unlessMissing } from "../aws/errors";
import type { Progress } from "../progress";
import type { SecretEntry } from "./entries";

/** A secret as it is in AWS. */
export interface Found {
  readonly entry: SecretEntry;
  /** Undefined when there is no such secret. */
  readonly arn?: string;
  /** As it was given to AWS: ARN, id or alias. */
  readonly keyId?: string;
  readonly tags?: DescribeSecretResponse["Tags"];
  /** Undefined when there is none. */
  readonly value?: string;
  /** Whether it was scheduled for deletion until now. */
  readonly restored: boolean;
}

/** Reads a secret with its value. One that is scheduled for deletion is restored: nobody can make another of its name. */
export async function findSecret(entry: SecretEntry, secrets: SecretsManager, progress: Progress): Promise<Found> {
  const { path } = entry;
  const description = await explained(`looking for ${path} (secretsmanager:DescribeSecret)`, () =>
    unlessMissing(secrets.describeSecret({ SecretId: path })),
  );
  if (!description) return { entry, restored: false };
  const { ARN: arn, KmsKeyId: keyId, Tags: tags, DeletedDate: deleted } = description;
  if (deleted) {
    await progress.step(`Restore ${path}, which was scheduled for deletion`, () =>
      explained(`restoring ${path} (secretsmanager:RestoreSecret)`, () => secrets.restoreSecret({ SecretId: path })),
    );
  }
  const value = await currentValue(path, secrets);
  return { entry, arn, keyId, tags, value, restored: deleted !== undefined };
}

/** The value of a secret; undefined when there is no such secret, none in it, or it is scheduled for deletion. */
export async function currentValue(path: string, secrets: SecretsManager): Promise<string | undefined> {
  return explained(`reading ${path}, to compare it (secretsmanager:GetSecretValue)`, async () => {
    try {
      return (await unlessMissing(secrets.getSecretValue({ SecretId: path })))?.SecretString;
    } catch (error) {
      if (errorCode(error) === "InvalidRequestException") return undefined; // scheduled for deletion
      throw error;
    }
  });
}
