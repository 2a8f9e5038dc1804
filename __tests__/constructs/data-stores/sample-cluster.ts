import { SecurityGroup } from "../../../src/constructs/network/security-group";
import { AuroraCluster } from "../../../src/constructs/data-stores/aurora-cluster";
import type { AuroraClusterProps } from "../../../src/constructs/data-stores/aurora-props";
import { GeneratedSecret } from "../../../src/constructs/security/generated-secret";
import type { SystemStack } from "../../../src/platform/system-stack";
import { synthesize, type Synthesized } from "../../support/synthesize";

export const sample: Omit<AuroraClusterProps, "masterPassword"> = {
  name: "sample-dev",
  engineVersion: "15.10",
  databaseName: "sample",
  masterUsername: "postgres",
  minAcu: 0.5,
  maxAcu: 4,
  instances: [
    { name: "a", zone: "us-east-1a" },
    { name: "b", zone: "us-east-1b" },
  ],
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
  securityGroupName: "sample-dev-aurora-sg",
  keyArn: "arn:aws:kms:us-east-1:123456789012:key/aurora",
  logsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/logs",
  logRetentionDays: 2557,
  backupRetentionDays: 35,
  backupWindow: "03:00-04:00",
  maintenanceWindow: "sun:04:30-sun:05:30",
  monitoringIntervalSeconds: 60,
  slowStatementMillis: 1000,
  performanceInsightsRetentionDays: 7,
  protection: { kept: true },
};

/**
 * The sample cluster with a generated master password of version 3, and a group `tasks` that may connect.
 *
 * @param use adds to the stack what the cluster shall work with
 */
export function synthesizeCluster(
  props: Partial<AuroraClusterProps> = {},
  use: (database: AuroraCluster, stack: SystemStack) => void = () => {},
): Synthesized {
  return synthesize((stack) => {
    const secret = new GeneratedSecret(stack, "secret", {
      name: "sample/dev/master-password",
      description: "A sample",
      dataClass: "phi",
      length: 32,
      characters: "rds-password",
      version: 3,
      recoveryWindowDays: 7,
      keyArn: "arn:aws:kms:us-east-1:123456789012:key/secrets",
      protection: sample.protection,
    });
    const database = new AuroraCluster(stack, "database", {
      ...sample,
      masterPassword: { source: "secret", secret },
      ...props,
    });
    const tasks = new SecurityGroup(stack, "tasks", { vpcId: "vpc-1", name: "tasks", description: "Tasks" });
    database.allowConnectionsFrom("tasks", tasks, "Tasks to Aurora");
    use(database, stack);
    stack.output("master_secret_arn", database.masterSecretArn, { description: "A sample" });
    stack.output("endpoints", [database.endpoint, database.readerEndpoint, database.port], { description: "A sample" });
  });
}
