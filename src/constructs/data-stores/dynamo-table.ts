import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";
import type { PolicyStatement } from "../../platform/policy-document";
import { lifecycleOf } from "../../platform/safeguard";
import { SystemStack } from "../../platform/system-stack";
import { classify } from "../../platform/tags";
import type { AlarmTopic } from "../observability/alarm-topic";
import type { ProtectedTable } from "../recovery/protected-resource";
import { DynamoTableAlarms } from "./dynamo-table-alarms";
import type { DynamoTableProps } from "./dynamo-table-props";
import { DynamoTableReplica } from "./dynamo-table-replica";
import { requireValidTable } from "./dynamo-table-validation";

/** What an application does with items. Whole tables are read by nobody: `Scan` is not among it. */
const OPERATIONS = ["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query"] as const;
/** The longest that DynamoDB offers. 164.308(a)(7)(ii)(A) */
const RECOVERY_DAYS = 35;

/**
 * A DynamoDB table that is paid by the request: encrypted with its own key, recoverable to any second of the last 35 days,
 * by wish with a replica in another region, which takes reads and writes when this one is lost. @stateful
 */
export class DynamoTable extends Construct {
  readonly tableName: string;
  readonly tableArn: string;
  /** Undefined where the table is in one region only. */
  readonly replicaArn?: string;
  private readonly props: DynamoTableProps;

  /** @throws Error with the first property that DynamoDB would refuse, or a replica in the stack's own region */
  constructor(scope: Construct, id: string, props: DynamoTableProps) {
    super(scope, id);
    requireValidTable(this, props);
    this.props = props;
    const table = this.createTable(props);
    this.tableName = table.name;
    this.tableArn = table.arn;
    if (props.replica) {
      const { name, protection } = props;
      const replica = new DynamoTableReplica(this, "replica", { ...props.replica, name, table: table.arn, protection });
      this.replicaArn = replica.replicaArn;
    }
  }

  /** What AWS Backup protects, and the key under which it restores it for a test. */
  get protectedResource(): ProtectedTable {
    return { type: "DynamoDB", arn: this.tableArn, keyArn: this.props.keyArn };
  }

  /**
   * Lets a role read and write items of this table by their keys. DynamoDB decrypts with the rights of whoever asks, so
   * that the key belongs to it. Statement ids: one table a policy. 164.312(a)(1)
   *
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
   */
  permitItems(): readonly PolicyStatement[] {
    const { account, region } = SystemStack.of(this).settings;
    return [
      {
        sid: "ReadAndWriteItems",
        actions: [...OPERATIONS, "DescribeTable"].map((operation) => `dynamodb:${operation}`),
        resources: [this.tableArn],
      },
      {
        sid: "DecryptItems",
        actions: ["kms:Decrypt"],
        resources: [this.props.keyArn],
        conditions: {
          StringEquals: {
            "kms:ViaService": `dynamodb.${region}.amazonaws.com`,
            "kms:EncryptionContext:aws:dynamodb:tableName": this.props.name,
            "kms:EncryptionContext:aws:dynamodb:subscriberId": account,
          },
        },
      },
    ];
  }

  /** Tells the topic of requests that are throttled or fail in DynamoDB, and of a replica that falls behind. 164.308(a)(6)(ii) */
  watch(topic: AlarmTopic): void {
    const { name, replica } = this.props;
    new DynamoTableAlarms(this, "alarms", {
      topic,
      prefix: name,
      tableName: this.tableName,
      operations: OPERATIONS,
      ...(replica && { replicaRegion: replica.region }),
    });
  }

  private createTable(props: DynamoTableProps): DynamodbTable {
    const { name, partitionKey, sortKey, ttlAttribute, keyArn, replica, protection } = props;
    const keys = [partitionKey, ...(sortKey === undefined ? [] : [sortKey])];
    const table = new DynamodbTable(this, "Resource", {
      name,
      billingMode: "PAY_PER_REQUEST",
      hashKey: partitionKey,
      rangeKey: sortKey,
      attribute: keys.map((key) => ({ name: key, type: "S" })),
      serverSideEncryption: { enabled: true, kmsKeyArn: keyArn }, // 164.312(a)(2)(iv)
      pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: RECOVERY_DAYS }, // 164.308(a)(7)(ii)(A)
      ...(ttlAttribute !== undefined && { ttl: { attributeName: ttlAttribute, enabled: true } }),
      // Replication reads the stream; AWS would switch it on by itself, and Terraform off again.
      ...(replica && { streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES" }),
      deletionProtectionEnabled: protection.kept, // 164.312(c)(1)
      // A replica is a resource of its own, which can be protected; both ways at once undo each other, also while one goes.
      lifecycle: { ...lifecycleOf(protection), ignoreChanges: ["replica"] },
    });
    classify(table, "phi");
    return table;
  }
}
