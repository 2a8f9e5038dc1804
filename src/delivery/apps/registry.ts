import type { ECR } from "@aws-sdk/client-ecr";
import { explained } from "../aws/errors";
import { Failure } from "../failure";
import type { RegistryLogin } from "./docker";

/** What Docker logs in to the account's registry with: a password that AWS gives for 12 hours. */
export async function registryLogin(ecr: ECR, registry: string): Promise<RegistryLogin> {
  const { authorizationData: [data] = [] } = await explained("asking for the registry's password", () =>
    ecr.getAuthorizationToken({}),
  );
  const [username, password] = Buffer.from(data?.authorizationToken ?? "", "base64")
    .toString()
    .split(":");
  if (username && password) return { registry, username, password };
  throw new Failure("AWS gave no password for the registry.", {
    fix: "Use credentials that may call ecr:GetAuthorizationToken.",
  });
}

/** `<account>.dkr.ecr.<region>.amazonaws.com` of `<registry>/<repository>`. */
export function registryOf(url: string): string {
  return url.slice(0, url.indexOf("/"));
}
