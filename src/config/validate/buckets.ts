import type { BucketsConfig } from "../buckets";
import type { Findings } from "./findings";
import { checkRegionalCopy } from "./regional-copy";

/** Days that S3 charges for in Glacier, even when an object leaves sooner. */
const GLACIER_MINIMUM = 90;

/** Files move to Glacier and stay there as long as they are paid for; production copies them to another region. */
export function checkBuckets({ glacierAfterDays, oldVersionDays, copy }: BucketsConfig, findings: Findings): void {
  const range = { min: 1, max: 3650 };
  const sound = findings.wholeNumber("buckets.glacierAfterDays", glacierAfterDays, range, "Set 90, as documented.");
  const least = sound ? glacierAfterDays + GLACIER_MINIMUM : 1;
  findings.wholeNumber(
    "buckets.oldVersionDays",
    oldVersionDays,
    { min: least },
    `Keep old versions ${GLACIER_MINIMUM} days longer than glacierAfterDays: Glacier charges for them anyway.`,
  );
  checkRegionalCopy("buckets.copy", copy, findings);
}
