import { literal, untilDone, variable } from "../command";
import { openShell } from "./shell";
import { toggle } from "../place";
import { readRestoredInstance, restoredInstance } from "../restored-instance";
import { RESTORED, type OmniPortalPlace, type OmniPortalRunbook } from "./place";

/** Terraform addresses of the instances. */
const ADDRESS = { instance: "aws_db_instance.database", replica: "aws_db_instance.database_replica" } as const;

export const databaseRestore: OmniPortalRunbook = {
  file: "database-restore",
  title: "Database restore",
  about: [
    "For when rows were deleted or damaged, or the instance is gone. RDS restores into a *new* instance, here `omni-portal-restored`: the old one stays as it is until you decide (164.308(a)(7)(ii)(B)).",
    "The commands name subnet group, security group, parameter group and option group, for without them RDS takes its defaults: a public network, connections without TLS, no audit. Encryption follows the snapshot: its key is the database's.",
    "A restored copy of patients' data is patients' data: the same people, the same care, and it is deleted when the incident is closed. [Rehearse it](restore-rehearsal.md); the [tasks' way in](database-connection.md) is another page.",
  ].join("\n\n"),
  facts: ({ config, names }) => ({
    instance: `\`${names.database.instance}\``,
    replica: config.database.readReplica.kept ? `\`${names.database.replica}\`` : "none",
    "snapshots before a deployment": `\`${config.database.snapshotPrefix}-YYYYMMDD-HHMM\``,
    "any second of the last": `${config.database.backupRetentionDays} days`,
    "AWS Backup keeps": `daily ${config.recovery.backups.retentionDays.daily}, weekly ${config.recovery.backups.retentionDays.weekly} days`,
  }),
  steps: [
    {
      title: "Choose what to restore",
      text: "Before each production deployment the workflow copies the database; `estate db snapshot` does the same by hand. RDS itself makes `rds:…` snapshots daily, AWS Backup its `awsbackup:…`; and between them every second can be reached. Prefer the last moment before the damage, in UTC. Set one of the two variables.",
      commands: choose,
    },
    {
      title: "Read what the new instance must have",
      text: "If the state is out of reach too, `aws rds describe-db-instances` of the old instance says the same.",
      commands: readRestoredInstance,
    },
    {
      title: "Restore beside the old one",
      text: "From a snapshot, or to a second: one of the two commands. It takes from ten minutes to hours. Logs are not exported yet: RDS would make log groups without our key; the deployment of step 6 turns them on.",
      commands: restoreBeside,
    },
    {
      title: "Check it",
      text: "It must be available, private, encrypted with the key `rds`, and its parameter group `in-sync`. Then look at the rows, from a task: what was lost is there, and what must not be there is not. Users and passwords are those of its moment: type the password that the secret had then (`--version-stage AWSPREVIOUS` has the one before).",
      commands: check,
    },
    {
      title: "Bring back a part",
      text: "The usual case; the live database stays. In a shell of a task, straight from one database into the other, so that no row touches a disk. Without `--insert-ignore` the copy ends at the first row that is still there. Then step 7.",
      commands: bringBack,
    },
    {
      title: "Or exchange the databases",
      text: "When everything is damaged. The old one changes its name and lives on, the restored one gets the old name, and Terraform's state learns which is which: RDS names what Terraform remembers by an id that a new name does not change. The replica follows the damaged one, so that it steps aside too, and the deployment makes a new one. The API answers errors from the first command until the last. **Read the plan**: it changes settings of the instance and the task role's policy, which names the instance by its id, and creates the replica; if it would replace or destroy anything stateful, it is blocked (exit code 3): stop and look. The deployment gives the master user its stored password, the bootstrap does so for the application's user.",
      commands: exchange,
    },
    {
      title: "Clean up",
      text: "When the incident is closed, and not before: the last snapshot of the damaged database is kept, its replica goes first. After step 5 it is `omni-portal-restored` that goes. Write down what happened, how long each step took, and who decided.",
      commands: cleanUp,
    },
  ],
};

function choose({ aws, config, names }: OmniPortalPlace): string[] {
  const { instance } = names.database;
  const { snapshotPrefix } = config.database;
  const query = literal(
    "sort_by(DBSnapshots,&SnapshotCreateTime)[].{snapshot:DBSnapshotIdentifier,made:SnapshotCreateTime,status:Status}",
  );
  return [
    ...["manual", "automated", "awsbackup"].map((type) =>
      aws("rds describe-db-snapshots", {
        "db-instance-identifier": instance,
        "snapshot-type": type,
        query,
        output: "table",
      }),
    ),
    aws("rds describe-db-instances", {
      "db-instance-identifier": instance,
      query: literal("DBInstances[0].LatestRestorableTime"),
    }),
    `SNAPSHOT=${snapshotPrefix}-YYYYMMDD-HHMM`,
    "MOMENT=YYYY-MM-DDTHH:MM:SSZ",
  ];
}

/** What the restored instance is like. */
const shape = ({ config }: OmniPortalPlace) => ({
  ...restoredInstance(config.database),
  ...toggle("deletion-protection", config.protection.allowDestroy.kept),
});

/** The command that makes `omni-portal-restored` of a snapshot. */
export function restoreSnapshot(place: OmniPortalPlace): string {
  return place.aws("rds restore-db-instance-from-db-snapshot", {
    "db-instance-identifier": RESTORED,
    "db-snapshot-identifier": variable("SNAPSHOT"),
    ...shape(place),
  });
}

function restoreBeside(place: OmniPortalPlace): string[] {
  const { aws, names } = place;
  return [
    restoreSnapshot(place),
    "# or",
    aws("rds restore-db-instance-to-point-in-time", {
      "source-db-instance-identifier": names.database.instance,
      "target-db-instance-identifier": RESTORED,
      "restore-time": variable("MOMENT"),
      ...shape(place),
    }),
    untilDone(aws("rds wait db-instance-available", { "db-instance-identifier": RESTORED })),
  ];
}

function check(place: OmniPortalPlace): string[] {
  return [
    place.aws("rds describe-db-instances", {
      "db-instance-identifier": RESTORED,
      query: literal(
        "DBInstances[0].{status:DBInstanceStatus,public:PubliclyAccessible,encrypted:StorageEncrypted,key:KmsKeyId,subnets:DBSubnetGroup.DBSubnetGroupName,parameters:DBParameterGroups[0]}",
      ),
    }),
    `RESTORED_HOST=$(${place.aws("rds describe-db-instances", {
      "db-instance-identifier": RESTORED,
      query: literal("DBInstances[0].Endpoint.Address"),
      output: "text",
    })})`,
    ...openShell(
      place,
      `"sh -c 'mysql --host=\${RESTORED_HOST:?} --user=\\$DB_USER --ssl-mode=REQUIRED --password \\$DB_NAME'"`,
    ),
  ];
}

function bringBack(place: OmniPortalPlace): string[] {
  const from = "mysqldump --host=${RESTORED_HOST:?} --user=\\$DB_USER --ssl-mode=REQUIRED --password";
  const what = "--single-transaction --no-tablespaces --set-gtid-purged=OFF --no-create-info --insert-ignore";
  const into = "MYSQL_PWD=\\$DB_PASSWORD mysql --host=\\$DB_HOST --user=\\$DB_USER --ssl-mode=REQUIRED \\$DB_NAME";
  return ["TABLE=the_damaged_table", ...openShell(place, `"sh -c '${from} ${what} \\$DB_NAME \${TABLE:?} | ${into}'"`)];
}

function exchange(place: OmniPortalPlace): string[] {
  const { aws, estate, names, config } = place;
  const { instance, replica } = names.database;
  const rename = (from: string, to: string): string[] => [
    aws("rds modify-db-instance", {
      "db-instance-identifier": from,
      "new-db-instance-identifier": to,
      "apply-immediately": true,
    }),
    untilDone(aws("rds wait db-instance-available", { "db-instance-identifier": to })),
  ];
  const withReplica = config.database.readReplica.kept;
  const addresses = [ADDRESS.instance, ...(withReplica ? [ADDRESS.replica] : [])].join(" ");
  return [
    ...(withReplica ? rename(replica, `${replica}-damaged`) : []),
    ...rename(instance, `${instance}-damaged`),
    ...rename(RESTORED, instance),
    estate("terraform", `-- state rm ${addresses}`),
    estate("terraform", `-- import ${ADDRESS.instance} ${instance}`),
    `${estate("plan")}   # read it`,
    estate("deploy"),
    estate("db bootstrap"),
    estate("verify"),
  ];
}

function cleanUp({ aws, names, config }: OmniPortalPlace): string[] {
  const { instance, replica } = names.database;
  const remove = (identifier: string, last: object): string[] => [
    aws("rds modify-db-instance", {
      "db-instance-identifier": identifier,
      "no-deletion-protection": true,
      "apply-immediately": true,
    }),
    aws("rds delete-db-instance", { "db-instance-identifier": identifier, ...last }),
  ];
  const damaged = `${instance}-damaged`;
  return [
    ...(config.database.readReplica.kept ? remove(`${replica}-damaged`, { "skip-final-snapshot": true }) : []),
    ...remove(damaged, { "final-db-snapshot-identifier": `${damaged}-final`, "no-delete-automated-backups": true }),
  ];
}
