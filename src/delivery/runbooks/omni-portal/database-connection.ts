import { literal } from "../command";
import type { OmniPortalPlace, OmniPortalRunbook } from "./place";
import { openShell, shellProfile } from "./shell";

/** In single quotes the operator's own shell expands nothing; the password goes by the environment, not by the command line. */
const CONNECT = `'sh -c "MYSQL_PWD=$DB_PASSWORD mysql --host=$DB_HOST --user=$DB_USER --ssl-mode=REQUIRED $DB_NAME -e status"'`;
const REACH = `'bash -c "exec 3<>/dev/tcp/$DB_HOST/$DB_PORT && echo open"'`;

export const databaseConnection: OmniPortalRunbook = {
  file: "database-connection",
  title: "Database connection",
  about: [
    "For when the API cannot reach the database, and for looking at it from a task, which is the only place that the database admits. Shells are recorded, keystrokes and answers alike, and kept as audit logs (164.312(b)): print no patients' data without need.",
    "Document 000's command fails as written: in double quotes `$DB_HOST` is expanded on the operator's machine, where it is empty. Here the variables are the container's, and the connection is refused without TLS.",
    "You need the AWS CLI with its [Session Manager plugin](https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html), and a second factor: the profile of step 3.",
  ].join("\n\n"),
  facts: ({ names, config }) => ({
    instance: `\`${names.database.instance}\``,
    database: `\`${config.database.databaseName}\``,
    "the application's user": `\`${config.database.application.username}\``,
    "recorded in": `\`${names.containers.sessionLogGroup}\``,
  }),
  steps: [
    {
      title: "Is the database available?",
      text: "`backing-up`, `modifying` and `rebooting` pass within minutes; at `storage-full` raise `maxGiB`; at `inaccessible-encryption-credentials` look at the key `rds`. The events say what happened in the last day.",
      commands: ({ aws, names }) => [
        aws("rds describe-db-instances", {
          "db-instance-identifier": names.database.instance,
          query: literal("DBInstances[0].DBInstanceStatus"),
        }),
        aws("rds describe-events", {
          "source-type": "db-instance",
          "source-identifier": names.database.instance,
          duration: "1440",
          query: literal("Events[].[Date,Message]"),
          output: "text",
        }),
      ],
    },
    {
      title: "Does its security group admit the containers?",
      text: "There must be one ingress rule: port 3306 from the containers' group. A rule by hand would vanish with the next deployment; `estate verify` names what was changed.",
      commands: ({ aws, read, estate }) => [
        read("SECURITY_GROUP", "database_security_group_id"),
        aws("ec2 describe-security-group-rules", {
          filters: '"Name=group-id,Values=${SECURITY_GROUP:?}"',
          query: literal(
            "SecurityGroupRules[].{egress:IsEgress,port:FromPort,from:ReferencedGroupInfo.GroupId,why:Description}",
          ),
        }),
        estate("verify"),
      ],
    },
    {
      title: "Sign in with a second factor",
      text: "Once for each machine; put your own user in place of `YOU`. The CLI asks for the code.",
      commands: (place) => configure(place),
    },
    {
      title: "Connect from a task",
      text: "`status` prints the server, the user and, behind `SSL`, the cipher in use. Leave `-e status` out for a prompt. MariaDB's client says `--ssl` in place of `--ssl-mode=REQUIRED`.",
      commands: (place) => openShell(place, CONNECT),
    },
    {
      title: "Without a mysql client",
      text: "The image is the application's, and must hold a MySQL client: for step 4, and because `estate db bootstrap` runs the same image. `sh: mysql: not found` means that it does not. Then add `default-mysql-client` (Debian) or `mysql-client` (Alpine) to its Dockerfile and release it. Until then the command below tells whether the network leads to the database: `open`, or a timeout; it needs bash in the image. Do not install anything in a running task: its root is read-only, and the next task would not have it.",
      commands: (place) => openShell(place, REACH),
    },
  ],
  after: [
    "## What the messages mean",
    [
      "| message | means |",
      "| --- | --- |",
      "| `ERROR 2003 … Can't connect` | steps 1 and 2 |",
      "| `ERROR 3159 … insecure transport are prohibited` | the client did not use TLS |",
      "| `ERROR 1045 … Access denied` | the task started before the password changed: ECS reads secrets at the start. Restart the tasks; if it stays, `npx estate db bootstrap` gives the user its stored password |",
      "| `ERROR 1040 … Too many connections` | the alarm on connections says since when; the application's pool, or a larger instance class |",
      "| `TargetNotConnectedException` | the task is too young, or it was started before shells were turned on: take another one |",
    ].join("\n"),
  ].join("\n\n"),
};

function configure(place: OmniPortalPlace): string[] {
  const { account, region, names } = place;
  const set = (key: string, value: string): string =>
    `aws configure set ${key} ${value} --profile ${shellProfile(place)}`;
  return [
    set("role_arn", `arn:aws:iam::${account}:role/${names.containers.shellRole}`),
    set("mfa_serial", `arn:aws:iam::${account}:mfa/YOU`),
    set("source_profile", "default"),
    set("region", region),
    `aws sts get-caller-identity --profile ${shellProfile(place)}`,
  ];
}
