import type { RegionalCopyConfig } from "./buckets";

/** Whether nobody, or only whoever has the IAM permission, can shorten the life of recovery points. */
export type VaultLockConfig =
  /** For good, from `changeableForDays` (3-36500) on. */
  | { readonly mode: "compliance"; readonly changeableForDays: number }
  | { readonly mode: "governance"; readonly reason: string }
  | { readonly mode: "none"; readonly reason: string };

/** Recovery points apart from the cluster, by AWS Backup. */
export interface BackupsConfig {
  /** Days: daily ones 35 and more, weekly ones longer than daily ones. */
  readonly retentionDays: { readonly daily: number; readonly weekly: number };
  /**
   * Days until weekly recovery points of tables move to cold storage, where they cost a fraction and stay for at least 90
   * days; AWS keeps those of databases and buckets warm. @default never
   */
  readonly weeklyColdAfterDays?: number;
  readonly lock: VaultLockConfig;
  /** Whether every recovery point is copied to another region. */
  readonly copy: RegionalCopyConfig;
  /** Whether AWS Backup restores the newest recovery point for a test, on the first Sunday of every month. */
  readonly restoreTests: { readonly tested: true } | { readonly tested: false; readonly reason: string };
}

/** Whether the password of the application's database user changes by itself, every 1-90 days. */
export type RotationConfig =
  { readonly automatic: true; readonly everyDays: number } | { readonly automatic: false; readonly reason: string };

/** How data comes back, and how secrets change. */
export interface RecoveryConfig {
  readonly backups: BackupsConfig;
  readonly rotation: RotationConfig;
}
