import type { RegionalCopyConfig } from "../buckets";
import type { Findings } from "./findings";

/** Production keeps a copy in another region. 164.308(a)(7)(i) */
export function checkRegionalCopy(field: string, copy: RegionalCopyConfig, findings: Findings): void {
  findings.require(copy.copied || !findings.inProduction, field, copy, {
    allowed: "{ copied: true, region } in production",
    fix: 'Copy to { copied: true, region: "us-west-2" }: a lost region must not take the backups along.',
  });
  if (!copy.copied) findings.reason(`${field}.reason`, copy.reason);
  else {
    const { region } = findings.deployment;
    const elsewhere = /^[a-z]{2}(-[a-z]+)+-\d$/.test(copy.region) && copy.region !== region;
    findings.require(elsewhere, `${field}.region`, copy.region, {
      allowed: `an AWS region other than ${region}`,
      fix: "Set us-west-2.",
    });
  }
}
