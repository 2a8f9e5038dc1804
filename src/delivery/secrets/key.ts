import type { AwsClients } from "../aws/clients";
import type { BackendOwner } from "../backend";
import { desiredSecretsKey } from "../backend/desired";
import { keyArnOf, secretsKeyDriver } from "../backend/parts/key";
import { settlePart } from "../backend/settle";

/** The key of the secrets that people make, and what was done about it. */
export interface SecretsKey {
  readonly alias: string;
  readonly arn: string;
  readonly outcome: "created" | "corrected" | "kept";
}

/** Makes or corrects the key just as `estate backend setup` does, whichever comes first. Call it only where there are such secrets. */
export async function settleSecretsKey(owner: BackendOwner, { kms }: Pick<AwsClients, "kms">): Promise<SecretsKey> {
  const part = desiredSecretsKey(owner)!;
  const rows = await settlePart(part, secretsKeyDriver(kms, part.name));
  const done = new Set(rows.map((row) => row.done));
  const outcome = done.has("created") ? "created" : done.has("corrected") ? "corrected" : "kept";
  return { alias: part.name, arn: (await keyArnOf(kms, part.name))!, outcome };
}
