import type { Severity } from "./finding";
export function severityOf(_rule: string): Severity {
  return "MEDIUM";
}
