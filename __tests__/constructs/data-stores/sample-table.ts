import { DynamoTable } from "../../../src/constructs/data-stores/dynamo-table";
import type { DynamoTableProps, TableReplica } from "../../../src/constructs/data-stores/dynamo-table-props";
import type { SystemStack } from "../../../src/platform/system-stack";
import { synthesize, type Synthesized } from "../../support/synthesize";

export const sample: DynamoTableProps = {
  name: "sample-items",
  partitionKey: "owner",
  sortKey: "id",
  ttlAttribute: "expiresAt",
  keyArn: "arn:aws:kms:us-east-1:123456789012:key/tables",
  protection: { kept: true },
};

export const replica: TableReplica = {
  region: "us-west-2",
  key: { aliasName: "alias/sample-items-replica", rotationPeriodDays: 365, deletionWindowDays: 30 },
};

/**
 * The sample table.
 *
 * @param use adds to the stack what the table shall work with
 */
export function synthesizeTable(
  props: Partial<DynamoTableProps> = {},
  use: (table: DynamoTable, stack: SystemStack) => void = () => {},
): Synthesized {
  return synthesize((stack) => use(new DynamoTable(stack, "items", { ...sample, ...props }), stack));
}
