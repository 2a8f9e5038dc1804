import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { paths } from "../paths";
import { resourcesOf, type Stack } from "../synth";
import { compareAddresses, updatedLock, type AddressComparison, type LockedAddress, type MoveEntry } from "./compare";

export { type AddressComparison, type LockedAddress } from "./compare";

/** Every address that the deployment has or once had; empty when it has no lock yet. */
export function readLock(deployment: string, adoption: string = paths.adoption): readonly LockedAddress[] {
  return readJson<LockedAddress>(lockFile(deployment, adoption));
}

/** Compares a synthesized deployment with its address lock and its system's move ledger. */
export function checkAddresses(stack: Stack, system: string, adoption: string = paths.adoption): AddressComparison {
  const moves = readJson<MoveEntry>(join(adoption, "moves", `${system}.json`));
  return compareAddresses(readLock(stack.name, adoption), resourcesOf(stack), moves);
}

/** Writes the address lock of a synthesized deployment; returns its file. */
export function writeLock(stack: Stack, adoption: string = paths.adoption): string {
  const file = lockFile(stack.name, adoption);
  const lines = updatedLock(readLock(stack.name, adoption), resourcesOf(stack)).map(
    (entry) => `  ${JSON.stringify(entry)}`,
  );
  mkdirSync(dirname(file), { recursive: true });
  // One address a line: a rename shows as one line of a reviewed diff.
  writeFileSync(file, lines.length > 0 ? `[\n${lines.join(",\n")}\n]\n` : "[]\n");
  return file;
}

function lockFile(deployment: string, adoption: string): string {
  return join(adoption, "addresses", `${deployment}.json`);
}

function readJson<T>(file: string): readonly T[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T[]) : [];
}
