import type { EstateDeployment } from "../../config";
import { requireAccount } from "../aws/account";
import type { AwsClients } from "../aws/clients";
import { Failure } from "../failure";
import type { Progress } from "../progress";
import { untold } from "../untold";
import { chooseValue, givenValue } from "./choose";
import { secretEntries, type SecretEntry } from "./entries";
import { currentValue, findSecret, type Found } from "./find";
import { settleSecretsKey, type SecretsKey } from "./key";
import { problemsOf, type OtherSecret } from "./problems";
import { storeSecret, type Stored } from "./store";

export type { Stored } from "./store";

export interface CreateSettings {
  /** Where given values are read from. */
  readonly env: NodeJS.ProcessEnv;
  /** Short names of secrets whose stored value is replaced by a generated one; "all", or none: `[]`. */
  readonly rotate: "all" | readonly string[];
  /** Every deployment there is: no two environments of a system have a value in common. */
  readonly estate: readonly EstateDeployment[];
}

/** What was done; no value is in it. */
export interface CreatedSecrets {
  readonly deployment: string;
  readonly account: string;
  readonly region: string;
  readonly key: SecretsKey;
  readonly secrets: readonly Stored[];
}

/**
 * Makes the secrets of a deployment that Terraform only reads, or updates them: what is given counts, what is stored stays,
 * the rest is generated. Values go from the environment or the generator to Secrets Manager and nowhere else. 164.312(d)
 *
 * @throws Failure with everything that is wrong with the values; then nothing was changed, but for what had to be restored
 */
export async function createSecrets(
  deployment: EstateDeployment,
  { env, rotate, estate }: CreateSettings,
  aws: AwsClients,
  progress: Progress,
): Promise<CreatedSecrets> {
  const entries = secretEntries(deployment);
  const rotated = rotatedNames(deployment, entries, rotate);
  await requireAccount(deployment, aws);
  const found: Found[] = [];
  for (const entry of entries) found.push(await findSecret(entry, aws.secrets, progress));
  const chosen = found.map((each) => chooseValue(each, env, rotated.includes(each.entry.name)));
  const others = await secretsElsewhere(deployment, estate, aws);
  refuse(deployment, [...contradictions(found, env, rotated), ...problemsOf(chosen, others)]);
  const given = chosen.map(({ value }) => value);
  return untold(given, "<value>", async () => {
    const key = await progress.step("Look after the key", () => settleSecretsKey(deployment, aws));
    const secrets = await progress.step("Store the secrets", async () => {
      const stored: Stored[] = [];
      const keeping = { keyArn: key.arn, tags: tagsOf(deployment) };
      for (const each of chosen) stored.push(await storeSecret(each, keeping, aws.secrets));
      return stored;
    });
    const { name, account, region } = deployment;
    return { deployment: name, account, region, key, secrets };
  });
}

function rotatedNames(
  { name }: EstateDeployment,
  entries: readonly SecretEntry[],
  rotate: CreateSettings["rotate"],
): readonly string[] {
  const known = entries.map((entry) => entry.name);
  if (known.length === 0) {
    throw new Failure(`Nobody makes secrets of ${name}: Terraform generates them.`, {
      fix: "To change one, see docs/runbooks/secret-rotation.md.",
    });
  }
  if (rotate === "all") return known;
  const unknown = rotate.filter((each) => !known.includes(each));
  if (unknown.length === 0) return rotate;
  throw new Failure(`${name} has no secret ${unknown.join(", ")}.`, { fix: `It has ${known.join(", ")}.` });
}

/** The values of the system's other environments in the same account. */
async function secretsElsewhere(
  { name, system, account, region }: EstateDeployment,
  estate: readonly EstateDeployment[],
  aws: AwsClients,
): Promise<readonly OtherSecret[]> {
  const others = estate.filter((other) => other.system === system && other.account === account && other.name !== name);
  const read = others.flatMap((other) => {
    const { secrets } = other.region === region ? aws : aws.inRegion(other.region);
    return secretEntries(other).map(async ({ path }) => ({ path, value: await currentValue(path, secrets) }));
  });
  return (await Promise.all(read)).flatMap(({ path, value }) => (value === undefined ? [] : [{ path, value }]));
}

/** `--rotate` and a given value at once: nobody knows which is meant. */
function contradictions(found: readonly Found[], env: NodeJS.ProcessEnv, rotated: readonly string[]): string[] {
  return found
    .filter((each) => rotated.includes(each.entry.name) && givenValue(each, env) !== undefined)
    .map(({ entry }) => `${entry.variable} gives ${entry.name} a value, and --rotate generates one`);
}

function refuse({ name }: EstateDeployment, problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw new Failure(`The secrets of ${name} were not stored:\n${problems.map((each) => `  ${each}`).join("\n")}`, {
    fix: `Give other values, or unset the variables: what is not given stays as it is stored, or is generated. What is stored is replaced by: npx estate secrets create ${name} --rotate <name>`,
  });
}

/** As Terraform tags what it makes. 164.310(d)(2)(iii) */
function tagsOf({ system, environment }: EstateDeployment) {
  return { Project: system, Environment: environment, ManagedBy: "estate-secrets", HIPAA: "true" };
}
