import { join } from "node:path";
import { goBuild, goBuildInputs } from "../lib/go-build.mjs";
import { paths } from "../lib/paths.mjs";
import { attempt, findProgram, identityOf } from "../lib/programs.mjs";
import { isAtLeast, versionIn, versions } from "../lib/versions.mjs";

const build = {
  module: "terraform",
  package: "github.com/hashicorp/terraform",
  variables: { "github.com/hashicorp/terraform/version.dev": "no" },
};

/** A Terraform that is new enough: the machine's own, else one built for this project alone. */
export const terraform = {
  name: "terraform",
  title: "Terraform",
  groups: ["core"],
  needs: ["prerequisites"],
  inputs: () => [versions.terraform, identityOf(findProgram("terraform")), goBuildInputs(build)],
  isPresent: () => findProgram("terraform") !== undefined,
  run: async () => {
    const found = await terraformVersion();
    const { atLeast, built } = versions.terraform;
    if (found && isAtLeast(found, atLeast)) return `${found}, ${findProgram("terraform")}`;
    await goBuild({ ...build, output: join(paths.toolsBin, "terraform") });
    return `${built} built for this project; the machine has ${found ?? "none"}`;
  },
};

async function terraformVersion() {
  // No person's CLI configuration: one that is broken or missing would add its warning to the answer.
  const { code, output } = await attempt("terraform", ["version"], {
    env: { TF_CLI_CONFIG_FILE: "", CHECKPOINT_DISABLE: "1" },
  });
  return code === 0 ? versionIn(output) : undefined;
}
