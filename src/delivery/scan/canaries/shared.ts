import type { JsonObject } from "../../hcl";
import { block, mergeParts, type TerraformPart } from "./canary";

/** What canaries refer to; it stands in both documents, without a fault. */
export const KEY = "${aws_kms_key.canary.arn}";
export const VPC = "vpc-0123456789abcdef0";
export const SUBNETS = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];
export const GROUP = "sg-0123456789abcdef0";
export const ACCOUNT = "123456789012";
export const CERTIFICATE = `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/11111111-2222-3333-4444-555555555555`;
export const WORLD = "0.0.0.0/0";
export const INSIDE = "10.0.0.0/16";

export const roleArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
export const dashed = (name: string): string => name.replaceAll("_", "-");

/** A policy document as text, as most of the estate writes them. */
export const policy = (...statements: readonly JsonObject[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

export const allow = (action: string | string[], resource: string | string[], more: JsonObject = {}): JsonObject => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
  ...more,
});

/** A trust policy for one service. */
export const trust = (principal: JsonObject | string): string =>
  policy({ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" });

/** The account's own administrators: what AWS itself puts into a new key's policy. */
export const ownAccount: JsonObject = { AWS: `arn:aws:iam::${ACCOUNT}:root` };

export const keyPolicy = policy({ Effect: "Allow", Principal: ownAccount, Action: "kms:*", Resource: "*" });

export const surroundings: TerraformPart = mergeParts([
  {
    terraform: { required_version: ">= 1.11.0", required_providers: { aws: { source: "hashicorp/aws" } } },
    provider: { aws: [{ region: "us-east-1" }] },
  },
  block("aws_kms_key", "canary", {
    description: "Key of the canaries",
    enable_key_rotation: true,
    deletion_window_in_days: 30,
    policy: keyPolicy,
  }),
]);
