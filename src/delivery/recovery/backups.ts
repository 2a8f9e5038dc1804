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
 * encrypted with the state's key (docs/decisions/0013). Does nothing while there is no state.
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
  for (const { versionId, time, state } of versions)
    if (state)
      rows.set(versionId, { serial: state.serial, resources: state.addresses.length, time, versionId, isKept: true });
  for (const name of names) {
    const { serial, resources, versionId, time, before } = JSON.parse(await store.object.readNote(name)) as BackupNote;
    rows.set(versionId, {
      serial,
      resources,
      time,
      ...rows.get(versionId),
      versionId,
      before,
      isKept: keptIds.has(versionId),
    });
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
  const { versionId, time } = await backupOf(store, context, serial);
  const versions = await readVersions(store);
  const text = (await store.object.read(versionId))?.text ?? "";
  const wanted = inspectState(text);
  if (!wanted) throw new Failure(`Version ${versionId} of the state object holds no state.`, { fix: choose(context) });
  const current = versions[0]?.state;
  return {
    serial,
    versionId,
    time,
    forgotten: current ? missingFrom(wanted, current) : [],
    regained: current ? missingFrom(current, wanted) : wanted.addresses,
    perform: () => store.write(withSerial(text, highestSerial(versions) + 1), versions[0]?.versionId),
  };
}

async function backupOf(store: StateStore, context: CommandContext, serial: number): Promise<StateBackup> {
  const backups = await listBackups(store);
  const found = backups.find((backup) => backup.serial === serial && backup.isKept);
  if (found) return found;
  const serials = [...new Set(backups.filter(({ isKept }) => isKept).map((backup) => backup.serial))];
  throw new Failure(`There is no backup with serial ${serial}; there are ${serials.join(", ") || "none"}.`, {
    fix: choose(context),
  });
}

function choose(context: CommandContext): string {
  return `Choose one of: ${estateCommand(context, "recover")} --list`;
}

function highestSerial(versions: readonly ReadVersion[]): number {
  return Math.max(...versions.map(({ state }) => state?.serial ?? 0), 0);
}

/** The same bytes but for the serial, which stands before everything of a resource: parsing would round large numbers. Pure. */
export function withSerial(text: string, serial: number): string {
  const changed = text.replace(/("serial":\s*)\d+/, `$1${serial}`);
  if (inspectState(changed)?.serial !== serial)
    throw new Failure("The backup is not written as Terraform writes a state.");
  return changed;
}
