import { MySqlInstance } from "../../../src/constructs/data-stores/mysql-instance";
import type { MySqlInstanceProps } from "../../../src/constructs/data-stores/mysql-props";
import { SecurityGroup } from "../../../src/constructs/network/security-group";
import { GeneratedSecret } from "../../../src/constructs/security/generated-secret";
import type { SystemStack } from "../../../src/platform/system-stack";
import { synthesize, type Synthesized } from "../../support/synthesize";

export const sample: Omit<MySqlInstanceProps, "masterPassword"> = {
  name: "sample-dev",
  engineVersion: "8.0.42",
  instanceClass: "db.r6g.large",
  databaseName: "sample",
  masterUsername: "sample_admin",
  storage: { allocatedGiB: 100, maxGiB: 500 },
  multiAz: { kept: true },
  replicas: { reader: { zone: "us-east-1b" } },
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
  securityGroupName: "sample-dev-mysql-sg",
  keyArn: "arn:aws:kms:us-east-1:123456789012:key/rds",
  logsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/logs",
  auditLogRetentionDays: 2557,
  applicationLogRetentionDays: 365,
  backupRetentionDays: 30,
  backupWindow: "03:00-04:00",
  maintenanceWindow: "sun:04:30-sun:05:30",
  monitoringIntervalSeconds: 60,
  slowQuerySeconds: 2,
  performanceInsights: { kept: true, retentionDays: 7 },
  protection: { kept: true },
};

/** What a sample may ask for besides its properties. */
export interface SampleMySql extends Partial<MySqlInstanceProps> {
  /** Characters of the generated master password. @default 32 */
  readonly passwordLength?: number;
}

/**
 * The sample instance with a replica `reader`, a generated master password of version 3, and a group `tasks` that may connect.
 *
 * @param use adds to the stack what the instance shall work with
 */
export function synthesizeMySql(
  { passwordLength = 32, ...props }: SampleMySql = {},
  use: (database: MySqlInstance, stack: SystemStack) => void = () => {},
): Synthesized {
  return synthesize((stack) => {
    const secret = new GeneratedSecret(stack, "secret", {
      name: "sample/dev/master-password",
      description: "A sample",
      dataClass: "phi",
      length: passwordLength,
      characters: "rds-password",
      version: 3,
      recoveryWindowDays: 7,
      keyArn: "arn:aws:kms:us-east-1:123456789012:key/secrets",
      protection: sample.protection,
    });
    const database = new MySqlInstance(stack, "database", {
      ...sample,
      masterPassword: { source: "secret", secret },
      ...props,
    });
    const tasks = new SecurityGroup(stack, "tasks", { vpcId: "vpc-1", name: "tasks", description: "Tasks" });
    database.allowConnectionsFrom("tasks", tasks, "Tasks to MySQL");
    use(database, stack);
    stack.output("master_secret_arn", database.masterSecretArn, { description: "A sample" });
    const readers = Object.values(database.replicas).map(({ endpoint }) => endpoint);
    stack.output("endpoints", [database.endpoint, ...readers, database.port], { description: "A sample" });
  });
}
