/** What people may say of an item. */
export interface ItemContent {
  /** 1-200 characters. */
  readonly title: string;
  /** Up to 4000 characters. */
  readonly details?: string;
  readonly status: (typeof STATUSES)[number];
  /** Seconds since 1970, from which the item is gone. @default it stays */
  readonly expiresAt?: number;
}

export const STATUSES = ["open", "done"] as const;

/** An item as it is stored and answered; the owner is the table's partition key. */
export interface Item extends ItemContent {
  readonly owner: string;
  /** ULID; the table's sort key. */
  readonly id: string;
  /** 1, and one more with every change. */
  readonly version: number;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
}
