import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TerraformEvent } from "../terraform";

/** One event of an apply, as written down. */
export interface JournalEntry {
  readonly kind: "started" | "finished" | "failed";
  readonly address: string;
  readonly action: string;
  /** The resource's id, once it is made. */
  readonly id?: string;
}

/**
 * What an apply has done so far. Terraform saves its state only every 20 seconds: an apply that is killed forgets what it made
 * since, and this file is then the only record of it. Holds addresses and ids, no other values.
 */
export class ApplyJournal {
  private readonly file: string;

  /** @param folder of the deployment's saved plan */
  constructor(folder: string) {
    this.file = join(folder, "apply.jsonl");
  }

  note(event: TerraformEvent): void {
    if (event.kind !== "started" && event.kind !== "finished" && event.kind !== "failed") return;
    const { kind, address, action, id } = event;
    mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
    appendFileSync(this.file, `${JSON.stringify({ kind, address, action, id } satisfies JournalEntry)}\n`, {
      mode: 0o600,
    });
  }

  /** Entries since the last apply that succeeded; empty when the last one did. */
  entries(): readonly JournalEntry[] {
    if (!existsSync(this.file)) return [];
    const lines = readFileSync(this.file, "utf8").split("\n");
    // Without its newline, the last line was cut off by the kill.
    return lines.slice(0, -1).map((line) => JSON.parse(line) as JournalEntry);
  }

  /** The apply succeeded: the state knows everything. */
  close(): void {
    rmSync(this.file, { force: true });
  }
}
