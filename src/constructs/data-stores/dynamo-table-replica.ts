import { DynamodbTableReplicaA } from "@cdktf/provider-aws/lib/dynamodb-table-replica";
import { Construct } from "constructs";
import { lifecycleOf, type Safeguard } from "../../platform/safeguard";
import { SystemStack } from "../../platform/system-stack";
import { classify } from "../../platform/tags";
import { EncryptionKey } from "../security/encryption-key";
import { through } from "../security/key-policy";
import type { TableReplica } from "./dynamo-table-props";

export interface DynamoTableReplicaProps extends TableReplica {
  /** Of the table, and so of the replica. */
  readonly name: string;
  /** ARN of the table that is replicated; it must have a stream of new and old images. */
  readonly table: string;
  readonly protection: Safeguard;
}

/**
 * The table once more, in another region: it takes what is written to the first within seconds, and writes of its own.
 * What keys, capacity and TTL are it has from the table; key, recovery, protection and tags are its own.
 * 164.308(a)(7)(ii)(C) @stateful
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_reqs_bestpractices.html
 */
export class DynamoTableReplica extends Construct {
  readonly replicaArn: string;

  constructor(scope: Construct, id: string, { name, table, region, key, protection }: DynamoTableReplicaProps) {
    super(scope, id);
    const { keyArn } = new EncryptionKey(this, "key", {
      ...key,
      region,
      description: `Replica of the table ${name}`,
      uses: [through("dynamodb")],
      protection,
    });
    const replica = new DynamodbTableReplicaA(this, "Resource", {
      provider: SystemStack.of(this).providerIn(region),
      globalTableArn: table,
      kmsKeyArn: keyArn, // 164.312(a)(2)(iv)
      pointInTimeRecovery: true, // 164.308(a)(7)(ii)(A)
      deletionProtectionEnabled: protection.kept, // 164.312(c)(1)
      lifecycle: lifecycleOf(protection),
    });
    classify(replica, "phi");
    this.replicaArn = replica.arn;
  }
}
