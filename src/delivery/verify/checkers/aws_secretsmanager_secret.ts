import { createHash } from "node:crypto";
import type { SecretsManager } from "@aws-sdk/client-secrets-manager";
import type { AwsClients } from "../../aws/clients";
import { tagFacts, text, type Checker, type StateResource } from "../checker";
import { keyArn } from "../key-arn";

/** Asks for the secret's description only: its value is never read. */
export const awsSecretsmanagerSecret: Checker = {
  group: "Security",
  read: (resource, aws) => describe(resource, aws),
  healthy: [{ title: "Every secret has a current version", fact: "has_current_version", is: true }],
};

/** A secret that a person made, found by its name: the same, and how old its value is. */
export const dataAwsSecretsmanagerSecret: Checker = {
  group: "Security",
  read: async (resource, aws) => {
    const facts = await describe(resource, aws);
    return facts && { ...facts, ...(await currentVersion(resource, aws.secrets)) };
  },
  healthy: [
    { title: "Every secret has a current version", fact: "has_current_version", is: true },
    { title: "Every secret that was found is tagged HIPAA=true", fact: "tag:HIPAA", is: "true" }, // 164.310(d)(1)
  ],
};

async function describe(resource: StateResource, { secrets, kms }: AwsClients) {
  const secret = await secrets.describeSecret({ SecretId: text(resource, "arn") });
  if (secret.DeletedDate) return undefined;
  const stages = Object.values(secret.VersionIdsToStages ?? {}).flat();
  return {
    name: secret.Name,
    kms_key_id: await keyArn(kms, secret.KmsKeyId),
    has_current_version: stages.includes("AWSCURRENT"),
    ...tagFacts(secret.Tags),
  };
}

/** The number that stands in `…_wo_version` where the value is used (operator-secret.ts), and whole days since it was stored. */
async function currentVersion(resource: StateResource, secrets: SecretsManager) {
  const { Versions = [] } = await secrets.listSecretVersionIds({ SecretId: text(resource, "arn") });
  const current = Versions.find(({ VersionStages }) => VersionStages?.includes("AWSCURRENT"));
  if (current?.VersionId === undefined || current.CreatedDate === undefined) return {};
  return {
    version: Number.parseInt(createHash("sha256").update(current.VersionId).digest("hex").slice(0, 12), 16),
    days_since_change: Math.floor((Date.now() - current.CreatedDate.getTime()) / DAY_MS),
  };
}

const DAY_MS = 24 * 60 * 60 * 1000;
