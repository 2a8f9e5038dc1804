import { literal, variable } from "../command";
import type { ITrackPlace, ITrackRunbook } from "./place";

/** The profile of the AWS CLI by which people come as the role that may start sessions on the bastion. */
const profile = ({ deployment }: ITrackPlace): string => `${deployment}-bastion`;

export const databaseConnection: ITrackRunbook = {
  file: "database-connection",
  title: "Database connection",
  about: [
    "For looking into the database, and for when the backend cannot reach it. Nobody reaches it but the containers and the bastion, and the bastion by Session Manager alone, with a second factor. Shells are recorded and kept as audit logs (164.312(b)): print no patients' data without need. What goes through a forwarded port is not recorded: use it for tools that need one, and the shell for the rest.",
    "Two of document 003's commands fail as written. `AWS-StartPortForwardingSession` ends at the bastion itself, where no MySQL listens; the document below takes the database's host. And `mysql -h localhost` uses a local socket: 127.0.0.1 goes through the port.",
    "You need the AWS CLI with its [Session Manager plugin](https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html), and for step 4 a MySQL client.",
  ].join("\n\n"),
  facts: ({ config, names }) => ({
    instance: `\`${names.database.instance}\``,
    database: `\`${config.database.databaseName}\``,
    user: `\`${config.database.masterUsername}\``,
    password: `in \`${names.secret("db_password")}\``,
    "recorded in": `\`${names.bastion.sessionLogGroup}\``,
  }),
  steps: [
    {
      title: "Is the database available?",
      text: "`backing-up`, `modifying` and `rebooting` pass within minutes; at `storage-full` raise `maxGiB`; at `inaccessible-encryption-credentials` look at the key `data`.",
      commands: ({ aws, names, estate }) => [
        aws("rds describe-db-instances", {
          "db-instance-identifier": names.database.instance,
          query: literal("DBInstances[0].DBInstanceStatus"),
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
      title: "Connect from the bastion",
      text: "Starts a recorded session; in it, `mysql -h <rds-endpoint> -u admin -p --ssl` asks for the password and refuses to speak without TLS. The endpoint is what the first command prints, the password is read with `aws secretsmanager get-secret-value` by whoever may. `status` shows the cipher in use.",
      commands: (place) => [
        `npx estate outputs ${place.deployment} database_endpoint --show-sensitive`,
        place.read("BASTION", "bastion_instance_id"),
        place.aws("ssm start-session", {
          target: variable("BASTION"),
          "document-name": place.names.bastion.sessions,
          profile: profile(place),
        }),
      ],
    },
    {
      title: "Or forward port 3306 to your machine",
      text: "Leave the session open, and run in another terminal `mysql -h 127.0.0.1 -P 3306 -u admin -p --ssl-mode=REQUIRED` (MariaDB's client: `--ssl`). Another local port does as well, where 3306 is taken.",
      commands: (place) => [
        `HOST=$(npx estate outputs ${place.deployment} database_endpoint --show-sensitive)`,
        place.read("BASTION", "bastion_instance_id"),
        place.aws("ssm start-session", {
          target: variable("BASTION"),
          "document-name": "AWS-StartPortForwardingSessionToRemoteHost",
          parameters: `"host=\${HOST:?},portNumber=3306,localPortNumber=3306"`,
          profile: profile(place),
        }),
      ],
    },
  ],
  after: [
    "## What the messages mean",
    [
      "| message | means |",
      "| --- | --- |",
      "| `ERROR 2003 … Can't connect` | the security group: `estate verify` names what was changed by hand |",
      "| `ERROR 3159 … insecure transport are prohibited` | the client did not use TLS |",
      "| `ERROR 1045 … Access denied` | the password was changed by `make create-secrets` and not yet deployed, or tasks started before it was: [rotation](../secret-rotation.md) |",
      "| `ERROR 1040 … Too many connections` | the alarm on connections says since when; the backend's pool, or a larger instance class |",
      "| `TargetNotConnected` | the bastion is stopped or young: `aws ssm describe-instance-information` |",
    ].join("\n"),
  ].join("\n\n"),
};

function configure(place: ITrackPlace): string[] {
  const { account, region, names } = place;
  const set = (key: string, value: string): string => `aws configure set ${key} ${value} --profile ${profile(place)}`;
  return [
    set("role_arn", `arn:aws:iam::${account}:role/${names.bastion.name}-access`),
    set("mfa_serial", `arn:aws:iam::${account}:mfa/YOU`),
    set("source_profile", "default"),
    set("region", region),
    `aws sts get-caller-identity --profile ${profile(place)}`,
  ];
}
