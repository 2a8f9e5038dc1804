import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

// The same two levels up from src/utils and from dist/utils.
const file = join(__dirname, "..", "..", "package.json");

/** Name and version of this service, as package.json says. */
export const packageInfo = z
  .object({ name: z.string(), version: z.string() })
  .parse(JSON.parse(readFileSync(file, "utf8")));
