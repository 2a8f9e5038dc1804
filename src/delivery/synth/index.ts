import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { deployments, findDeployment } from "../../config";
import { Failure } from "../failure";
import { paths } from "../paths";
import { run } from "../process";
import { readStack, type Stack } from "./document";

export {
  assetsFolder,
  readStack,
  resourcesOf,
  stackDigest,
  stackFile,
  stackSize,
  type Block,
  type Blocks,
  type ResourceEntry,
  type Stack,
  type TerraformDocument,
} from "./document";

export interface SynthesisOptions {
  /** Use this cdktf.out as it is, instead of synthesizing. */
  readonly from?: string;
  /** Folder to write to. @default `cdktf.out` of the project */
  readonly out?: string;
}

/** Synthesized deployments by name, and the cdktf.out that holds them. */
export interface Synthesis {
  readonly out: string;
  readonly names: readonly string[];
}

/**
 * The named deployments (all when none is named), synthesized anew or read from `from`.
 * @throws Failure with everything that synthesis reported
 */
export async function synthesized(names: readonly string[], options: SynthesisOptions = {}): Promise<readonly Stack[]> {
  const synthesis = await synthesisOf(names, options);
  return synthesis.names.map((name) => readStack(synthesis.out, name));
}

/**
 * The same without reading what was synthesized.
 * @throws Failure with everything that synthesis reported
 */
export async function synthesisOf(names: readonly string[], options: SynthesisOptions = {}): Promise<Synthesis> {
  for (const name of names) findDeployment(name);
  if (options.from) {
    const from = resolve(options.from);
    return { out: from, names: names.length > 0 ? names : stacksIn(from) };
  }
  const out = options.out ? resolve(options.out) : paths.synthesized;
  await synthesize(names, out);
  return { out, names: names.length > 0 ? names : deployments.map(({ name }) => name) };
}

/** One deployment; see `synthesized`. */
export async function synthesizedStack(name: string, options: SynthesisOptions = {}): Promise<Stack> {
  const [stack] = await synthesized([name], options);
  return stack!;
}

/**
 * Writes the named deployments (all when none is named) below `out`.
 * @param options.sourceLocations notes the TypeScript line of every block; @default false, for it takes time
 * @param options.root the checkout whose code is synthesized; @default this one
 * @throws Failure with everything that synthesis reported
 */
export async function synthesize(
  names: readonly string[],
  out: string,
  { sourceLocations = false, root = paths.root } = {},
): Promise<void> {
  mkdirSync(out, { recursive: true });
  const result = await run(process.execPath, [join(root, "bin", "synth.cjs")], {
    cwd: root,
    env: {
      ...process.env,
      CDKTF_OUTDIR: out,
      ESTATE_DEPLOYMENTS: names.join(","),
      ESTATE_SOURCE_LOCATIONS: sourceLocations ? "1" : "",
    },
  });
  if (result.code === 0) return;
  const said = `${result.stderr}${result.stdout}`.trim();
  throw new Failure(said || `Synthesis ended with exit code ${result.code} and said nothing.`, {
    fix: "Correct the above in src/config or the construct named, then run the command again.",
  });
}

/**
 * Names of the synthesized deployments below `from` (a cdktf.out).
 * @throws Failure when nothing is synthesized there
 */
export function stacksIn(from: string): readonly string[] {
  const folder = join(from, "stacks");
  if (!existsSync(folder)) {
    throw new Failure(`--from ${from}: no synthesized stacks there.`, {
      fix: "Name a folder that `cdktf synth` or `estate synth --out` wrote.",
    });
  }
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
