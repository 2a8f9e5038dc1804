import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure } from "../../failure";
import { paths, shownPath } from "../../paths";
import { readEntries, type Waiver } from "./schema";

/** The file of a deployment's waivers, below `adoption`. */
export function waiverFile(deployment: string, adoption: string = paths.adoption): string {
  return join(adoption, "waivers", `${deployment}.json`);
}

/**
 * The waivers of a deployment; none when it has no file.
 * @throws Failure (exit code 3) with everything that is wrong with the file
 */
export function readWaivers(deployment: string, adoption: string = paths.adoption): readonly Waiver[] {
  const file = waiverFile(deployment, adoption);
  if (!existsSync(file)) return [];
  const { waivers, problems } = readEntries(parse(file));
  if (problems.length === 0) return waivers;
  throw new Failure(`${shownPath(file)} cannot be used:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`, {
    fix: "Correct the entries (docs/plan-gate.md), or have them written: npx estate waive --help.",
    exitCode: 3,
  });
}

/** Adds waivers to a deployment's file, one a line, sorted; one for the same thing is replaced. Returns the file. */
export function writeWaivers(deployment: string, added: readonly Waiver[], adoption: string = paths.adoption): string {
  const file = waiverFile(deployment, adoption);
  const isReplaced = ({ address, rule }: Waiver): boolean =>
    added.some((waiver) => waiver.address === address && waiver.rule === rule);
  const waivers = [...readWaivers(deployment, adoption).filter((waiver) => !isReplaced(waiver)), ...added];
  const key = ({ address, rule }: Waiver): string => `${address} ${rule}`;
  const lines = waivers.sort((a, b) => (key(a) < key(b) ? -1 : 1)).map((waiver) => `  ${JSON.stringify(waiver)}`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `[\n${lines.join(",\n")}\n]\n`);
  return file;
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new Failure(`${shownPath(file)} is not JSON: ${(cause as Error).message}.`, {
      fix: "Correct it, or bring back the committed file.",
      exitCode: 3,
      cause,
    });
  }
}
