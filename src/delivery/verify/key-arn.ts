import type { AwsClients } from "../aws/clients";
import { isMissing } from "../aws/errors";

/** The ARN of a key however AWS names it here: by ARN, id or alias. Undefined when AWS names none, and so uses its own. */
export async function keyArn(kms: AwsClients["kms"], key: string | undefined): Promise<string | undefined> {
  if (key === undefined || /^arn:[^:]+:kms:.*:key\//.test(key)) return key;
  try {
    return (await kms.describeKey({ KeyId: key })).KeyMetadata?.Arn;
  } catch (error) {
    // The key is gone, not what it encrypts.
    if (isMissing(error)) return key;
    throw error;
  }
}
