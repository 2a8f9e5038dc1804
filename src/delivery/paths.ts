import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { Failure } from "./failure";

/** Root of the project: the nearest folder above this file (or its bundle in `.estate/build`) with our package.json. */
export const repositoryRoot = findRoot(__dirname);

const underRoot = (...parts: string[]): string => join(repositoryRoot, ...parts);

/** Every path that delivery uses. Functions where `ESTATE_HOME` or the target decides, constants otherwise. */
export const paths = {
  root: repositoryRoot,
  bin: underRoot("bin"),
  /** Synthesized Terraform JSON, unless `--from` or `--out` names another folder. */
  synthesized: underRoot("cdktf.out"),
  /** Address locks and move ledgers. */
  adoption: underRoot("adoption"),
  /** Providers' schemas as far as rendering HCL needs them. */
  schemas: underRoot("schemas"),
  tools: underRoot(".estate", "tools"),
  toolsBin: underRoot(".estate", "tools", "bin"),
  build: underRoot(".estate", "build"),
  /** Terraform's CLI configuration of this project: where providers come from. */
  terraformConfig: underRoot(".estate", "terraform.rc"),
  pluginCache: underRoot(".estate", "plugin-cache"),
  /** Provider lock with the published checksums, committed. */
  publishedLock: underRoot("locks", "terraform.lock.hcl"),
  /** Provider lock of the providers found on this machine, for the sandbox only. */
  sandboxLock: underRoot(".estate", "locks", "sandbox.terraform.lock.hcl"),
  /** Run-time data (sandbox, plans): `ESTATE_HOME`, so that tests never touch a person's own. @default `<root>/.estate` */
  home: (): string => (process.env.ESTATE_HOME ? resolve(process.env.ESTATE_HOME) : underRoot(".estate")),
  sandbox: (): string => join(paths.home(), "sandbox"),
  /** Digests of what commits synthesize. */
  affected: (): string => join(paths.home(), "affected"),
  combinedReview: (target: "aws" | "sandbox"): string => join(paths.home(), "plans", target, "review.md"),
  plan: (target: "aws" | "sandbox", deployment: string): string => join(paths.home(), "plans", target, deployment),
} as const;

/** How a file is named to people: from the root of the project, unless it lies outside. */
export function shownPath(file: string): string {
  const path = relative(repositoryRoot, file);
  return path.startsWith("..") ? file : path;
}

function findRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (isOurs(join(folder, "package.json"))) return folder;
    if (folder === dirname(folder))
      throw new Failure(`No package.json of estate above ${start}.`, { fix: "Run estate from its checkout." });
  }
}

function isOurs(packageFile: string): boolean {
  if (!existsSync(packageFile)) return false;
  return (JSON.parse(readFileSync(packageFile, "utf8")) as { name?: string }).name === "estate";
}
