import type { TableDescription } from "@aws-sdk/client-dynamodb";
import type { AwsClients } from "../../aws/clients";
import { tagFacts, text, type Checker, type StateResource } from "../checker";
import type { Facts } from "../observation";

export const awsDynamodbTable: Checker = {
  group: "Database",
  read: async (resource, { dynamodb }) => {
    const TableName = text(resource, "name");
    const { Table: table } = await dynamodb.describeTable({ TableName });
    if (!table) return undefined;
    const { TimeToLiveDescription: ttl } = await dynamodb.describeTimeToLive({ TableName });
    const [encryption] = blocks(resource, "server_side_encryption");
    const [expiry] = blocks(resource, "ttl");
    const billing = table.BillingModeSummary?.BillingMode ?? "PROVISIONED";
    const expires = ttl?.TimeToLiveStatus?.startsWith("ENABL") ? ttl.AttributeName : undefined;
    return {
      table_name: table.TableName,
      billing_mode: billing,
      billed_as_deployed: billing === text(resource, "billing_mode"),
      ttl_attribute: expires,
      expires_as_deployed: expires === (expiry?.enabled === true ? expiry.attribute_name : undefined),
      replica_regions: (table.Replicas ?? []).map(({ RegionName }) => String(RegionName)),
      ...(await safetyFacts(resource, encryption?.kms_key_arn, table, dynamodb)),
    };
  },
  healthy: [
    { title: "Every table is active", fact: "status", is: "ACTIVE" },
    { title: "Every table is billed as deployed", fact: "billed_as_deployed", is: true },
    { title: "Every table deletes expired items as deployed", fact: "expires_as_deployed", is: true },
    { title: "Every table is encrypted with its own key", fact: "encrypted_as_deployed", is: true }, // 164.312(a)(2)(iv)
    { title: "Every table is recoverable to any second", fact: "point_in_time_recovery", is: true }, // 164.308(a)(7)(ii)(A)
    { title: "Every table is protected as deployed", fact: "protected_as_deployed", is: true }, // 164.312(c)(1)
  ],
};

/** Terraform has it where the replica is, and so has `observe`. */
export const awsDynamodbTableReplica: Checker = {
  group: "Database",
  read: async (resource, { dynamodb }) => {
    const [, , , source, , , name] = text(resource, "global_table_arn").split(/[:/]/);
    const { Table: table } = await dynamodb.describeTable({ TableName: name });
    return (
      table && {
        table_name: table.TableName,
        replicates: (table.Replicas ?? []).some(
          ({ RegionName, ReplicaStatus }) => RegionName === source && ReplicaStatus === "ACTIVE",
        ),
        ...(await safetyFacts(resource, resource.values.kms_key_arn, table, dynamodb)),
      }
    );
  },
  healthy: [
    { title: "Every replica is active", fact: "status", is: "ACTIVE" },
    { title: "Every replica follows its table", fact: "replicates", is: true }, // 164.308(a)(7)(ii)(C)
    { title: "Every replica is encrypted with its own key", fact: "encrypted_as_deployed", is: true }, // 164.312(a)(2)(iv)
    { title: "Every replica is recoverable to any second", fact: "point_in_time_recovery", is: true }, // 164.308(a)(7)(ii)(A)
    { title: "Every replica is protected as deployed", fact: "protected_as_deployed", is: true }, // 164.312(c)(1)
  ],
};

/** What a table and its replicas have each for themselves. */
async function safetyFacts(
  { values }: StateResource,
  deployedKey: unknown,
  table: TableDescription,
  dynamodb: AwsClients["dynamodb"],
): Promise<Facts> {
  const { TableName, TableArn: ResourceArn, SSEDescription: encryption, DeletionProtectionEnabled } = table;
  const { ContinuousBackupsDescription: backups } = await dynamodb.describeContinuousBackups({ TableName });
  const recovery = backups?.PointInTimeRecoveryDescription;
  const { Tags } = await dynamodb.listTagsOfResource({ ResourceArn });
  const key = encryption?.Status === "ENABLED" ? encryption.KMSMasterKeyArn : undefined;
  const isProtected = DeletionProtectionEnabled ?? false;
  return {
    status: table.TableStatus,
    kms_key_arn: key,
    encrypted_as_deployed: key !== undefined && key === deployedKey,
    point_in_time_recovery: recovery?.PointInTimeRecoveryStatus === "ENABLED",
    recovery_period_days: recovery?.RecoveryPeriodInDays,
    deletion_protection: isProtected,
    protected_as_deployed: isProtected === (values.deletion_protection_enabled ?? false),
    ...tagFacts(Tags),
  };
}

/** Nested blocks, as Terraform stores them. */
function blocks({ values }: StateResource, name: string): readonly Readonly<Record<string, unknown>>[] {
  return (values[name] ?? []) as readonly Readonly<Record<string, unknown>>[];
}
