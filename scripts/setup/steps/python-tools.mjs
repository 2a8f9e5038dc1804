import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../lib/paths.mjs";
import { run } from "../lib/programs.mjs";
import { findPython } from "../lib/python.mjs";

/** The emulator that the sandbox runs, and pytest for the sandbox's own tests. */
export const emulator = pythonTool("moto", "AWS emulator", ["core"]);

/** The Checkov scanner. */
export const checkov = pythonTool("checkov", "Checkov", ["scan"]);

/** The linter of services/api's Dockerfile: the one that shellcheck and Docker's own advice come with, as a wheel for each platform. */
export const hadolint = pythonTool("hadolint", "hadolint", ["check"]);

/** The security auditor of GitHub workflows: one program, as a wheel for each platform. */
export const zizmor = pythonTool("zizmor", "zizmor", ["scan"]);

/** A virtual environment of its own, every package pinned with its checksums in `tools/python/<name>.txt`. */
function pythonTool(name, title, groups) {
  const requirements = join(paths.pythonRequirements, `${name}.txt`);
  const folder = join(paths.tools, name);
  const python = join(folder, "bin", "python");
  return {
    name,
    title,
    groups,
    needs: ["prerequisites"],
    inputs: () => [readFileSync(requirements, "utf8")],
    isPresent: () => existsSync(python),
    run: async () => {
      rmSync(folder, { recursive: true, force: true });
      await run(await findPython(), ["-m", "venv", folder]);
      // --no-compile: Python compiles what is really imported on first use, a fraction of what is installed.
      const quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-compile"];
      await run(python, ["-m", "pip", "install", ...quiet, "--require-hashes", "--requirement", requirements], {
        fix: "check the network and pip's configuration (`pip config list`), then run `make setup` again",
      });
    },
  };
}
