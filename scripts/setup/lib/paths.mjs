import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of this checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");

const underRoot = (...parts) => join(root, ...parts);

/** Everything that setup makes lies in `.estate/`, ignored by git: removing that folder undoes setup. */
export const paths = {
  api: underRoot("services", "api"),
  itrackHandler: underRoot("services", "itrack-handler"),
  versions: underRoot("tools", "versions.json"),
  goModules: underRoot("tools", "go"),
  pythonRequirements: underRoot("tools", "python"),
  publishedLock: underRoot("locks", "terraform.lock.hcl"),
  estate: underRoot(".estate"),
  stamps: underRoot(".estate", "stamps"),
  tools: underRoot(".estate", "tools"),
  toolsBin: underRoot(".estate", "tools", "bin"),
  builtProviders: underRoot(".estate", "tools", "providers"),
  terraformConfig: underRoot(".estate", "terraform.rc"),
  pluginCache: underRoot(".estate", "plugin-cache"),
  sandboxLock: underRoot(".estate", "locks", "sandbox.terraform.lock.hcl"),
};
