import { diagnose, type Diagnosis } from "./diagnose";
import { gatherFacts } from "./facts";
import { readManifest } from "./manifest";

export { isSick, type Diagnosis } from "./diagnose";
export { renderDiagnoses } from "./render";

/** Examines this machine: everything the project needs, fine or not, with the command that puts it right. */
export async function examine(): Promise<Diagnosis[]> {
  const manifest = readManifest();
  return diagnose(await gatherFacts(manifest), manifest);
}
