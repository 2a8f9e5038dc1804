import type { DynamoTableProps } from "../../../src/constructs/data-stores/dynamo-table-props";
import { acknowledgementsIn } from "../../../src/platform/acknowledge";
import { policyDocument } from "../../../src/platform/policy-document";
import { statementsOf } from "../../support/synthesize";
import { replica, sample, synthesizeTable } from "./sample-table";

const TABLE = "aws_dynamodb_table";
const REPLICA = "aws_dynamodb_table_replica";
const stack = synthesizeTable();
const table = stack.only(TABLE);

describe("DynamoTable", () => {
  it("has its keys as strings, and no other attribute", () => {
    expect(table).toMatchObject({ name: "sample-items", hash_key: "owner", range_key: "id" });
    expect(table.attribute).toEqual([
      { name: "owner", type: "S" },
      { name: "id", type: "S" },
    ]);
  });

  it("needs no sort key", () => {
    const simple = synthesizeTable({ sortKey: undefined }).only(TABLE);
    expect(simple).not.toHaveProperty("range_key");
    expect(simple.attribute).toEqual([{ name: "owner", type: "S" }]);
  });

  it("is paid by the request, without any capacity [003-scaling-dynamodb]", () => {
    expect(table.billing_mode).toBe("PAY_PER_REQUEST");
    for (const capacity of ["read_capacity", "write_capacity"]) expect(table).not.toHaveProperty(capacity);
  });

  it("is recoverable to any second of 35 days [003-dynamodb-pitr]", () => {
    expect(table.point_in_time_recovery).toEqual({ enabled: true, recovery_period_in_days: 35 });
  });

  it("is encrypted with the given key", () => {
    expect(table.server_side_encryption).toEqual({ enabled: true, kms_key_arn: sample.keyArn });
  });

  it("deletes items at the time that they name, if it is told where", () => {
    expect(table.ttl).toEqual({ attribute_name: "expiresAt", enabled: true });
    expect(synthesizeTable({ ttlAttribute: undefined }).only(TABLE)).not.toHaveProperty("ttl");
  });

  it("declares that it holds health data", () => {
    expect(table.tags.DataClassification).toBe("phi");
  });

  it("is protected from AWS's and from Terraform's hand while its protection is kept", () => {
    expect(table).toMatchObject({ deletion_protection_enabled: true, lifecycle: { prevent_destroy: true } });
    const torn = synthesizeTable({ protection: { kept: false, reason: "A sample that goes away." } }).only(TABLE);
    expect(torn.deletion_protection_enabled).toBe(false);
    expect(torn.lifecycle?.prevent_destroy).toBeUndefined();
  });

  it("asks the scanners for nothing", () => {
    synthesizeTable({ replica }, (items) => expect(acknowledgementsIn(items)).toEqual([]));
  });

  it("stays in its region, without a stream, unless a replica is asked for", () => {
    stack.none(REPLICA);
    stack.none("aws_kms_key");
    for (const argument of ["replica", "stream_enabled"]) expect(table).not.toHaveProperty(argument);
    synthesizeTable({}, ({ replicaArn }) => expect(replicaArn).toBeUndefined());
  });

  it("keeps its invariants whatever a caller passes", () => {
    const smuggled = synthesizeTable({
      billingMode: "PROVISIONED",
      serverSideEncryption: { enabled: false },
      pointInTimeRecovery: { enabled: false },
      deletionProtectionEnabled: false,
    } as Partial<DynamoTableProps>);
    expect(smuggled.json.resource).toEqual(stack.json.resource);
  });

  it.each([
    [{ name: "it" }, 'name is "it"; allowed are 3-255 letters'],
    [{ name: "itrack items" }, "Write it like itrack-items"],
    [{ partitionKey: "" }, 'partitionKey is ""; allowed are 1-255 characters'],
    [{ sortKey: "x".repeat(256) }, "sortKey is"],
    [{ sortKey: "owner" }, 'sortKey is "owner", which is taken'],
    [{ ttlAttribute: "id" }, 'ttlAttribute is "id", which is taken'],
    [
      { replica: { ...replica, region: "us-east-1" } },
      'replica.region is "us-east-1", the stack\'s own; allowed are other regions',
    ],
  ])("refuses %j", (props, message) => {
    expect(() => synthesizeTable(props)).toThrow(message);
  });
});

describe("the replica of a DynamoTable", () => {
  const replicated = synthesizeTable({ replica });
  const copy = replicated.at(`${REPLICA}.items_replica`);

  it("stands in the other region, under a key of that region [003-backup-dynamodb-replication]", () => {
    expect(copy).toMatchObject({
      provider: "aws.us_west_2",
      global_table_arn: "${aws_dynamodb_table.items.arn}",
      kms_key_arn: "${aws_kms_key.items_replica_key.arn}",
    });
    const key = replicated.only("aws_kms_key");
    expect(key).toMatchObject({ provider: "aws.us_west_2", enable_key_rotation: true, deletion_window_in_days: 30 });
    expect(replicated.only("aws_kms_alias").name).toBe("alias/sample-items-replica");
    const uses = statementsOf(key.policy).filter(({ Sid }) => Sid !== "AccountAdministersKey");
    expect(uses.map(({ Sid }) => Sid)).toEqual(["UsedThroughDynamoDb", "GrantedThroughDynamoDb"]);
    for (const { Condition } of uses) {
      expect(Condition.StringEquals).toEqual({ "kms:ViaService": "dynamodb.us-west-2.amazonaws.com" });
    }
  });

  it("is recoverable, protected and classified by itself: none of it comes with the items [003-backup-dynamodb-replication]", () => {
    expect(copy).toMatchObject({
      point_in_time_recovery: true,
      deletion_protection_enabled: true,
      tags: { DataClassification: "phi" },
      lifecycle: { prevent_destroy: true },
    });
    const torn = synthesizeTable({ replica, protection: { kept: false, reason: "A sample that goes away." } });
    expect(torn.only(REPLICA).deletion_protection_enabled).toBe(false);
    for (const type of [REPLICA, "aws_kms_key"]) expect(torn.only(type).lifecycle).toBeUndefined();
  });

  it("is fed by the table's stream", () => {
    expect(replicated.only(TABLE)).toMatchObject({ stream_enabled: true, stream_view_type: "NEW_AND_OLD_IMAGES" });
  });

  it("is left to itself by the table, also before it comes and after it has gone", () => {
    for (const { lifecycle } of [replicated.only(TABLE), table]) expect(lifecycle.ignore_changes).toEqual(["replica"]);
  });

  it("is told by its ARN, and so is the table", () => {
    const told = synthesizeTable({ replica }, ({ tableName, tableArn, replicaArn }, own) =>
      own.output("told", [tableName, tableArn, replicaArn], { description: "A sample" }),
    );
    expect(told.output("told").value).toEqual([
      "${aws_dynamodb_table.items.name}",
      "${aws_dynamodb_table.items.arn}",
      "${aws_dynamodb_table_replica.items_replica.arn}",
    ]);
  });
});

describe("what a DynamoTable permits", () => {
  const granted = synthesizeTable({}, (items, own) =>
    own.output("policy", policyDocument(items.permitItems()), { description: "A sample" }),
  );
  const [items, key, ...others] = statementsOf(granted.output("policy").value);

  it("is reading and writing items of this table by their keys, and describing it; nobody scans it", () => {
    expect(items).toEqual({
      Sid: "ReadAndWriteItems",
      Effect: "Allow",
      Action: ["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "DescribeTable"].map(
        (operation) => `dynamodb:${operation}`,
      ),
      Resource: "${aws_dynamodb_table.items.arn}",
    });
  });

  it("is decrypting with its key, through DynamoDB and for this table alone", () => {
    expect(key).toEqual({
      Sid: "DecryptItems",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: sample.keyArn,
      Condition: {
        StringEquals: {
          "kms:ViaService": "dynamodb.us-east-1.amazonaws.com",
          "kms:EncryptionContext:aws:dynamodb:tableName": "sample-items",
          "kms:EncryptionContext:aws:dynamodb:subscriberId": "123456789012",
        },
      },
    });
    expect(others).toEqual([]);
  });
});
