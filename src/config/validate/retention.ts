import type { Safeguard } from "../environment";
import type { RetentionConfig } from "../system";
import type { Findings } from "./findings";

/** The retentions that CloudWatch Logs offers, in days. */
const steps = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];
const sixYears = 2192;
const oneYear = 365;

/** Logs are kept as long as the law asks, in steps that CloudWatch Logs offers. */
export function checkRetention(retention: RetentionConfig, findings: Findings): void {
  const audit = steps.filter((days) => days >= sixYears); // 164.316(b)(2)(i)
  const application = steps.filter((days) => days >= oneYear); // 164.312(b)
  findings.oneOf(
    "retention.auditLogDays",
    retention.auditLogDays,
    audit,
    "Set 2557 (seven years); HIPAA asks for six.",
  );
  findings.oneOf("retention.applicationLogDays", retention.applicationLogDays, application, "Set 365 (one year).");
}

/** In production nobody deletes a log file of the trail before its time. 164.312(c)(1) */
export function checkTrailLock(field: string, lock: Safeguard, findings: Findings): void {
  findings.require(lock.kept || !findings.inProduction, field, lock, {
    allowed: "{ kept: true } in production",
    fix: "Keep the lock: without it one permission deletes the audit trail.",
  });
  if (!lock.kept) findings.reason(`${field}.reason`, lock.reason);
}
