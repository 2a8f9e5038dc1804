import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./project-root";

/** The code of a Lambda function, ready to be uploaded. */
export interface FunctionPackage {
  /** A zip archive: absolute path. */
  readonly file: string;
  /** SHA-256 of the archive, in the Base64 that Lambda tells it in. */
  readonly sha256: string;
}

/**
 * What `bin/functions.cjs` made of `services/<service>` before synthesis began: the same bytes on every machine.
 *
 * @throws Error when it made nothing, because the service's npm packages are not installed
 */
export function functionPackage(service: string): FunctionPackage {
  return readPackage(join(projectRoot(__dirname), ".estate", "build", "functions", `${service}.zip`), service);
}

/** @throws Error when there is no such file */
export function readPackage(file: string, service: string): FunctionPackage {
  if (!existsSync(file)) {
    throw new Error(
      `The function services/${service} is not packaged: the npm packages that its package-lock.json names are not installed. Fix: make setup`,
    );
  }
  return { file, sha256: createHash("sha256").update(readFileSync(file)).digest("base64") };
}
