/** Whether what is stored is copied to another region. */
export type RegionalCopyConfig =
  { readonly copied: true; readonly region: string } | { readonly copied: false; readonly reason: string };

/** The buckets of files. */
export interface BucketsConfig {
  /** Days until an object moves to Glacier, 1-3650; it is charged there for at least 90 days. */
  readonly glacierAfterDays: number;
  /** Days in which an overwritten or deleted object can be restored; at least 90 more than `glacierAfterDays`. */
  readonly oldVersionDays: number;
  readonly copy: RegionalCopyConfig;
}
