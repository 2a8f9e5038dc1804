import { findDeployment } from "../../src/config";
import { build } from "../../src/systems/build";
import { synthesize, type Synthesized } from "./synthesize";

const built = new Map<string, Synthesized>();

/** A deployment as it is synthesized from its committed configuration, made once a test file. */
export function synthesizedDeployment(name: string): Synthesized {
  const made = built.get(name) ?? synthesizeNow(name);
  built.set(name, made);
  return made;
}

function synthesizeNow(name: string): Synthesized {
  const deployment = findDeployment(name);
  const { config: _config, system: project, ...settings } = deployment;
  return synthesize((stack) => build(stack, deployment), { ...settings, project, moves: [] });
}
