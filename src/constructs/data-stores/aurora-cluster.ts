import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { RdsCluster, type RdsClusterConfig } from "@cdktf/provider-aws/lib/rds-cluster";
import { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { Construct } from "constructs";
import { acknowledgeRelaxed } from "../../platform/acknowledge";
import { lifecycleOf, type Safeguard } from "../../platform/safeguard";
import { classify } from "../../platform/tags";
import { SecurityGroup } from "../network/security-group";
import type { AlarmTopic } from "../observability/alarm-topic";
import { EncryptedLogGroup } from "../observability/encrypted-log-group";
import type { ProtectedDatabase } from "../recovery/protected-resource";
import type { ClientDatabase } from "../security/database-user-secret";
import { AuroraAlarms, type AuroraAlarmsProps } from "./aurora-alarms";
import { AuroraParameters } from "./aurora-parameters";
import type { AuroraClusterProps } from "./aurora-props";
import type { ReportingDatabase } from "./database-events";
import { EnhancedMonitoring } from "./enhanced-monitoring";
import { masterSecretArn, type MasterPassword } from "./master-password";

const ENGINE = "aurora-postgresql";
const PORT = 5432;

/**
 * An Aurora PostgreSQL cluster on Serverless v2: private, encrypted with its own key, TLS only, audited, and recoverable
 * to any second of the backup period. Nothing connects until `allowConnectionsFrom` says so. @stateful
 */
export class AuroraCluster extends Construct implements ClientDatabase, ReportingDatabase {
  readonly engine = "postgres";
  readonly clusterIdentifier: string;
  readonly clusterArn: string;
  /** Host name of the writer. */
  readonly endpoint: string;
  /** Host name that spreads over the readers; the writer's when there is none. */
  readonly readerEndpoint: string;
  readonly port = PORT;
  readonly databaseName: string;
  readonly subnetGroupName: string;
  /** Of the instances. */
  readonly parameterGroupName: string;
  readonly instanceIdentifiers: readonly string[];
  readonly masterSecretArn: string;
  readonly securityGroup: SecurityGroup;
  readonly logGroup: EncryptedLogGroup;
  private readonly watched: Omit<AuroraAlarmsProps, "topic">;

  /** @throws Error when there is no instance, or the engine version is not `major.minor` */
  constructor(scope: Construct, id: string, props: AuroraClusterProps) {
    super(scope, id);
    requireValid(this, props);
    this.securityGroup = new SecurityGroup(this, "security_group", {
      vpcId: props.vpcId,
      name: props.securityGroupName,
      description: `Aurora cluster ${props.name}`,
    });
    this.logGroup = new EncryptedLogGroup(this, "logs", {
      name: `/aws/rds/cluster/${props.name}/postgresql`, // fixed by RDS
      retentionDays: props.logRetentionDays,
      keyArn: props.logsKeyArn,
      dataClass: "phi",
      protection: props.protection,
    });
    const parameters = new AuroraParameters(this, "parameters", { ...props, clusterIdentifier: props.name });
    const cluster = this.createCluster(props, parameters.clusterGroupName);
    const instances = this.createInstances(cluster, props, parameters.instanceGroupName);

    this.clusterIdentifier = cluster.clusterIdentifier;
    this.clusterArn = cluster.arn;
    this.endpoint = cluster.endpoint;
    this.readerEndpoint = cluster.readerEndpoint;
    this.databaseName = cluster.databaseName;
    this.subnetGroupName = cluster.dbSubnetGroupName;
    this.parameterGroupName = parameters.instanceGroupName;
    this.instanceIdentifiers = instances.map(({ identifier }) => identifier);
    this.masterSecretArn = masterSecretArn(props.masterPassword, cluster);
    this.watched = {
      name: props.name,
      clusterIdentifier: cluster.clusterIdentifier,
      firstInstanceIdentifier: instances[0]!.identifier,
      minAcu: props.minAcu,
      maxAcu: props.maxAcu,
    };
  }

  /**
   * Opens the way from the source's group to the database, on both sides.
   *
   * @param peer short name of the source; the rule's address ends in `from_<peer>`
   */
  allowConnectionsFrom(peer: string, source: SecurityGroup, description: string): void {
    this.securityGroup.allowFrom(peer, { source, port: PORT, description });
    source.allowTo(this.node.id, { destination: this.securityGroup, port: PORT, description });
  }

  /** What AWS Backup protects, and where it restores it for a test. */
  get protectedResource(): ProtectedDatabase {
    const { subnetGroupName, securityGroup } = this;
    return { type: "Aurora", arn: this.clusterArn, restoreInto: { subnetGroupName, securityGroup } };
  }

  /** Tells the topic about too much load, too little room to scale, connections, memory, and outages. 164.308(a)(6)(ii) */
  watch(topic: AlarmTopic): void {
    new AuroraAlarms(this, "alarms", { ...this.watched, topic });
  }

  private createCluster(props: AuroraClusterProps, parameterGroupName: string): RdsCluster {
    const subnets = new DbSubnetGroup(this, "subnets", {
      name: `${props.name}-aurora`,
      description: `Data subnets of ${props.name}`,
      subnetIds: [...props.subnetIds],
    });
    const cluster = new RdsCluster(this, "Resource", {
      clusterIdentifier: props.name,
      engine: ENGINE,
      engineMode: "provisioned", // what Serverless v2 runs in
      engineVersion: props.engineVersion,
      allowMajorVersionUpgrade: false,
      serverlessv2ScalingConfiguration: { minCapacity: props.minAcu, maxCapacity: props.maxAcu },
      databaseName: props.databaseName,
      masterUsername: props.masterUsername,
      ...masterPasswordArguments(props.masterPassword),
      iamDatabaseAuthenticationEnabled: true, // 164.312(d)
      storageEncrypted: true, // 164.312(a)(2)(iv)
      kmsKeyId: props.keyArn,
      port: PORT,
      // No availabilityZones: AWS always adds a third, which Terraform would answer by replacing the cluster.
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [this.securityGroup.securityGroupId], // 164.312(a)(1)
      dbClusterParameterGroupName: parameterGroupName,
      enabledCloudwatchLogsExports: ["postgresql"], // 164.312(b)
      databaseInsightsMode: "standard",
      backupRetentionPeriod: props.backupRetentionDays, // 164.308(a)(7)(ii)(A)
      preferredBackupWindow: props.backupWindow,
      preferredMaintenanceWindow: props.maintenanceWindow,
      copyTagsToSnapshot: true, // 164.310(d)(2)(iii)
      applyImmediately: false,
      ...protectionArguments(props.name, props.protection),
      // RDS would make the log group itself, unencrypted and kept for ever, if it came first.
      dependsOn: [this.logGroup.node.defaultChild as CloudwatchLogGroup],
      // AWS raises the minor version in the maintenance window; Terraform must not ask for the old one again.
      lifecycle: { ...lifecycleOf(props.protection), ignoreChanges: ["engine_version"] },
    });
    classify(cluster, "phi");
    acknowledgeRelaxed(cluster, "rds-is-protected-from-deletion", props.protection);
    return cluster;
  }

  /** They take their engine version from the cluster. */
  private createInstances(
    cluster: RdsCluster,
    props: AuroraClusterProps,
    parameterGroupName: string,
  ): RdsClusterInstance[] {
    const monitoring = new EnhancedMonitoring(this, "monitoring", {
      roleName: `${props.name}-aurora-monitoring`,
      database: props.name,
      instanceIdentifiers: [`${props.name}-*`],
    });
    const instances: RdsClusterInstance[] = [];
    for (const { name, zone } of props.instances) {
      const instance = new RdsClusterInstance(this, name, {
        identifier: `${props.name}-${name}`,
        clusterIdentifier: cluster.id,
        engine: ENGINE,
        instanceClass: "db.serverless",
        availabilityZone: zone,
        promotionTier: 1, // tiers 0 and 1 keep the writer's capacity, so that a failover finds a warm reader
        publiclyAccessible: false, // 164.312(a)(1)
        caCertIdentifier: "rds-ca-rsa2048-g1", // 164.312(e)(1)
        dbParameterGroupName: parameterGroupName,
        monitoringInterval: props.monitoringIntervalSeconds,
        monitoringRoleArn: monitoring.roleArn,
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: props.keyArn, // samples hold statements. 164.312(a)(2)(iv)
        performanceInsightsRetentionPeriod: props.performanceInsightsRetentionDays,
        autoMinorVersionUpgrade: true, // 164.308(a)(5)(ii)(B)
        preferredMaintenanceWindow: props.maintenanceWindow,
        copyTagsToSnapshot: true,
        applyImmediately: false,
        // The first instance of a cluster becomes its writer.
        ...(instances[0] && { dependsOn: [instances[0]] }),
        lifecycle: lifecycleOf(props.protection),
      });
      classify(instance, "phi");
      instances.push(instance);
    }
    return instances;
  }
}

/** What keeps the data when somebody destroys the cluster. 164.312(c)(1) */
function protectionArguments(name: string, protection: Safeguard) {
  return protection.kept
    ? {
        deletionProtection: true,
        skipFinalSnapshot: false,
        finalSnapshotIdentifier: `${name}-final`,
        deleteAutomatedBackups: false,
      }
    : { deletionProtection: false, skipFinalSnapshot: true, deleteAutomatedBackups: true };
}

function masterPasswordArguments(password: MasterPassword): Partial<RdsClusterConfig> {
  return password.source === "secret"
    ? { masterPasswordWo: password.secret.ephemeralValue(), masterPasswordWoVersion: password.secret.version }
    : { manageMasterUserPassword: true, masterUserSecretKmsKeyId: password.keyArn };
}

function requireValid(cluster: AuroraCluster, { instances, engineVersion }: AuroraClusterProps): void {
  const path = cluster.node.path;
  if (instances.length === 0) throw new Error(`[${path}] instances is empty; a cluster needs 1-16. Name at least one.`);
  if (!/^\d+\.\d+$/.test(engineVersion)) {
    throw new Error(`[${path}] engineVersion is "${engineVersion}"; allowed is major.minor. Write it as 15.10.`);
  }
}
