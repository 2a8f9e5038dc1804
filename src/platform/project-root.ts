import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The project's folder above a file of it: sources run where they stand, bundles from a folder below the root. */
export function projectRoot(folder: string): string {
  return existsSync(join(folder, "cdktf.json")) ? folder : projectRoot(dirname(folder));
}
