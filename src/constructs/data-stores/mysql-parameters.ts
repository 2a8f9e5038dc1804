import { DbOptionGroup } from "@cdktf/provider-aws/lib/db-option-group";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { Construct } from "constructs";

export interface MySqlParametersProps {
  /** Instance identifier, which the names of the groups start with. */
  readonly instanceIdentifier: string;
  /** Statements that take longer are logged, in seconds. */
  readonly slowQuerySeconds: number;
}

/** TLS for every connection; which versions of it, the server's own version decides. 164.312(e)(1) */
const TRANSPORT = { require_secure_transport: "1" };

/** To files, which RDS exports; in tables they would count as storage, and be seen by whoever may read those. */
const LOGS = {
  log_output: "FILE",
  slow_query_log: "1",
  general_log: "0", // it would hold every statement with every value
};

/** Who connects, and who changes schema and rights; passwords are masked. Reads and writes would quote their values. 164.312(b) */
const AUDITED = "CONNECT,QUERY_DDL,QUERY_DCL";

/**
 * Parameter and option group of a MySQL 8.0 instance and its replicas: TLS only, connections and changes of schema and
 * rights audited. No log holds statements on patients' data but the slow query log, which quotes them with their values.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Options.AuditPlugin.html
 */
export class MySqlParameters extends Construct {
  readonly parameterGroupName: string;
  readonly optionGroupName: string;

  constructor(scope: Construct, id: string, { instanceIdentifier, slowQuerySeconds }: MySqlParametersProps) {
    super(scope, id);
    // The name holds the major version: at an upgrade the new group stands beside the one still in use.
    const common = { name: `${instanceIdentifier}-mysql80`, lifecycle: { createBeforeDestroy: true } };
    const settings = { ...TRANSPORT, ...LOGS, long_query_time: String(slowQuerySeconds) };
    const parameters = new DbParameterGroup(this, "Resource", {
      ...common,
      family: "mysql8.0",
      description: `Parameters of ${instanceIdentifier}`,
      parameter: Object.entries(settings).map(([name, value]) => ({ name, value, applyMethod: "immediate" })),
    });
    const options = new DbOptionGroup(this, "options", {
      ...common,
      engineName: "mysql",
      majorEngineVersion: "8.0",
      optionGroupDescription: `Options of ${instanceIdentifier}`,
      option: [
        {
          optionName: "MARIADB_AUDIT_PLUGIN",
          optionSettings: [{ name: "SERVER_AUDIT_EVENTS", value: AUDITED }],
        },
      ],
    });
    this.parameterGroupName = parameters.name;
    this.optionGroupName = options.name;
  }
}
