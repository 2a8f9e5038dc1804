import type { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { operatorSecretKinds } from "../../config";
import { explained } from "../aws/errors";
import type { Chosen } from "./choose";

/** How every secret of a deployment is kept. */
export interface Keeping {
  readonly keyArn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What was done about one secret; its value is not in it. */
export interface Stored {
  /** Path in Secrets Manager. */
  readonly name: string;
  readonly outcome: "created" | "updated" | "kept";
  readonly from: Chosen["from"];
  /** Whether it was scheduled for deletion before. */
  readonly restored: boolean;
  /** What else was put right. */
  readonly corrected: readonly ("key" | "tags")[];
}

/** Makes a secret, or gives it the chosen value, key and tags, where they differ from what it has. */
export async function storeSecret(secret: Chosen, { keyArn, tags }: Keeping, secrets: SecretsManager): Promise<Stored> {
  const { entry, arn, from, value, restored } = secret;
  const wanted = { ...tags, DataClassification: operatorSecretKinds[entry.kind].dataClass };
  const done = { name: entry.path, from, restored };
  if (arn === undefined) {
    await explained(`creating ${entry.path} (secretsmanager:CreateSecret)`, () =>
      secrets.createSecret({
        Name: entry.path,
        Description: `From ${entry.variable} or generated, by estate secrets create.`,
        KmsKeyId: keyArn, // 164.312(a)(2)(iv)
        SecretString: value,
        Tags: tagList(wanted),
      }),
    );
    return { ...done, outcome: "created", corrected: [] };
  }
  const corrected: Stored["corrected"][number][] = [];
  if (secret.keyId !== keyArn) {
    // Before the value: AWS encrypts what is stored anew, and what comes after with the same key.
    await explained(`giving ${entry.path} its key (secretsmanager:UpdateSecret)`, () =>
      secrets.updateSecret({ SecretId: arn, KmsKeyId: keyArn }),
    );
    corrected.push("key");
  }
  const found = Object.fromEntries((secret.tags ?? []).map(({ Key, Value }) => [Key, Value]));
  if (Object.entries(wanted).some(([key, tag]) => found[key] !== tag)) {
    await explained(`tagging ${entry.path} (secretsmanager:TagResource)`, () =>
      secrets.tagResource({ SecretId: arn, Tags: tagList(wanted) }),
    );
    corrected.push("tags");
  }
  if (from === "stored") return { ...done, outcome: "kept", corrected };
  await explained(`storing a new value of ${entry.path} (secretsmanager:PutSecretValue)`, () =>
    secrets.putSecretValue({ SecretId: arn, SecretString: value }),
  );
  return { ...done, outcome: "updated", corrected };
}

function tagList(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
