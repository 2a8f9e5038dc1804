import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { Construct } from "constructs";
import { acknowledgeRelaxed } from "../../platform/acknowledge";
import type { PolicyStatement } from "../../platform/policy-document";
import { SystemStack } from "../../platform/system-stack";
import { classify } from "../../platform/tags";
import { SecurityGroup } from "../network/security-group";
import type { AlarmTopic } from "../observability/alarm-topic";
import type { EncryptedLogGroup } from "../observability/encrypted-log-group";
import type { ProtectedDatabase } from "../recovery/protected-resource";
import type { ClientDatabase } from "../security/database-user-secret";
import type { ReportingDatabase } from "./database-events";
import { EnhancedMonitoring } from "./enhanced-monitoring";
import { masterSecretArn } from "./master-password";
import { MySqlAlarms } from "./mysql-alarms";
import { commonArguments, primaryArguments, type MySqlParts } from "./mysql-arguments";
import { MySqlLogs, type MySqlLog } from "./mysql-logs";
import { MySqlParameters } from "./mysql-parameters";
import type { MySqlInstanceProps } from "./mysql-props";
import { MySqlReplica } from "./mysql-replica";
import { requireValid } from "./mysql-validation";

const PORT = 3306;

/**
 * A MySQL 8.0 instance of RDS, by wish with a standby and read replicas: private, encrypted with its own key, TLS only,
 * audited, and recoverable to any second of the backup period. Nothing connects until `allowConnectionsFrom` says so. @stateful
 */
export class MySqlInstance extends Construct implements ClientDatabase, ReportingDatabase {
  readonly engine = "mysql";
  readonly instanceIdentifier: string;
  readonly instanceArn: string;
  /** Host name. */
  readonly endpoint: string;
  readonly port = PORT;
  readonly databaseName: string;
  /** By which IAM names the instance where it lets users connect. */
  readonly resourceId: string;
  readonly masterSecretArn: string;
  readonly securityGroup: SecurityGroup;
  readonly logGroups: Readonly<Record<MySqlLog, EncryptedLogGroup>>;
  readonly subnetGroupName: string;
  readonly parameterGroupName: string;
  readonly optionGroupName: string;
  /** By name, as in the properties. */
  readonly replicas: Readonly<Record<string, MySqlReplica>>;
  private readonly props: MySqlInstanceProps;

  /** @throws Error with the first property that RDS would refuse, or that would leave the database less safe than promised */
  constructor(scope: Construct, id: string, props: MySqlInstanceProps) {
    super(scope, id);
    requireValid(this, props);
    this.props = props;
    this.securityGroup = new SecurityGroup(this, "security_group", {
      vpcId: props.vpcId,
      name: props.securityGroupName,
      description: `MySQL instance ${props.name}`,
    });
    const parts = this.createParts();
    const logs = new MySqlLogs(this, "logs", { ...props, instanceIdentifier: props.name });
    const instance = this.createInstance(parts, logs);
    this.instanceIdentifier = instance.identifier;
    this.instanceArn = instance.arn;
    this.endpoint = instance.address;
    this.databaseName = instance.dbName;
    this.resourceId = instance.resourceId;
    this.masterSecretArn = masterSecretArn(props.masterPassword, instance);
    this.logGroups = logs.groups;
    this.subnetGroupName = instance.dbSubnetGroupName;
    this.parameterGroupName = parts.parameterGroupName;
    this.optionGroupName = parts.optionGroupName;
    this.replicas = this.createReplicas(parts);
  }

  /** The instance's and its replicas'. */
  get instanceIdentifiers(): readonly string[] {
    return [this, ...Object.values(this.replicas)].map(({ instanceIdentifier }) => instanceIdentifier);
  }

  /** What AWS Backup protects, and where it restores it for a test. */
  get protectedResource(): ProtectedDatabase {
    const { subnetGroupName, securityGroup } = this;
    return { type: "RDS", arn: this.instanceArn, restoreInto: { subnetGroupName, securityGroup } };
  }

  /**
   * Opens the way from the source's group to the database and its replicas, on both sides.
   *
   * @param peer short name of the source; the rule's address ends in `from_<peer>`
   */
  allowConnectionsFrom(peer: string, source: SecurityGroup, description: string): void {
    this.securityGroup.allowFrom(peer, { source, port: PORT, description });
    source.allowTo(this.node.id, { destination: this.securityGroup, port: PORT, description });
  }

  /**
   * Lets a role connect as this user of the instance and as no other, with a token of IAM in the place of a password. The
   * user must be made `IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS'`. Statement ids: one user a policy. 164.312(d)
   *
   * @throws Error when the name is none of MySQL's: a wildcard would stand for every user
   */
  permitConnecting(username: string): PolicyStatement[] {
    if (!/^[a-zA-Z]\w{0,31}$/.test(username)) {
      throw new Error(
        `[${this.node.path}] username is "${username}"; allowed are 1-32 letters, digits and _, a letter first. Name one user.`,
      );
    }
    const { account, region } = SystemStack.of(this).settings;
    const user = `arn:aws:rds-db:${region}:${account}:dbuser:${this.resourceId}/${username}`;
    return [{ sid: "ConnectToDatabase", actions: ["rds-db:connect"], resources: [user] }];
  }

  /** Tells the topic about load, memory, storage and connections, and about replicas that lag or stop. 164.308(a)(6)(ii) */
  watch(topic: AlarmTopic): void {
    const { name, instanceClass, storage } = this.props;
    const common = { topic, allocatedGiB: storage.allocatedGiB };
    new MySqlAlarms(this, "alarms", {
      ...common,
      instanceClass,
      instanceIdentifier: this.instanceIdentifier,
      prefix: `${name}-mysql`,
      replica: false,
    });
    for (const [replica, instance] of Object.entries(this.replicas)) {
      const { instanceClass, instanceIdentifier } = instance;
      const prefix = `${name}-mysql-${replica}`;
      new MySqlAlarms(instance, "alarms", { ...common, instanceClass, instanceIdentifier, prefix, replica: true });
    }
  }

  private createParts(): MySqlParts {
    const { name, replicas = {}, slowQuerySeconds } = this.props;
    const parameters = new MySqlParameters(this, "parameters", { instanceIdentifier: name, slowQuerySeconds });
    const monitoring = new EnhancedMonitoring(this, "monitoring", {
      roleName: `${name}-mysql-monitoring`,
      database: name,
      instanceIdentifiers: [name, ...Object.keys(replicas).map((replica) => this.identifierOf(replica))],
    });
    return {
      securityGroupId: this.securityGroup.securityGroupId,
      parameterGroupName: parameters.parameterGroupName,
      optionGroupName: parameters.optionGroupName,
      monitoringRoleArn: monitoring.roleArn,
    };
  }

  private createInstance(parts: MySqlParts, logs: MySqlLogs): DbInstance {
    const { name, subnetIds, multiAz, protection, performanceInsights } = this.props;
    const subnets = new DbSubnetGroup(this, "subnets", {
      name: `${name}-mysql`,
      description: `Data subnets of ${name}`,
      subnetIds: [...subnetIds],
    });
    const instance = new DbInstance(this, "Resource", {
      ...commonArguments(this.props, parts),
      ...primaryArguments(this.props),
      identifier: name,
      port: PORT,
      dbSubnetGroupName: subnets.name,
      enabledCloudwatchLogsExports: logs.exports, // 164.312(b)
      dependsOn: logs.dependables,
    });
    classify(instance, "phi");
    acknowledgeRelaxed(instance, "rds-is-protected-from-deletion", protection);
    acknowledgeRelaxed(instance, "rds-instances-are-multi-az", multiAz);
    acknowledgeRelaxed(instance, "rds-performance-insights-are-on", performanceInsights);
    return instance;
  }

  private createReplicas(parts: MySqlParts): Record<string, MySqlReplica> {
    const { props: database, instanceIdentifier: source } = this;
    const replicas = Object.entries(database.replicas ?? {}).map(([name, own]) => {
      const identifier = this.identifierOf(name);
      return [name, new MySqlReplica(this, name, { ...own, identifier, source, database, parts })] as const;
    });
    return Object.fromEntries(replicas);
  }

  private identifierOf(replica: string): string {
    return `${this.props.name}-${replica}`;
  }
}
