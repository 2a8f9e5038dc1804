import type { AwsClients } from "./clients";
import { explained } from "./errors";
import { Failure } from "../failure";

/**
 * Guarantees that the credentials belong to the deployment's account, before anything is read or made there.
 * @throws Failure naming both accounts
 */
export async function requireAccount(
  owner: { readonly account: string },
  { sts }: Pick<AwsClients, "sts">,
): Promise<void> {
  const identity = await explained("asking who these credentials are (sts:GetCallerIdentity)", () =>
    sts.getCallerIdentity({}),
  );
  if (identity.Account === owner.account) return;
  throw new Failure(
    `These credentials are ${identity.Arn} in account ${identity.Account}; the deployment lives in ${owner.account}.`,
    {
      fix: "Log in to the right account, or correct the deployment's account in src/config/accounts.ts.",
    },
  );
}
