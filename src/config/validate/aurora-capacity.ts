import type { DatabaseConfig } from "../database";
import type { Findings } from "./findings";

/** Aurora PostgreSQL 15 from 15.3, the documented version; the minor version is what capacity depends on. */
function minorVersion(engineVersion: string): number | undefined {
  const minor = /^15\.([1-9]\d?)$/.exec(engineVersion)?.[1];
  return minor !== undefined && Number(minor) >= 3 ? Number(minor) : undefined;
}

/** The version is one that the project is written for. */
export function checkEngineVersion({ engineVersion }: DatabaseConfig, findings: Findings): void {
  findings.require(minorVersion(engineVersion) !== undefined, "database.engineVersion", engineVersion, {
    allowed: "Aurora PostgreSQL 15.3 or a newer 15.x",
    fix: "Set 15.10; another major version needs its own parameter group family and an upgrade plan.",
  });
}

/**
 * Capacity that AWS accepts and that can scale.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html
 */
export function checkCapacity({ capacity, engineVersion }: DatabaseConfig, findings: Findings): void {
  const minor = minorVersion(engineVersion) ?? Infinity;
  const least = minor >= 7 ? 0 : 0.5; // 0 (automatic pause) came with 15.7
  const most = minor >= 5 ? 256 : 128; // 256 came with 15.5
  const { minAcu, maxAcu } = capacity;
  checkAcu("database.capacity.minAcu", minAcu, { least, most }, findings);
  checkAcu("database.capacity.maxAcu", maxAcu, { least: 1, most }, findings);
  findings.require(minAcu < maxAcu, "database.capacity", capacity, {
    allowed: "minAcu below maxAcu, so that the cluster scales",
    fix: "Lower minAcu or raise maxAcu.",
  });
}

function checkAcu(
  field: string,
  acu: number,
  { least, most }: { least: number; most: number },
  findings: Findings,
): void {
  findings.require(Number.isInteger(acu * 2) && acu >= least && acu <= most, field, acu, {
    allowed: `${least} to ${most} ACU in steps of 0.5`,
    fix: "Round to half an ACU (about 1 GiB of memory) within the range.",
  });
}
