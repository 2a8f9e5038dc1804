import type { KeysConfig } from "../system";
import type { Findings } from "./findings";

/** Customer-managed keys: within what KMS accepts. 164.312(a)(2)(iv) */
export function checkKeys(keys: KeysConfig, findings: Findings): void {
  const { deletionWindowDays, rotationPeriodDays } = keys;
  findings.wholeNumber("keys.deletionWindowDays", deletionWindowDays, { min: 7, max: 30 }, "Set 30, the longest.");
  findings.wholeNumber("keys.rotationPeriodDays", rotationPeriodDays, { min: 90, max: 2560 }, "Set 365, once a year.");
}
