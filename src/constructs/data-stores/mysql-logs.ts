import type { ITerraformDependable } from "cdktf";
import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import type { DataClass } from "../../platform/tags";
import { EncryptedLogGroup } from "../observability/encrypted-log-group";
import type { MySqlInstanceProps } from "./mysql-props";

/** The logs that MySQL exports, and the most sensitive data that each may hold. */
const LOGS = {
  audit: "pii", // names of users and of the hosts that they come from
  error: "phi",
  general: "phi", // empty, unless somebody turns it on
  slowquery: "phi",
} as const satisfies Record<string, DataClass>;

export type MySqlLog = keyof typeof LOGS;

export interface MySqlLogsProps extends Pick<
  MySqlInstanceProps,
  "logsKeyArn" | "auditLogRetentionDays" | "applicationLogRetentionDays" | "protection"
> {
  readonly instanceIdentifier: string;
}

/** Where an instance's logs go. RDS would make the groups itself, unencrypted and kept for ever, if it came first. @stateful */
export class MySqlLogs extends Construct {
  readonly groups: Readonly<Record<MySqlLog, EncryptedLogGroup>>;
  /** In RDS's words. 164.312(b) */
  readonly exports = Object.keys(LOGS);

  /** @throws Error when CloudWatch Logs does not know a retention period */
  constructor(scope: Construct, id: string, props: MySqlLogsProps) {
    super(scope, id);
    const group = (log: MySqlLog) =>
      new EncryptedLogGroup(this, log, {
        name: `/aws/rds/instance/${props.instanceIdentifier}/${log}`, // fixed by RDS
        retentionDays: log === "audit" ? props.auditLogRetentionDays : props.applicationLogRetentionDays,
        keyArn: props.logsKeyArn,
        dataClass: LOGS[log],
        protection: props.protection,
      });
    this.groups = {
      audit: group("audit"),
      error: group("error"),
      general: group("general"),
      slowquery: group("slowquery"),
    };
  }

  /** What the instance must wait for. */
  get dependables(): ITerraformDependable[] {
    return Object.values(this.groups).map(({ node }) => node.defaultChild as CloudwatchLogGroup);
  }
}
