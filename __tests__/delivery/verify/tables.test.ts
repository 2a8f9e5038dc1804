import { ResourceNotFoundException } from "@aws-sdk/client-dynamodb";
import type { AwsClients } from "../../../src/delivery/aws/clients";
import { checkers } from "../../../src/delivery/verify/checkers";
import type { StateResource } from "../../../src/delivery/verify/checker";
import { healthChecks } from "../../../src/delivery/verify/common-checks";
import { evaluate } from "../../../src/delivery/verify/evaluate";
import { observe } from "../../../src/delivery/verify/observe";
import type { Expectation } from "../../../src/systems/check";

const key = "arn:aws:kms:us-east-1:123456789012:key/1";
const REPLICA = { RegionName: "us-west-2", ReplicaStatus: "ACTIVE" };
const live = {
  table: {
    TableName: "x",
    TableArn: "arn:table/x",
    TableStatus: "ACTIVE",
    BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
    SSEDescription: { Status: "ENABLED", SSEType: "KMS", KMSMasterKeyArn: key },
    DeletionProtectionEnabled: true,
    Replicas: [REPLICA],
  },
  recovery: { PointInTimeRecoveryStatus: "ENABLED", RecoveryPeriodInDays: 35 },
  ttl: { TimeToLiveStatus: "ENABLED", AttributeName: "until" },
};
type Live = { readonly [part in keyof typeof live]: object };

const table: StateResource = {
  address: "aws_dynamodb_table.x",
  type: "aws_dynamodb_table",
  values: {
    name: "x",
    billing_mode: "PAY_PER_REQUEST",
    server_side_encryption: [{ enabled: true, kms_key_arn: key }],
    ttl: [{ enabled: true, attribute_name: "until" }],
    deletion_protection_enabled: true,
  },
};
const replica: StateResource = {
  address: "aws_dynamodb_table_replica.x",
  type: "aws_dynamodb_table_replica",
  values: {
    global_table_arn: "arn:aws:dynamodb:us-east-1:123456789012:table/x",
    kms_key_arn: key,
    deletion_protection_enabled: true,
  },
};

function answering({ table: Table, recovery, ttl }: Live): AwsClients {
  const describeTable = ({ TableName }: { TableName: string }) =>
    TableName === "x" ? { Table } : Promise.reject(new ResourceNotFoundException({ message: "", $metadata: {} }));
  const dynamodb = {
    describeTable,
    describeContinuousBackups: () => ({ ContinuousBackupsDescription: { PointInTimeRecoveryDescription: recovery } }),
    describeTimeToLive: () => ({ TimeToLiveDescription: ttl }),
    listTagsOfResource: () => ({ Tags: [{ Key: "HIPAA", Value: "true" }] }),
  };
  return { dynamodb } as unknown as AwsClients;
}

/** Ids of the demands of the type that fail when AWS says this. */
async function failures(resource: StateResource, change: Partial<Live> = {}): Promise<string[]> {
  const observations = await observe([resource], answering({ ...live, ...change }));
  const checks = healthChecks(observations) as Expectation[];
  return checks.filter((check) => evaluate(check, observations).status === "fail").map(({ id }) => id);
}

describe("the checker of a table", () => {
  it("reads keys, recovery, expiry, replicas and tags", async () => {
    expect(await checkers.aws_dynamodb_table!.read(table, answering(live))).toEqual({
      table_name: "x",
      status: "ACTIVE",
      billing_mode: "PAY_PER_REQUEST",
      billed_as_deployed: true,
      ttl_attribute: "until",
      expires_as_deployed: true,
      replica_regions: ["us-west-2"],
      kms_key_arn: key,
      encrypted_as_deployed: true,
      point_in_time_recovery: true,
      recovery_period_days: 35,
      deletion_protection: true,
      protected_as_deployed: true,
      "tag:HIPAA": "true",
    });
    expect(await failures(table)).toEqual([]);
  });

  it("is content with a table without expiry, as long as none was deployed", async () => {
    const plain = { ...table, values: { ...table.values, ttl: [{ enabled: false, attribute_name: "" }] } };
    expect(await failures(plain, { ttl: { TimeToLiveStatus: "DISABLED" } })).toEqual([]);
    expect(await failures(plain)).toEqual(["aws-dynamodb-table-expires-as-deployed"]);
  });

  it("finds that it is gone", async () => {
    const gone = { ...table, values: { ...table.values, name: "y" } };
    expect((await observe([gone], answering(live)))[0]!.live).toEqual({ is: "missing" });
  });

  const changed = (change: object) => ({ table: { ...live.table, ...change } });
  it.each<[string, Partial<Live>, string]>([
    ["one that is being deleted", changed({ TableStatus: "DELETING" }), "status"],
    ["one with a fixed capacity", changed({ BillingModeSummary: undefined }), "billed-as-deployed"],
    ["one under AWS's own key", changed({ SSEDescription: undefined }), "encrypted-as-deployed"],
    [
      "one under another key",
      changed({ SSEDescription: { Status: "ENABLED", KMSMasterKeyArn: `${key}0` } }),
      "encrypted-as-deployed",
    ],
    ["one whose protection is off", changed({ DeletionProtectionEnabled: false }), "protected-as-deployed"],
    ["one without recovery", { recovery: { PointInTimeRecoveryStatus: "DISABLED" } }, "point-in-time-recovery"],
    ["one whose items stay", { ttl: { TimeToLiveStatus: "DISABLED" } }, "expires-as-deployed"],
    [
      "one that is about to keep its items",
      { ttl: { ...live.ttl, TimeToLiveStatus: "DISABLING" } },
      "expires-as-deployed",
    ],
  ])("finds %s", async (_what, change, fact) => {
    expect(await failures(table, change)).toEqual([`aws-dynamodb-table-${fact}`]);
  });
});

describe("the checker of a replica", () => {
  const source = { ...REPLICA, RegionName: "us-east-1" };
  const there = { ...live, table: { ...live.table, Replicas: [source] } };
  const changed = (change: object) => ({ table: { ...there.table, ...change } });

  it("reads the table of its own region", async () => {
    expect(await checkers.aws_dynamodb_table_replica!.read(replica, answering(there))).toEqual({
      table_name: "x",
      status: "ACTIVE",
      replicates: true,
      kms_key_arn: key,
      encrypted_as_deployed: true,
      point_in_time_recovery: true,
      recovery_period_days: 35,
      deletion_protection: true,
      protected_as_deployed: true,
      "tag:HIPAA": "true",
    });
    expect(await failures(replica, there)).toEqual([]);
  });

  it.each<[string, Partial<Live>, string]>([
    ["one that is not there yet", changed({ TableStatus: "CREATING" }), "status"],
    ["one that follows nobody", changed({ Replicas: undefined }), "replicates"],
    ["one that follows another region", changed({ Replicas: [{ ...source, RegionName: "eu-west-1" }] }), "replicates"],
    ["one that was cut off", changed({ Replicas: [{ ...source, ReplicaStatus: "REGION_DISABLED" }] }), "replicates"],
    ["one under AWS's own key", changed({ SSEDescription: undefined }), "encrypted-as-deployed"],
    ["one whose protection is off", changed({ DeletionProtectionEnabled: false }), "protected-as-deployed"],
    ["one without recovery", { recovery: { PointInTimeRecoveryStatus: "DISABLED" } }, "point-in-time-recovery"],
  ])("finds %s", async (_what, change, fact) => {
    expect(await failures(replica, { ...there, ...change })).toEqual([`aws-dynamodb-table-replica-${fact}`]);
  });
});
