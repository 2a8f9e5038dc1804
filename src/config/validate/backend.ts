import type { BackendConfig, Deployment } from "../deployment";
import { environments, type Environment } from "../environment";
import type { Problem } from "../problem";
import type { Findings } from "./findings";
import { checkRegion } from "./identity";

/** Names that S3 keeps for itself. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const reservedBuckets = /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|--x-s3|--table-s3)$/;

/** The state's bucket, key, lock table and encryption key have names that AWS accepts. */
export function checkBackend({ backend, environment }: Deployment<unknown>, findings: Findings): void {
  findings.matches("backend.bucket", backend.bucket, /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, {
    allowed: "3 to 63 lowercase letters, digits and hyphens, beginning and ending with a letter or digit",
    fix: "Name it like omnirapeutic-terraform-state-123456789012; a dot would break TLS.",
  });
  findings.require(!reservedBuckets.test(backend.bucket), "backend.bucket", backend.bucket, {
    allowed: "names without the prefixes and suffixes that S3 reserves",
    fix: "Rename the bucket.",
  });
  findings.matches("backend.key", backend.key, /^[\w-][\w./-]*\.tfstate$/, {
    allowed: "a path of letters, digits and ._-/ that ends in .tfstate",
    fix: `Write it like ${environment}/terraform.tfstate.`,
  });
  checkStateNamesEnvironment(backend, environment, findings);
  checkRegion("backend.region", backend.region, findings);
  findings.matches("backend.lockTable", backend.lockTable, /^[\w.-]{3,255}$/, {
    allowed: "3 to 255 letters, digits and ._-",
    fix: "Name it like terraform-state-lock.",
  });
  findings.matches("backend.kmsKeyAlias", backend.kmsKeyAlias, /^alias\/(?!aws\/)[\w/-]{1,250}$/, {
    allowed: "alias/ and up to 250 letters, digits and /_-, of a key that is not AWS's own",
    fix: "Name it like alias/omnirapeutic-terraform-state.",
  });
}

function checkStateNamesEnvironment(
  { bucket, key }: BackendConfig,
  environment: Environment,
  findings: Findings,
): void {
  const words = `${bucket}/${key}`.split(/[/-]/);
  const named = environments.filter((name) => words.includes(name));
  findings.require(named.length === 1 && named[0] === environment, "backend.key", key, {
    allowed: `a bucket and key (here ${bucket}/${key}) that name ${environment} and no other environment`,
    fix: `Write it like ${environment}/terraform.tfstate, so that nobody takes one state for another.`,
  });
}

/** Two deployments with one state would destroy each other's resources, with one name each other's stack. */
export function checkTogether(deployments: readonly Deployment<unknown>[]): Problem[] {
  return [
    ...repeated(deployments, "name", ({ name }) => name),
    ...repeated(deployments, "backend", ({ backend }) => `${backend.bucket}/${backend.key}`),
  ];
}

function repeated(
  deployments: readonly Deployment<unknown>[],
  field: string,
  valueOf: (deployment: Deployment<unknown>) => string,
): Problem[] {
  return deployments.flatMap((deployment, index) => {
    const value = valueOf(deployment);
    const first = deployments.slice(0, index).find((earlier) => valueOf(earlier) === value);
    if (!first) return [];
    const allowed = `one that no other deployment has (here ${first.name} has it)`;
    return [{ deployment: deployment.name, field, value, allowed, fix: `Give ${deployment.name} one of its own.` }];
  });
}
