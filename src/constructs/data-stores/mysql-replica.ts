import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { Construct } from "constructs";
import { acknowledgeByDesign, acknowledgeRelaxed } from "../../platform/acknowledge";
import { classify } from "../../platform/tags";
import { commonArguments, type MySqlParts } from "./mysql-arguments";
import { MySqlLogs } from "./mysql-logs";
import type { MySqlInstanceProps, MySqlReplicaProps } from "./mysql-props";

export interface MySqlReplicaSource extends MySqlReplicaProps {
  readonly identifier: string;
  /** Identifier of the instance that it follows. */
  readonly source: string;
  /** Those of the instance that it follows. */
  readonly database: MySqlInstanceProps;
  readonly parts: MySqlParts;
}

/** A read replica of a MySQL instance in the same region, kept as safe as the instance that it follows. @stateful */
export class MySqlReplica extends Construct {
  readonly instanceIdentifier: string;
  readonly instanceArn: string;
  /** Host name. */
  readonly endpoint: string;
  readonly instanceClass: string;
  readonly logs: MySqlLogs;

  constructor(scope: Construct, id: string, { identifier, source, database, parts, ...own }: MySqlReplicaSource) {
    super(scope, id);
    this.logs = new MySqlLogs(this, "logs", { ...database, instanceIdentifier: identifier });
    this.instanceClass = own.instanceClass ?? database.instanceClass;
    // Key, subnets, version and allocated storage are those of the source, and AWS refuses to be told them.
    const instance = new DbInstance(this, "Resource", {
      ...commonArguments(database, parts),
      identifier,
      replicateSourceDb: source,
      instanceClass: this.instanceClass,
      ...(own.zone !== undefined && { availabilityZone: own.zone }),
      enabledCloudwatchLogsExports: this.logs.exports, // 164.312(b)
      backupRetentionPeriod: database.backupRetentionDays, // promoted, it is recoverable at once. 164.308(a)(7)(ii)(A)
      backupWindow: database.backupWindow,
      skipFinalSnapshot: true, // AWS makes none of a replica: its data are the source's
      dependsOn: this.logs.dependables,
    });
    classify(instance, "phi");
    acknowledgeByDesign(instance, "rds-instances-are-multi-az", "A replica only reads; its source has the standby.");
    acknowledgeRelaxed(instance, "rds-is-protected-from-deletion", database.protection);
    acknowledgeRelaxed(instance, "rds-performance-insights-are-on", database.performanceInsights);
    this.instanceIdentifier = instance.identifier;
    this.instanceArn = instance.arn;
    this.endpoint = instance.address;
  }
}
