import { readFileSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../paths";

/** A lower bound, or one version and no other. */
export type WantedVersion = { readonly atLeast: string } | { readonly exactly: string };

/** Programs that setup and the doctor know, by the name under which `tools/versions.json` pins them. */
export const toolNames = [
  "node",
  "python",
  "git",
  "go",
  "terraform",
  "aws",
  "make",
  "docker",
  "cdktf",
  "moto",
  "checkov",
  "tfsec",
  "actionlint",
  "gitleaks",
  "zizmor",
] as const;

export type ToolName = (typeof toolNames)[number];

/** `tools/versions.json`: what setup installs and the doctor checks. */
export interface Manifest extends Readonly<Record<ToolName, WantedVersion>> {
  readonly python: WantedVersion & { readonly programs: readonly string[] };
  /** Terraform providers by source, such as `hashicorp/aws`. */
  readonly providers: Readonly<Record<string, string>>;
}

/** Reads the manifest of this checkout. */
export function readManifest(): Manifest {
  return JSON.parse(readFileSync(join(paths.root, "tools", "versions.json"), "utf8")) as Manifest;
}

/** True when `version` meets `wanted`, compared number by number (1.9 is older than 1.11). */
export function meets(version: string, wanted: WantedVersion): boolean {
  if ("exactly" in wanted) return version === wanted.exactly;
  const minimum = wanted.atLeast.split(".").map(Number);
  const found = version.split(".").map(Number);
  const first = minimum.findIndex((part, index) => (found[index] ?? 0) !== part);
  return first === -1 || (found[first] ?? 0) > (minimum[first] ?? 0);
}

/** "1.11.0 or newer", or the one version. */
export function describeWanted(wanted: WantedVersion): string {
  return "exactly" in wanted ? wanted.exactly : `${wanted.atLeast} or newer`;
}
