import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
import { Construct } from "constructs";

export interface AuroraParametersProps {
  /** Cluster identifier, which the names of the groups start with. */
  readonly clusterIdentifier: string;
  /** Such as `15.10`. */
  readonly engineVersion: string;
  /** Statements that take longer are logged, in milliseconds. */
  readonly slowStatementMillis: number;
}

/** TLS for every connection. 164.312(e)(1) */
const TRANSPORT = { "rds.force_ssl": "1", ssl_min_protocol_version: "TLSv1.2" };

/** Who did what, when. 164.312(b) */
const AUDIT = {
  log_connections: "1",
  log_disconnections: "1",
  log_statement: "ddl",
  "pgaudit.log": "ddl,role,read,write",
  "pgaudit.log_catalog": "0", // the drivers' look-ups of types and tables say nothing about patients
};

/** What PostgreSQL would add to the log from the data itself. 164.312(a)(1) */
const NO_VALUES_IN_LOGS = {
  "pgaudit.log_parameter": "0",
  log_parameter_max_length: "0",
  log_parameter_max_length_on_error: "0",
  log_error_verbosity: "terse", // drops DETAIL, which quotes the row that broke a constraint
  log_min_error_statement: "panic", // drops the text of failed statements
};

/** Libraries are loaded when an instance starts. */
const LIBRARIES = {
  name: "shared_preload_libraries",
  value: "pg_stat_statements,pgaudit",
  applyMethod: "pending-reboot",
};

/**
 * Parameter groups of an Aurora PostgreSQL cluster: TLS only, connections and statements audited, and no bound value,
 * row or failed statement in the logs. A literal inside a statement's text does reach them: applications bind values.
 */
export class AuroraParameters extends Construct {
  readonly clusterGroupName: string;
  /** Empty: instances follow the cluster. It exists because AWS's default group cannot be changed, nor left without a reboot. */
  readonly instanceGroupName: string;

  constructor(scope: Construct, id: string, props: AuroraParametersProps) {
    super(scope, id);
    const family = familyOf(props.engineVersion);
    const common = {
      name: `${props.clusterIdentifier}-${family}`,
      family,
      // The name holds the major version: at an upgrade the new group stands beside the one still in use.
      lifecycle: { createBeforeDestroy: true },
    };
    const settings = {
      ...TRANSPORT,
      ...AUDIT,
      ...NO_VALUES_IN_LOGS,
      log_min_duration_statement: String(props.slowStatementMillis),
    };
    const cluster = new RdsClusterParameterGroup(this, "cluster", {
      ...common,
      description: `Cluster parameters of ${props.clusterIdentifier}`,
      parameter: [
        LIBRARIES,
        ...Object.entries(settings).map(([name, value]) => ({ name, value, applyMethod: "immediate" })),
      ],
    });
    const instance = new DbParameterGroup(this, "instance", {
      ...common,
      description: `Instance parameters of ${props.clusterIdentifier}`,
    });
    this.clusterGroupName = cluster.name;
    this.instanceGroupName = instance.name;
  }
}

function familyOf(engineVersion: string): string {
  return `aurora-postgresql${engineVersion.split(".")[0]}`;
}
