import type { WaivedFinding } from "./waivers/judge";

/** What waivers let through, a line each and one for who answers for it; none when nothing was. */
export function waivedLines(waived: readonly WaivedFinding[] = []): readonly string[] {
  return waived.flatMap(({ message, rule, waiver: { reason, owner, expires } }) => [
    `WAIVED ${message} [${rule}]`,
    `  ${owner}, until ${expires}: ${reason}`,
  ]);
}
