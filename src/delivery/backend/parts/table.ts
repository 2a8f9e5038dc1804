import type { TableDescription } from "@aws-sdk/client-dynamodb";
import type { AwsClients } from "../../aws/clients";
import { isMissing } from "../../aws/errors";
import { tagRecord, type Driver, type Settings } from "../settings";

type DynamoDb = AwsClients["dynamodb"];

/** A table takes some ten seconds for each change, on a bad day minutes. */
const READY_WITHIN_SECONDS = 300;

/** Reads, makes and corrects a lock table. The hash key is fixed at creation. */
export function tableDriver(dynamodb: DynamoDb, TableName: string): Driver {
  const ready = () => dynamodb.waitUntilTableExists({ TableName }, READY_WITHIN_SECONDS);
  // One change at a time: DynamoDB refuses an update of a table that is being updated.
  const update = async (change: object) => {
    await dynamodb.updateTable({ TableName, ...change });
    await ready();
  };
  return {
    find: () => find(dynamodb, TableName),
    create: async (settings) => {
      await dynamodb.createTable({
        TableName,
        AttributeDefinitions: [{ AttributeName: "LockID", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "LockID", KeyType: "HASH" }],
        BillingMode: "PAY_PER_REQUEST",
        SSESpecification: encryptedWith(settings.encryption as string),
        DeletionProtectionEnabled: true,
        Tags: dynamoTags(settings.tags as Record<string, string>),
      });
      await ready();
    },
    correct: {
      billing: () => update({ BillingMode: "PAY_PER_REQUEST" }),
      encryption: (key) => update({ SSESpecification: encryptedWith(key as string) }),
      "deletion protection": () => update({ DeletionProtectionEnabled: true }),
      "point-in-time recovery": () =>
        dynamodb.updateContinuousBackups({
          TableName,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        }),
      tags: async (tags) => {
        const { Table } = await dynamodb.describeTable({ TableName });
        return dynamodb.tagResource({ ResourceArn: Table?.TableArn, Tags: dynamoTags(tags as Record<string, string>) });
      },
    },
  };
}

async function find(dynamodb: DynamoDb, TableName: string): Promise<Settings | undefined> {
  const table = await describe(dynamodb, TableName);
  if (!table) return undefined;
  const [backups, tags] = await Promise.all([
    dynamodb.describeContinuousBackups({ TableName }),
    dynamodb.listTagsOfResource({ ResourceArn: table.TableArn }),
  ]);
  const recovery = backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
  return {
    "hash key": (table.KeySchema ?? []).map(({ AttributeName }) => keyWithType(table, AttributeName)).join(", "),
    // DynamoDB says nothing about a table that never was on demand.
    billing: table.BillingModeSummary?.BillingMode ?? "PROVISIONED",
    encryption: table.SSEDescription?.KMSMasterKeyArn ?? "a key that AWS owns",
    "point-in-time recovery": recovery === "ENABLED",
    "deletion protection": table.DeletionProtectionEnabled ?? false,
    tags: tagRecord(tags.Tags),
  };
}

function keyWithType(table: TableDescription, name: string | undefined): string {
  const definition = table.AttributeDefinitions?.find(({ AttributeName }) => AttributeName === name);
  return `${name} (${definition?.AttributeType})`;
}

async function describe(dynamodb: DynamoDb, TableName: string): Promise<TableDescription | undefined> {
  try {
    return (await dynamodb.describeTable({ TableName })).Table;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function encryptedWith(key: string) {
  return { Enabled: true, SSEType: "KMS" as const, KMSMasterKeyId: key };
}

function dynamoTags(tags: Record<string, string>) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
