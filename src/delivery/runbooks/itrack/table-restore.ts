import { literal, untilDone, variable } from "../command";
import { RECOVERED, type ITrackPlace, type ITrackRunbook } from "./place";

export const tableRestore: ITrackRunbook = {
  file: "table-restore",
  title: "Table restore",
  about: [
    `For when items were deleted or damaged. DynamoDB restores into a *new* table, here \`${RECOVERED.table}\`; the old one stays as it is (164.308(a)(7)(ii)(B)).`,
    "There are three sources, and each has its own command. Document 003's `restore-table-from-backup` takes backups that DynamoDB made itself (`arn:aws:dynamodb:…:backup/…`); recovery points of AWS Backup (`arn:aws:backup:…`) are refused by it, and need `start-restore-job`.",
    "A restored table is bare: no point-in-time recovery, deletion protection, time to live, tags, alarms or replicas, and with AWS's own key unless the command names ours. Step 4 gives it what it must have while it holds patients' data. It does not come under Terraform: items are copied back into the table that is, and the restored one is deleted.",
  ].join("\n\n"),
  facts: ({ config }) => ({
    table: `\`${config.items.tableName}\``,
    "any second of the last": "35 days",
    "AWS Backup keeps": `daily ${config.recovery.backups.retentionDays.daily}, weekly ${config.recovery.backups.retentionDays.weekly} days`,
    replica: config.items.replica.copied ? config.items.replica.region : "none",
  }),
  steps: [
    {
      title: "Choose the source",
      text: "A second (the usual case), a recovery point of AWS Backup, or a backup that somebody made on demand. Set one of the variables; the first three commands list what there is.",
      commands: ({ account, aws, config, names, region }) => [
        aws("dynamodb describe-continuous-backups", {
          "table-name": config.items.tableName,
          query: literal("ContinuousBackupsDescription.PointInTimeRecoveryDescription"),
        }),
        aws("backup list-recovery-points-by-backup-vault", {
          "backup-vault-name": names.prefix,
          "by-resource-type": "DynamoDB",
          query: literal("RecoveryPoints[].[RecoveryPointArn,CreationDate,Status]"),
          output: "text",
        }),
        aws("dynamodb list-backups", {
          "table-name": config.items.tableName,
          query: literal("BackupSummaries[].[BackupArn,BackupCreationDateTime]"),
          output: "text",
        }),
        "MOMENT=2025-01-01T12:00:00Z   # yours, in UTC",
        `RECOVERY_POINT=arn:aws:backup:${region}:${account}:recovery-point:…`,
        `BACKUP=arn:aws:dynamodb:${region}:${account}:table/${config.items.tableName}/backup/…`,
      ],
    },
    {
      title: "Restore",
      text: "One of the three commands. The second asks for the role that backs up and restores.",
      commands: restore,
    },
    {
      title: "Wait, and look",
      text: "The number of items is updated every six hours only: read some that you know.",
      commands: ({ aws }) => [
        untilDone(aws("dynamodb wait table-exists", { "table-name": RECOVERED.table })),
        aws("dynamodb describe-table", {
          "table-name": RECOVERED.table,
          query: literal("Table.{status:TableStatus,key:SSEDescription.KMSMasterKeyArn,items:ItemCount}"),
        }),
      ],
    },
    {
      title: "Protect it while it lives",
      commands: ({ aws, region, account }) => [
        aws("dynamodb update-continuous-backups", {
          "table-name": RECOVERED.table,
          "point-in-time-recovery-specification": "PointInTimeRecoveryEnabled=true",
        }),
        aws("dynamodb update-table", { "table-name": RECOVERED.table, "deletion-protection-enabled": true }),
        aws("dynamodb tag-resource", {
          "resource-arn": `arn:aws:dynamodb:${region}:${account}:table/${RECOVERED.table}`,
          tags: ["Key=HIPAA,Value=true", "Key=DataClassification,Value=phi"],
        }),
      ],
    },
    {
      title: "Copy back what was lost",
      text: "Item by item, and only those that are missing: the condition keeps what people have changed since. For more than a few hundred items write a script that does the same, and let a second person read it.",
      commands: ({ aws, config }) => [
        'ITEM_KEY=\'{"owner":{"S":"…"},"id":{"S":"…"}}\'   # yours',
        `${aws("dynamodb get-item", {
          "table-name": RECOVERED.table,
          key: variable("ITEM_KEY"),
          query: "Item",
        })} > item.json`,
        aws("dynamodb put-item", {
          "table-name": config.items.tableName,
          item: "file://item.json",
          "condition-expression": literal("attribute_not_exists(id)"),
        }),
        "rm item.json",
      ],
    },
    {
      title: "Clean up",
      text: "When the incident is closed.",
      commands: ({ aws }) => [
        aws("dynamodb update-table", { "table-name": RECOVERED.table, "no-deletion-protection-enabled": true }),
        aws("dynamodb delete-table", { "table-name": RECOVERED.table }),
      ],
    },
  ],
};

function restore({ account, aws, config, names, read }: ITrackPlace): string[] {
  const key = "Enabled=true,SSEType=KMS,KMSMasterKeyId=${KEY:?}";
  return [
    read("KEY", "kms_key_arns.data"),
    aws("dynamodb restore-table-to-point-in-time", {
      "source-table-name": config.items.tableName,
      "target-table-name": RECOVERED.table,
      "restore-date-time": variable("MOMENT"),
      "sse-specification-override": `"${key}"`,
    }),
    "# or",
    aws("backup start-restore-job", {
      "recovery-point-arn": variable("RECOVERY_POINT"),
      "iam-role-arn": `arn:aws:iam::${account}:role/${names.prefix}-restore-test`,
      metadata: `"targetTableName=${RECOVERED.table},encryptionType=KMS,kmsMasterKeyArn=\${KEY:?}"`,
    }),
    "# or",
    aws("dynamodb restore-table-from-backup", {
      "target-table-name": RECOVERED.table,
      "backup-arn": variable("BACKUP"),
      "sse-specification-override": `"${key}"`,
    }),
  ];
}
