import type { AwsClients } from "../aws/clients";
import { isMissing } from "../aws/errors";
import type { Missing } from "./prerequisites";

/** Why a secret that the stack finds by its name cannot be used; undefined when it can. Its value is not read. */
export async function missingSecret(
  path: string,
  deployment: string,
  secrets: AwsClients["secrets"],
): Promise<Missing | undefined> {
  const problem = await problemOf(path, secrets);
  return problem === undefined ? undefined : { what: `secret ${path} ${problem}`, fix: makeThem(deployment) };
}

/** The same for the key of such secrets, by its alias. */
export async function missingKey(
  alias: string,
  deployment: string,
  kms: AwsClients["kms"],
): Promise<Missing | undefined> {
  try {
    await kms.describeKey({ KeyId: alias });
    return undefined;
  } catch (error) {
    if (isMissing(error)) return { what: `key ${alias} is missing`, fix: makeThem(deployment) };
    throw error;
  }
}

async function problemOf(path: string, secrets: AwsClients["secrets"]): Promise<string | undefined> {
  try {
    const { DeletedDate, VersionIdsToStages = {} } = await secrets.describeSecret({ SecretId: path });
    if (DeletedDate) return "is scheduled for deletion";
    return Object.values(VersionIdsToStages).flat().includes("AWSCURRENT") ? undefined : "has no value";
  } catch (error) {
    if (isMissing(error)) return "is missing";
    throw error;
  }
}

/** The command makes what is missing, restores what is scheduled for deletion, and leaves the rest. */
function makeThem(deployment: string): string {
  return `Run npx estate secrets create ${deployment} (make create-secrets ENVIRONMENT=${deployment.split("-").at(-1)}): it makes or restores what is missing and keeps the rest.`;
}
