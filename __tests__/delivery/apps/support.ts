import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AwsClients } from "../../../src/delivery/aws/clients";
import { awsError } from "../backend/fake-aws";

export const registry = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
export const repository = "omnirapeutic-dev-api";
export const url = `${registry}/${repository}`;
export const token = "invented-password";

/** A Git checkout with the API's folder; returns its first commit. */
export function checkout(root: string): string {
  mkdirSync(join(root, "services/api"), { recursive: true });
  writeFileSync(join(root, "services/api/Dockerfile"), "FROM scratch\n");
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
      cwd: root,
      encoding: "utf8",
    });
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "--message", "first");
  return git("rev-parse", "HEAD").trim();
}

/** Outputs of a deployment with one repository. */
export const outputs = { ecr_repository_urls: { value: { api: url }, sensitive: false } };

/** An account whose registry holds these images of one repository, by tag. `onPassword` runs when Docker gets its password. */
export function registryAccount(
  images: Map<string, string>,
  { account = "123456789012", onPassword = (): unknown => undefined } = {},
): AwsClients {
  return {
    sts: { getCallerIdentity: async () => ({ Account: account, Arn: `arn:aws:iam::${account}:user/test` }) },
    ecr: {
      getAuthorizationToken: async () => {
        onPassword();
        return { authorizationData: [{ authorizationToken: Buffer.from(`AWS:${token}`).toString("base64") }] };
      },
      describeImages: async ({ imageIds: [wanted] }: { imageIds: { imageTag?: string; imageDigest?: string }[] }) => {
        const found = [...images].filter(([tag, value]) => tag === wanted?.imageTag || value === wanted?.imageDigest);
        if (found.length === 0) throw awsError("ImageNotFoundException");
        return { imageDetails: [{ imageDigest: found[0]![1], imageTags: found.map(([tag]) => tag) }] };
      },
    },
  } as unknown as AwsClients;
}
