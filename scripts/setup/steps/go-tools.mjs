import { existsSync } from "node:fs";
import { join } from "node:path";
import { goBuild, goBuildInputs } from "../lib/go-build.mjs";
import { paths } from "../lib/paths.mjs";
import { versions } from "../lib/versions.mjs";

// Built from source, not downloaded: Go's checksum database vouches for every line of it on every platform, whereas the
// published binaries would need a checksum a platform, taken on trust from the host that serves them.

/** The tfsec scanner: about three minutes the first time, side by side with everything else. */
export const tfsec = goTool({
  module: "tfsec",
  groups: ["scan"],
  package: "github.com/aquasecurity/tfsec/cmd/tfsec",
  variables: { "github.com/aquasecurity/tfsec/version.Version": `v${versions.tfsec.exactly}` },
});

/** The linter of GitHub workflows. */
export const actionlint = goTool({
  module: "actionlint",
  groups: ["check"],
  package: "github.com/rhysd/actionlint/cmd/actionlint",
  variables: { "github.com/rhysd/actionlint.version": versions.actionlint.exactly },
});

/** The scanner for secrets. */
export const gitleaks = goTool({
  module: "gitleaks",
  groups: ["scan"],
  package: "github.com/zricethezav/gitleaks/v8",
  variables: { "github.com/zricethezav/gitleaks/v8/version.Version": versions.gitleaks.exactly },
});

function goTool({ groups, ...build }) {
  const output = join(paths.toolsBin, build.module);
  return {
    name: build.module,
    title: build.module,
    groups,
    needs: ["prerequisites"],
    inputs: () => goBuildInputs(build),
    isPresent: () => existsSync(output),
    run: () => goBuild({ ...build, output }),
  };
}
