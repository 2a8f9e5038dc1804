import { Fn } from "cdktf";
import { Construct } from "constructs";
import { GeneratedSecret, type GeneratedSecretProps } from "./generated-secret";

/** The parts of a database that a client must know. */
export interface ClientDatabase {
  /** As Secrets Manager names it. */
  readonly engine: "mysql" | "postgres";
  /** Host name of the writer. */
  readonly endpoint: string;
  readonly port: number;
  readonly databaseName: string;
}

export interface DatabaseUserSecretProps extends Omit<
  GeneratedSecretProps,
  "characters" | "dataClass" | "document" | "length"
> {
  readonly database: ClientDatabase;
  /** The user whose password it is; whoever prepares the database creates the user with the stored password. */
  readonly username: string;
}

/**
 * How one user reaches a database, as the JSON document that rotation functions of AWS read and write. Once the
 * secret rotates, `version` stays: raising it would store a password that the database does not know. @stateful
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html
 */
export class DatabaseUserSecret extends Construct {
  readonly secretArn: string;
  readonly secretName: string;
  /** What knows the user. */
  readonly engine: ClientDatabase["engine"];

  /** @throws Error when version or recovery window is out of range */
  constructor(scope: Construct, id: string, { database, username, ...props }: DatabaseUserSecretProps) {
    super(scope, id);
    const secret = new GeneratedSecret(this, "Resource", {
      ...props,
      characters: "letters-and-digits", // no character that a connection string would have to escape
      length: 32,
      dataClass: "phi",
      document: (password) =>
        Fn.jsonencode({
          engine: database.engine,
          host: database.endpoint,
          port: database.port,
          dbname: database.databaseName,
          username,
          password,
        }),
    });
    this.secretArn = secret.secretArn;
    this.secretName = secret.secretName;
    this.engine = database.engine;
  }
}
