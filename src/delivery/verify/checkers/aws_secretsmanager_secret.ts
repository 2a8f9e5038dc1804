import { tagFacts, text, type Checker } from "../checker";
import { keyArn } from "../key-arn";

/** Asks for the secret's description only: its value is never read. */
export const awsSecretsmanagerSecret: Checker = {
  group: "Security",
  read: async (resource, { secrets, kms }) => {
    const secret = await secrets.describeSecret({ SecretId: text(resource, "arn") });
    if (secret.DeletedDate) return undefined;
    const stages = Object.values(secret.VersionIdsToStages ?? {}).flat();
    return {
      name: secret.Name,
      kms_key_id: await keyArn(kms, secret.KmsKeyId),
      has_current_version: stages.includes("AWSCURRENT"),
      ...tagFacts(secret.Tags),
    };
  },
  healthy: [{ title: "Every secret has a current version", fact: "has_current_version", is: true }],
};
