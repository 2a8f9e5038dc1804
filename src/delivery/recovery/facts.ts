import { existsSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { paths } from "../paths";
import { md5, type StateStore } from "../state";
import { resourcesOf } from "../synth";
import { inspectState } from "../terraform";
import type { Workspace } from "../workspace";
import type { ReadVersion, RecoveryFacts } from "./findings";
import { ApplyJournal } from "./journal";
import { terraformProcesses } from "./owner";

/** So many of the newest versions are read: each is downloaded, and an apply writes several. */
const EXAMINED_VERSIONS = 25;

/** Looks at what an accident may have left behind: state, lock table, this machine. Changes nothing, and runs no Terraform on the state. */
export async function gatherFacts(workspace: Workspace): Promise<RecoveryFacts> {
  const { state, terraform, stack, deployment, target } = workspace;
  await state.requireAccount();
  const now = new Date();
  const [lock, versions, digest, processes, terraformVersion] = await Promise.all([
    state.lock(),
    readVersions(state),
    state.digest(),
    terraformProcesses(now),
    terraform.version(),
  ]);
  return {
    now,
    context: { ...terraform.context, backend: deployment.backend },
    machine: hostname(),
    lock,
    processes,
    versions,
    digest,
    errored: erroredState(stack.folder),
    journal: new ApplyJournal(paths.plan(target.kind, deployment.name)).entries(),
    resources: new Map(resourcesOf(stack).map(({ address, body }) => [address, body])),
    terraformVersion,
  };
}

/** The newest versions of the state object and what they hold, newest first. */
export async function readVersions(store: StateStore): Promise<readonly ReadVersion[]> {
  const newest = (await store.versions()).slice(0, EXAMINED_VERSIONS);
  return Promise.all(
    newest.map(async (version) => {
      const text = version.isDeletion ? "" : ((await store.object.read(version.versionId))?.text ?? "");
      return { ...version, md5: md5(text), state: inspectState(text) };
    }),
  );
}

function erroredState(folder: string): RecoveryFacts["errored"] {
  const file = join(folder, "errored.tfstate");
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8");
  return { md5: md5(text), state: inspectState(text) };
}
