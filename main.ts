/** Table of contents: every deployment -> stack -> synthesis. The only reader of the environment in synthesis. */
import { join } from "node:path";
import { App } from "cdktf";
import itrackMoves from "./adoption/moves/itrack.json";
import omniPortalMoves from "./adoption/moves/omni-portal.json";
import omnirapeuticMoves from "./adoption/moves/omnirapeutic.json";
import { ConfigError, UnknownDeploymentError, deployments, findDeployment, requireValid } from "./src/config";
import { projectRoot } from "./src/platform/project-root";
import { withSourceLocations } from "./src/platform/source-locations";
import { withoutStackTraces } from "./src/platform/stack-traces";
import { SynthesisError, synthesize } from "./src/platform/synthesize";
import { SystemStack } from "./src/platform/system-stack";
import { build } from "./src/systems/build";

const { ESTATE_DEPLOYMENTS: only, ESTATE_SOURCE_LOCATIONS: located, ESTATE_DEBUG: debug } = process.env;
const moves = { omnirapeutic: omnirapeuticMoves, "omni-portal": omniPortalMoves, itrack: itrackMoves };

function main(): void {
  const selected = only ? only.split(",").map(findDeployment) : deployments;
  requireValid(selected, deployments);
  const app = new App();
  for (const deployment of selected) {
    const { config: _config, system: project, ...settings } = deployment;
    build(new SystemStack(app, { ...settings, project, moves: moves[project] }), deployment);
  }
  synthesize(app, join(projectRoot(__dirname), "locks", "terraform.lock.hcl"));
}

try {
  if (located) withSourceLocations(projectRoot(__dirname), main);
  else withoutStackTraces(main);
} catch (error) {
  const expected = [ConfigError, UnknownDeploymentError, SynthesisError].some((kind) => error instanceof kind);
  process.stderr.write(`${debug && !expected ? String((error as Error).stack) : (error as Error).message}\n`);
  process.exitCode = 1;
}
