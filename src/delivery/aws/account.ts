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
  const { arn, account } = await accountOf({ sts });
  if (account === owner.account) return;
  throw new Failure(`These credentials are ${arn} in account ${account}; the deployment lives in ${owner.account}.`, {
    fix: "Log in to the right account, or correct the deployment's account in src/config/accounts.ts.",
  });
}

/**
 * Whose credentials these are.
 * @throws Failure when AWS does not say
 */
export async function accountOf({
  sts,
}: Pick<AwsClients, "sts">): Promise<{ readonly arn?: string; readonly account?: string }> {
  const identity = await explained("asking who these credentials are (sts:GetCallerIdentity)", () =>
    sts.getCallerIdentity({}),
  );
  return { arn: identity.Arn, account: identity.Account };
}
