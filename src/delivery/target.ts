import path from "node:path";
import { paths } from "./paths";

/** Where a command goes: real AWS with the caller's own credentials, or the embedded AWS at a loopback address. */
export type Target = { readonly kind: "aws" } | { readonly kind: "sandbox"; readonly endpoint: string };

/** Attempts of one call by the aws CLI and the SDKs. Terraform's provider has its own limit: 9 while nobody listens. */
const SANDBOX_ATTEMPTS = 3;

/** What the caller's shell must not pass on to a child that talks to the sandbox: real credentials, profiles and other endpoints. */
const FOREIGN =
  /^AWS_(PROFILE|DEFAULT_PROFILE|SESSION_TOKEN|SECURITY_TOKEN|ROLE_ARN|ROLE_SESSION_NAME|WEB_IDENTITY_TOKEN_FILE|CONTAINER_.*|ENDPOINT_URL.*|USE_(FIPS|DUALSTACK)_ENDPOINT)$/;

/** The target that a shell prepared by `estate sandbox env` points at; real AWS in any other shell. */
export function shellTarget(env: NodeJS.ProcessEnv = process.env): Target {
  return env.ESTATE_SANDBOX ? { kind: "sandbox", endpoint: env.ESTATE_SANDBOX } : { kind: "aws" };
}

/** The endpoints that the sandbox sets itself. */
const OWN = ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3_CONTROL"];

/** The names of variables in `env` that must not reach the sandbox; `estate sandbox env` unsets them. */
export function foreignVariables(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env).filter((name) => FOREIGN.test(name) && !OWN.includes(name));
}

/** The complete environment of a child process (terraform, cdktf, aws) that works on `target`. Guarantees that no real credential reaches the sandbox. */
export function targetEnvironment(
  target: Target,
  region: string,
  base: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  if (target.kind === "aws") return { ...base, ...terraformSettings(), AWS_REGION: region, AWS_DEFAULT_REGION: region };
  const foreign = new Set(foreignVariables(base));
  const own = Object.entries(base).filter(([name]) => !foreign.has(name));
  return { ...Object.fromEntries(own), ...terraformSettings(), ...sandboxSettings(target.endpoint, region, base) };
}

/** The variables that `estate sandbox env` prints, so that plain terraform, cdktf and aws reach the sandbox from the caller's shell. */
export function sandboxExports(
  target: Target & { kind: "sandbox" },
  region: string,
  base: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  return {
    ...terraformSettings(),
    ...sandboxSettings(target.endpoint, region, base),
    TERRAFORM_BINARY_NAME: path.join(paths.bin, "estate-terraform"),
    // Else cdktf copies providers, one that was built here among them, into the person's own cache for all projects.
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
  };
}

function terraformSettings(): Record<string, string> {
  return { TF_CLI_CONFIG_FILE: paths.terraformConfig, CHECKPOINT_DISABLE: "1" };
}

function sandboxSettings(endpoint: string, region: string, base: NodeJS.ProcessEnv): Record<string, string> {
  return {
    ESTATE_SANDBOX: endpoint,
    AWS_ENDPOINT_URL: endpoint,
    // S3 Control puts the account before the host, and `<account>.127.0.0.1` is no host. An invented name goes to the
    // sandbox as proxy instead: only what is plain HTTP and no loopback address uses HTTP_PROXY. A company's HTTP_PROXY
    // would not find the name; its HTTPS_PROXY, which registries need, stays, and so does curl's and Python's http_proxy.
    AWS_ENDPOINT_URL_S3_CONTROL: "http://s3-control.sandbox",
    HTTP_PROXY: endpoint,
    AWS_ACCESS_KEY_ID: "sandbox",
    AWS_SECRET_ACCESS_KEY: "sandbox",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_MAX_ATTEMPTS: String(SANDBOX_ATTEMPTS),
    // An empty file instead of the caller's: a profile there could name another endpoint or role.
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    // boto3 and the aws CLI would send even loopback requests to a company proxy.
    NO_PROXY: [...new Set([...(base.NO_PROXY?.split(",") ?? []), "127.0.0.1"])].join(","),
    // Beside the `.terraform` of the real backend: neither ever sees the other's backend settings.
    TF_DATA_DIR: ".terraform-sandbox",
  };
}
