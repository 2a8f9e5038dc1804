import { Failure } from "../failure";
import type { StateStore } from "../state";
import { estateCommand, inspectState, type CommandContext } from "../terraform";
import { missingFrom } from "./diagnose-state";
import { readVersions } from "./facts";
import type { ReadVersion } from "./findings";

/** What is written beside the state before something works on it: which version of the object to go back to. Holds no value of the state. */
interface BackupNote {
  readonly serial: number;
  readonly lineage: string;
  readonly resources: number;
  readonly versionId: string;
  /** ISO 8601. */
  readonly time: string;
  /** Before what. */
  readonly before: string;
}

/** A state that can be gone back to. */
export interface StateBackup {
  readonly serial: number;
  readonly lineage: string;
  readonly resources: number;
  /** ISO 8601. */
  readonly time: string;
  readonly versionId: string;
  /** What was done next, where a backup was noted on purpose: `deploy`, `terraform apply`, … */
  readonly before?: string;
  /** Whether S3 still holds the version. */
  readonly isKept: boolean;
}

/**
 * Notes which version of the state object is current, so that it can be found and restored later. The bucket keeps the version itself,
 * encrypted with the state's key (docs/decisions/0015). Does nothing while there is no state.
 * @throws Failure when the note cannot be written: nothing is applied without a way back
 */
export async function backUpState({ object }: StateStore, before: string, now = new Date()): Promise<void> {
  const current = await object.read();
  const state = current && inspectState(current.text);
  if (!state) return;
  const { serial, lineage, addresses } = state;
  const time = now.toISOString();
  const note: BackupNote = {
    serial,
    lineage,
    resources: addresses.length,
    versionId: current.versionId,
    time,
    before,
  };
  await object.writeNote(`${String(serial).padStart(8, "0")}-${time}.json`, `${JSON.stringify(note, null, 2)}\n`);
}

/** Every backup that was noted, and the newest versions besides; newest first. */
export async function listBackups(store: StateStore): Promise<readonly StateBackup[]> {
  const [versions, kept, names] = await Promise.all([readVersions(store), store.versions(), store.object.notes()]);
  const keptIds = new Set(kept.map(({ versionId }) => versionId));
  const rows = new Map<string, StateBackup>();
  for (const { versionId, time, state } of versions) {
    if (!state) continue;
    const { serial, lineage, addresses } = state;
    rows.set(versionId, { serial, lineage, resources: addresses.length, time, versionId, isKept: true });
  }
  for (const name of names) {
    const note = JSON.parse(await store.object.readNote(name)) as BackupNote;
    const { versionId, before } = note;
    rows.set(versionId, { ...note, ...rows.get(versionId), before, isKept: keptIds.has(versionId) });
  }
  return [...rows.values()].sort((a, b) => b.time.localeCompare(a.time) || b.serial - a.serial);
}

/** What going back to a backup would do. */
export interface Restoration {
  readonly serial: number;
  readonly versionId: string;
  /** ISO 8601. */
  readonly time: string;
  /** What Terraform manages now, and would not know any more: it stays in AWS. */
  readonly forgotten: readonly string[];
  /** What it would manage again. */
  readonly regained: readonly string[];
  /** Goes through with it. */
  readonly perform: () => Promise<void>;
}

/**
 * Prepares to make the state of `serial` the current one again. It gets the next serial: what Terraform wrote since stays older.
 * @throws Failure when there is no such backup, or the state is locked
 */
export async function restoration(store: StateStore, context: CommandContext, serial: number): Promise<Restoration> {
  await store.requireAccount();
  const versions = await readVersions(store);
  const newest = versions.find(({ state }) => state)?.state;
  const { versionId, time } = await backupOf(store, context, { serial, lineage: newest?.lineage });
  const text = (await store.object.read(versionId))?.text ?? "";
  const wanted = inspectState(text);
  if (!wanted) throw new Failure(`Version ${versionId} of the state object holds no state.`, { fix: choose(context) });
  const next = highestSerial(versions, wanted.lineage) + 1;
  return {
    serial,
    versionId,
    time,
    forgotten: newest ? missingFrom(wanted, newest) : [],
    regained: newest ? missingFrom(newest, wanted) : wanted.addresses,
    perform: () => store.write(withSerial(text, next), versions[0]?.versionId),
  };
}

/** The newest backup with this serial; one of the state's own lineage first. */
async function backupOf(
  store: StateStore,
  context: CommandContext,
  { serial, lineage }: { readonly serial: number; readonly lineage: string | undefined },
): Promise<StateBackup> {
  const backups = (await listBackups(store)).filter(({ isKept }) => isKept);
  const found = backups.filter((backup) => backup.serial === serial);
  const best = found.find((backup) => backup.lineage === lineage) ?? found[0];
  if (best) return best;
  const serials = [...new Set(backups.map((backup) => backup.serial))];
  throw new Failure(`There is no backup with serial ${serial}; there are ${serials.join(", ") || "none"}.`, {
    fix: choose(context),
  });
}

function choose(context: CommandContext): string {
  return `Choose one of: ${estateCommand(context, "recover")} --list`;
}

function highestSerial(versions: readonly ReadVersion[], lineage: string): number {
  return Math.max(...versions.map(({ state }) => (state?.lineage === lineage ? state.serial : 0)), 0);
}

/** The same bytes but for the serial, which stands before everything of a resource: parsing would round large numbers. Pure. */
export function withSerial(text: string, serial: number): string {
  const changed = text.replace(/("serial":\s*)\d+/, `$1${serial}`);
  if (inspectState(changed)?.serial !== serial)
    throw new Failure("The backup is not written as Terraform writes a state.");
  return changed;
}
