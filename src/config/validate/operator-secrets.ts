import * as z from "zod/mini";
import {
  operatorSecretKinds,
  type OperatorSecretConfig,
  type OperatorSecretKind,
  type OperatorSecretsConfig,
} from "../operator-secrets";
import type { Findings } from "./findings";

const kinds = Object.keys(operatorSecretKinds) as OperatorSecretKind[];

export const operatorSecretsShape = <const Names extends readonly string[]>(names: Names) =>
  z.strictObject({
    keyAlias: z.string(),
    prefix: z.string(),
    rotateEveryDays: z.number(),
    values: z.record(z.enum(names), z.strictObject({ variable: z.string(), kind: z.enum(kinds), length: z.number() })),
  });

/** Secrets that people make: apart from other environments', long enough, and changed in time. 164.308(a)(5)(ii)(D) */
export function checkOperatorSecrets(secrets: OperatorSecretsConfig, findings: Findings): void {
  const { name, environment } = findings.deployment;
  const { keyAlias, prefix, rotateEveryDays, values } = secrets;
  const words = keyAlias.split(/[/-]/);
  findings.require(
    /^alias\/(?!aws\/)[\w/-]{1,250}$/.test(keyAlias) && words.includes(environment),
    "operatorSecrets.keyAlias",
    keyAlias,
    {
      allowed: `alias/ and up to 250 letters, digits and /_-, with the word ${environment}`,
      fix: `Name it like alias/${name}-secrets: each environment has a key of its own.`,
    },
  );
  const own = name.replace(new RegExp(`-${environment}$`), `/${environment}`);
  findings.require(prefix === own, "operatorSecrets.prefix", prefix, {
    allowed: own,
    fix: "Write that: no environment reads the secrets of another.",
  });
  findings.wholeNumber(
    "operatorSecrets.rotateEveryDays",
    rotateEveryDays,
    { min: 1, max: 365 },
    "Set 90, as for passwords of people.",
  );
  for (const [secret, value] of Object.entries(values)) checkValue(`operatorSecrets.values.${secret}`, value, findings);
  checkVariables(values, findings);
}

function checkValue(field: string, { variable, kind, length }: OperatorSecretConfig, findings: Findings): void {
  findings.matches(`${field}.variable`, variable, /^[A-Z][A-Z0-9_]*$/, {
    allowed: "capital letters, digits and _, a letter first",
    fix: "Name it like DB_PASSWORD.",
  });
  if (!kinds.includes(kind)) return; // the shape says so
  const { generated } = operatorSecretKinds[kind];
  findings.wholeNumber(`${field}.length`, length, generated, "Set 32 for a password, 64 for a key.");
}

/** One variable for two secrets would make both the same. */
function checkVariables(values: OperatorSecretsConfig["values"], findings: Findings): void {
  const entries = Object.entries(values);
  for (const [index, [secret, { variable }]] of entries.entries()) {
    const first = entries.slice(0, index).find(([, earlier]) => earlier.variable === variable);
    findings.require(first === undefined, `operatorSecrets.values.${secret}.variable`, variable, {
      allowed: `one that no other secret has (here ${first?.[0]} has it)`,
      fix: "Name another variable.",
    });
  }
}
