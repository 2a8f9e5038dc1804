import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { z } from "zod";

/** Reads the current value of a secret. */
export type ReadSecret = (arn: string) => Promise<string>;

/** A database user as a secret keeps it. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Secrets of AWS Secrets Manager, with the credentials and the region that the task has. */
export function secretsManager(): ReadSecret {
  const client = new SecretsManagerClient({ maxAttempts: 5 });
  return async (arn) => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    if (!SecretString) throw new Error("The secret has no text value: put one with put-secret-value.");
    return SecretString;
  };
}

const withPassword = z.object({ password: z.string().min(1) });
const withUser = withPassword.extend({ username: z.string().min(1) });

/** The user and password of a JSON secret; other keys are left alone. @throws when a key is missing, without the secret's content */
export function parseCredentials(secret: string): Credentials {
  const result = withUser.safeParse(parseJson(secret));
  if (!result.success) throw new Error("The secret must be JSON with the texts `username` and `password`.");
  return result.data;
}

/** The password of a secret that is a bare password, or JSON with the key `password` as RDS makes it. */
export function parsePassword(secret: string): string {
  const result = withPassword.safeParse(parseJson(secret));
  return result.success ? result.data.password : secret;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
