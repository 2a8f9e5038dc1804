import { literal, untilDone, variable } from "../command";
import { readRestoredInstance, restoredInstance } from "../restored-instance";
import { RECOVERED, type ITrackPlace, type ITrackRunbook } from "./place";

const ADDRESS = "aws_db_instance.database";

export const databaseRestore: ITrackRunbook = {
  file: "database-restore",
  title: "Database restore",
  about: [
    `For when rows were deleted or damaged, or the instance is gone. RDS restores into a *new* instance, here \`${RECOVERED.database}\`: the old one stays as it is until you decide (164.308(a)(7)(ii)(B)).`,
    "The command names subnet group, security group, parameter group, option group and Multi-AZ, for without them RDS takes its defaults: a public network, connections without TLS, no audit, no standby. Encryption follows the source: its key is the database's.",
    "A restored copy of patients' data is patients' data: the same people, the same care, and it is deleted when the incident is closed.",
  ].join("\n\n"),
  facts: ({ config, names }) => ({
    instance: `\`${names.database.instance}\``,
    "any second of the last": `${config.database.backupRetentionDays} days`,
    "snapshots before a deployment": `\`${config.database.snapshotPrefix}-YYYYMMDD-HHMM\``,
    "AWS Backup keeps": `daily ${config.recovery.backups.retentionDays.daily}, weekly ${config.recovery.backups.retentionDays.weekly} days`,
  }),
  steps: [
    {
      title: "Choose the moment",
      text: "The last one before the damage, in UTC, not later than what the command prints.",
      commands: ({ aws, names }) => [
        aws("rds describe-db-instances", {
          "db-instance-identifier": names.database.instance,
          query: literal("DBInstances[0].LatestRestorableTime"),
        }),
        "MOMENT=2025-01-01T12:00:00.000Z   # yours",
      ],
    },
    {
      title: "Read what the new instance must have",
      text: "If the state is out of reach too, `aws rds describe-db-instances` of the old instance says the same.",
      commands: readRestoredInstance,
    },
    {
      title: "Restore beside the old one",
      text: "It takes from ten minutes to hours. Logs are not exported yet: RDS would make log groups without our key.",
      commands: restore,
    },
    {
      title: "Check it",
      text: "It must be available, private, encrypted with the key `data`, and its parameter group `in-sync`. Then look at the rows from [the bastion](database-connection.md), with the password that the secret had at that moment (`--version-stage AWSPREVIOUS` has the one before): what was lost is there, and what must not be there is not.",
      commands: ({ aws }) => [
        aws("rds describe-db-instances", {
          "db-instance-identifier": RECOVERED.database,
          query: literal(
            "DBInstances[0].{status:DBInstanceStatus,host:Endpoint.Address,public:PubliclyAccessible,encrypted:StorageEncrypted,key:KmsKeyId,parameters:DBParameterGroups[0]}",
          ),
        }),
      ],
    },
    {
      title: "Bring back a part, or exchange the databases",
      text: "A part: `mysqldump` the table from one into the other on the bastion, then step 6. All: the old one steps aside and lives on, the new one gets its name, and Terraform's state learns which is which. The backend answers errors meanwhile. **Read the plan**: it may change settings; if it would replace or destroy anything stateful it is blocked (exit code 3): stop and look. The deployment gives the user its stored password.",
      commands: exchange,
    },
    {
      title: "Clean up",
      text: "When the incident is closed, and not before. The last snapshot of what goes is kept. After bringing back a part it is the recovered instance that goes.",
      commands: cleanUp,
    },
  ],
};

function restore({ aws, config, names }: ITrackPlace): string[] {
  return [
    aws("rds restore-db-instance-to-point-in-time", {
      "source-db-instance-identifier": names.database.instance,
      "target-db-instance-identifier": RECOVERED.database,
      "restore-time": variable("MOMENT"),
      ...restoredInstance(config.database),
      "deletion-protection": true,
    }),
    untilDone(aws("rds wait db-instance-available", { "db-instance-identifier": RECOVERED.database })),
  ];
}

function exchange({ aws, estate, names }: ITrackPlace): string[] {
  const { instance } = names.database;
  const rename = (from: string, to: string): string[] => [
    aws("rds modify-db-instance", {
      "db-instance-identifier": from,
      "new-db-instance-identifier": to,
      "apply-immediately": true,
    }),
    untilDone(aws("rds wait db-instance-available", { "db-instance-identifier": to })),
  ];
  return [
    ...rename(instance, `${instance}-damaged`),
    ...rename(RECOVERED.database, instance),
    estate("terraform", `-- state rm ${ADDRESS}`),
    estate("terraform", `-- import ${ADDRESS} ${instance}`),
    `${estate("plan")}   # read it`,
    estate("deploy"),
    estate("verify"),
  ];
}

function cleanUp({ aws, names }: ITrackPlace): string[] {
  const damaged = `${names.database.instance}-damaged`;
  return [
    aws("rds modify-db-instance", {
      "db-instance-identifier": damaged,
      "no-deletion-protection": true,
      "apply-immediately": true,
    }),
    aws("rds delete-db-instance", {
      "db-instance-identifier": damaged,
      "final-db-snapshot-identifier": `${damaged}-final`,
      "no-delete-automated-backups": true,
    }),
  ];
}
