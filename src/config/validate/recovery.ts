import type { BackupsConfig, RecoveryConfig, RotationConfig, VaultLockConfig } from "../recovery";
import type { Findings } from "./findings";
import { checkRegionalCopy } from "./regional-copy";

/** Backups that last and leave the region, restores that are tested, a password that changes. 164.308(a)(7) */
export function checkRecovery({ backups, rotation }: RecoveryConfig, findings: Findings): void {
  checkBackups(backups, findings);
  checkRotation(rotation, findings);
}

/** Backups that last and leave the region, and restores that are tested. */
export function checkBackups(backups: BackupsConfig, findings: Findings): void {
  checkRetention(backups, findings);
  checkColdStorage(backups, findings);
  checkLock(backups.lock, findings);
  checkRegionalCopy("recovery.backups.copy", backups.copy, findings);
  checkRestoreTests(backups, findings);
}

function checkRetention({ retentionDays: { daily, weekly } }: BackupsConfig, findings: Findings): void {
  const field = "recovery.backups.retentionDays";
  findings.wholeNumber(`${field}.daily`, daily, { min: 35, max: 36500 }, "Set 35, as the HIPAA rules ask.");
  // 164.316(b)(2)(i): production keeps a year of weekly ones
  const least = Math.max(daily + 1, findings.inProduction ? 365 : 0);
  findings.wholeNumber(
    `${field}.weekly`,
    weekly,
    { min: least, max: 36500 },
    "Keep weekly ones longer: 365 in production.",
  );
}

function checkColdStorage(
  { retentionDays: { weekly }, weeklyColdAfterDays: cold }: BackupsConfig,
  findings: Findings,
): void {
  if (cold === undefined) return;
  const fix = `AWS keeps nothing in cold storage for less than 90 days: keep weekly ones ${cold + 90} days or more, or leave it out.`;
  findings.wholeNumber("recovery.backups.weeklyColdAfterDays", cold, { min: 1, max: weekly - 90 }, fix);
}

function checkLock(lock: VaultLockConfig, findings: Findings): void {
  const field = "recovery.backups.lock";
  findings.require(lock.mode !== "none" || !findings.inProduction, field, lock, {
    allowed: "governance or compliance in production",
    fix: "Lock the vault: without it one permission deletes every backup.",
  });
  if (lock.mode !== "compliance") findings.reason(`${field}.reason`, lock.reason);
  else {
    const fix = "Set 14 or more: after these days nobody can take the lock off, AWS included.";
    findings.wholeNumber(`${field}.changeableForDays`, lock.changeableForDays, { min: 3, max: 36500 }, fix);
  }
}

function checkRestoreTests({ restoreTests }: BackupsConfig, findings: Findings): void {
  const field = "recovery.backups.restoreTests";
  findings.require(restoreTests.tested || !findings.inProduction, field, restoreTests, {
    allowed: "{ tested: true } in production",
    fix: "Test restores: a backup that was never restored is a hope.",
  });
  if (!restoreTests.tested) findings.reason(`${field}.reason`, restoreTests.reason);
}

function checkRotation(rotation: RotationConfig, findings: Findings): void {
  const field = "recovery.rotation";
  if (rotation.automatic) {
    findings.wholeNumber(`${field}.everyDays`, rotation.everyDays, { min: 1, max: 90 }, "Set 30.");
  } else findings.reason(`${field}.reason`, rotation.reason);
}
