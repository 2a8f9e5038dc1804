import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { paths } from "../paths";
import type { Facts } from "./diagnose";
import { meets, type Manifest, type ToolName } from "./manifest";
import { providerFacts } from "./providers";

/** A program that hangs is as good as missing. */
const PATIENCE_MILLIS = 15_000;

/** Where programs are looked for; replaced in tests. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  /** Programs that setup built: they come before those on PATH. */
  readonly toolsBin: string;
}

/** Looks at this machine: every program is asked for its version, side by side. Changes nothing and calls no network. */
export async function gatherFacts(
  manifest: Manifest,
  { env, toolsBin }: Surroundings = { env: process.env, toolsBin: paths.toolsBin },
): Promise<Facts> {
  const ask = asker(env, toolsBin);
  const probes: Record<ToolName, Promise<string | undefined>> = {
    node: Promise.resolve(versionIn(process.version)),
    python: firstPython(manifest, ask),
    git: ask("git", "--version"),
    go: ask("go", "version"),
    terraform: ask("terraform", "version"),
    aws: ask("aws", "--version"),
    make: ask("make", "--version"),
    docker: ask("docker", "--version"), // of the program: its engine may be elsewhere, and off
    cdktf: Promise.resolve(installedVersion("cdktf-cli")),
    moto: ask(...pythonPackage("moto")),
    checkov: ask(...pythonPackage("checkov")),
    tfsec: ask("tfsec", "--version"),
    actionlint: ask("actionlint", "--version"),
    gitleaks: ask("gitleaks", "version"),
    zizmor: ask(...pythonPackage("zizmor")),
  };
  const [versions, completedSteps] = await Promise.all([
    Promise.all(Object.entries(probes).map(async ([name, version]) => [name, await version] as const)),
    setupStatus(),
  ]);
  return {
    versions: Object.fromEntries(versions),
    completedSteps,
    providers: providerFacts(
      { config: read(paths.terraformConfig), lock: read(paths.sandboxLock), publishedLock: read(paths.publishedLock) },
      existsSync,
    ),
    awsCredentials: credentialsPlace(env),
  };
}

type Ask = (program: string, ...args: string[]) => Promise<string | undefined>;

function asker(env: NodeJS.ProcessEnv, toolsBin: string): Ask {
  // No person's Terraform configuration: a broken one adds warnings to every answer.
  const PATH = [toolsBin, env.PATH].join(delimiter);
  const childEnv = { ...env, PATH, TF_CLI_CONFIG_FILE: "", CHECKPOINT_DISABLE: "1" };
  return async (program, ...args) => {
    try {
      const { stdout, stderr } = await promisify(execFile)(program, args, { env: childEnv, timeout: PATIENCE_MILLIS });
      return versionIn(stdout) ?? versionIn(stderr);
    } catch {
      return undefined; // missing, broken or hanging: the diagnosis names it with its fix
    }
  };
}

async function firstPython(manifest: Manifest, ask: Ask): Promise<string | undefined> {
  const versions = await Promise.all(manifest.python.programs.map((program) => ask(program, "--version")));
  const found = versions.filter((version) => version !== undefined);
  return found.find((version) => meets(version, manifest.python)) ?? found[0];
}

function pythonPackage(name: string): [string, ...string[]] {
  const program = `from importlib.metadata import version; print(version("${name}"))`;
  return [join(paths.tools, name, "bin", "python"), "-c", program];
}

function installedVersion(npmPackage: string): string | undefined {
  const file = join(paths.root, "node_modules", npmPackage, "package.json");
  return existsSync(file) ? (JSON.parse(read(file)) as { version: string }).version : undefined;
}

async function setupStatus(): Promise<string[]> {
  const script = join(paths.root, "scripts", "setup", "status.mjs");
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  return JSON.parse(stdout) as string[];
}

/** The places where the AWS SDK looks first; names only, nothing is read. */
function credentialsPlace(env: NodeJS.ProcessEnv): string | undefined {
  const variables = [
    "AWS_PROFILE",
    "AWS_ACCESS_KEY_ID",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  ];
  const variable = variables.find((name) => env[name]);
  const files = [
    env.AWS_SHARED_CREDENTIALS_FILE ?? join(homedir(), ".aws", "credentials"),
    join(homedir(), ".aws", "config"),
  ];
  return variable ?? files.find(existsSync);
}

function versionIn(text: string): string | undefined {
  return /\d+\.\d+(?:\.\d+)?/.exec(text)?.[0];
}

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
