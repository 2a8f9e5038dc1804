import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** One hash over everything that decides a step's result, in order. */
export function hashOf(inputs) {
  return createHash("sha256").update(JSON.stringify(inputs)).digest("hex");
}

/** Remembers for which inputs each step last succeeded, one small file a step in `folder`. */
export class Stamps {
  constructor(folder) {
    this.folder = folder;
  }

  isCurrent(step, hash) {
    const file = join(this.folder, step);
    return existsSync(file) && readFileSync(file, "utf8") === hash;
  }

  write(step, hash) {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, step), hash);
  }
}
