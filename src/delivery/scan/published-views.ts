import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LocatedAcknowledgement } from "../../platform/acknowledge";
import { controlOf, rulesOf } from "../../platform/controls";
import type { Schemas } from "../hcl";
import type { Exception } from "./acknowledgements";
import type { Scanner } from "./finding";
import type { ScanInput } from "./input";
import { renderView } from "./view";

/**
 * Writes `<folder>/<scanner>/<deployment>/main.tf`: what the scanners were given, with every acknowledgement in force as
 * the scanner's own skip comment, so that a person who runs it by hand sees the same. Our own scan reads no such comment:
 * Checkov skips without looking, and an acknowledgement that silences nothing would stay for ever.
 */
export function publishViews(
  folder: string,
  inputs: readonly ScanInput[],
  exceptions: readonly Exception[],
  schemas: Schemas,
): void {
  for (const scanner of ["checkov", "tfsec"] as const) {
    for (const { name, document } of inputs) {
      const own = exceptions.filter(({ deployment }) => deployment === name);
      const skips = (address: string): ReturnType<typeof skipsOf> => skipsOf(scanner, address, own);
      mkdirSync(join(folder, scanner, name), { recursive: true });
      writeFileSync(join(folder, scanner, name, "main.tf"), renderView(scanner, name, document, schemas, skips).text);
    }
  }
}

/** Only on the blocks that a finding is about, so that a new fault beside them is seen. */
function skipsOf(scanner: Scanner, address: string, exceptions: readonly Exception[]) {
  return exceptions
    .filter(({ silenced }) => silenced.some((finding) => finding.addresses.includes(address)))
    .flatMap(({ acknowledgement }) => rulesIn(scanner, acknowledgement));
}

function rulesIn(scanner: Scanner, { rule, reason }: LocatedAcknowledgement) {
  return rulesOf(controlOf(rule), scanner).map((id) => ({ rule: id, reason }));
}
