import type { Safeguard } from "../../platform/safeguard";
import type { EncryptionKeyProps } from "../security/encryption-key";

/** A replica of the table in another region, under a key of that region. */
export interface TableReplica {
  /** Such as `us-west-2`; not the stack's own. */
  readonly region: string;
  readonly key: Pick<EncryptionKeyProps, "aliasName" | "rotationPeriodDays" | "deletionWindowDays">;
}

export interface DynamoTableProps {
  /** Unique in account and region, 3-255 letters, digits and `.-_`, such as `itrack-items`; begins the alarms' names too. */
  readonly name: string;
  /** Attribute that says in which partition an item is; a string. Keys never change: another one is another table. */
  readonly partitionKey: string;
  /** Attribute that orders the items of a partition; a string. @default none: one item a partition */
  readonly sortKey?: string;
  /** Attribute with the second (Unix time, a number) after which DynamoDB deletes the item. @default items stay */
  readonly ttlAttribute?: string;
  /** CMK of table, stream and backups of DynamoDB's own; its policy admits the use through `dynamodb`, with grants. */
  readonly keyArn: string;
  /** @default the table is in the stack's region only */
  readonly replica?: TableReplica;
  /** Kept: AWS refuses to delete the table and its replica, and Terraform to destroy them. */
  readonly protection: Safeguard;
}
