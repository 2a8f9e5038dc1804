import { randomBytes } from "node:crypto";

/** What looks like a token of GitHub's and is none: made anew for each run, so that no file of this project holds one. */
export function plantedSecret(): string {
  return [
    "gh",
    "p_",
    randomBytes(64)
      .toString("base64")
      .replace(/[^A-Za-z0-9]/g, "")
      .slice(0, 36),
  ].join("");
}
