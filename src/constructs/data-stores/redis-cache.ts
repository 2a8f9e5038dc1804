import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import { Construct } from "constructs";
import { acknowledgeByDesign } from "../../platform/acknowledge";
import type { PolicyStatement } from "../../platform/policy-document";
import { lifecycleOf } from "../../platform/safeguard";
import { classify } from "../../platform/tags";
import { SecurityGroup } from "../network/security-group";
import type { AlarmTopic } from "../observability/alarm-topic";
import { EncryptedLogGroup } from "../observability/encrypted-log-group";
import { RedisAlarms } from "./redis-alarms";
import type { RedisCacheProps } from "./redis-props";
import { RedisUsers } from "./redis-users";
import { requireValidRedis } from "./redis-validation";

const PORT = 6379;
const FAMILY = "redis7";
const LOG_TYPES = ["slow-log", "engine-log"] as const;

type LogType = (typeof LOG_TYPES)[number];

/**
 * A Redis replication group without cluster mode: private, encrypted with its own key, TLS only, entered by IAM alone, and
 * saved every day. Nothing connects until `allowConnectionsFrom` says so. @stateful
 */
export class RedisCache extends Construct {
  readonly replicationGroupId: string;
  readonly replicationGroupArn: string;
  /** Host name of the primary, which takes writes. */
  readonly primaryEndpoint: string;
  /** Host name that spreads over the replicas; the primary's when there is none. */
  readonly readerEndpoint: string;
  readonly port = PORT;
  readonly username: string;
  readonly userArn: string;
  readonly userGroupId: string;
  readonly securityGroup: SecurityGroup;
  readonly logGroups: Readonly<Record<LogType, EncryptedLogGroup>>;
  /** Cache cluster id of each node, by the end that ElastiCache gives it: `001` and on. */
  readonly memberClusterIds: Readonly<Record<string, string>>;
  readonly subnetGroupName: string;
  readonly parameterGroupName: string;
  private readonly alarmPrefix: string;

  /** @throws Error for a name, version, number of nodes, number of days or user that ElastiCache or HIPAA refuses */
  constructor(scope: Construct, id: string, props: RedisCacheProps) {
    super(scope, id);
    requireValidRedis(this.node.path, props);
    this.securityGroup = new SecurityGroup(this, "security_group", {
      vpcId: props.vpcId,
      name: props.securityGroupName,
      description: `Redis ${props.name}`,
    });
    this.logGroups = {
      "slow-log": this.createLogs(props, "slow-log"),
      "engine-log": this.createLogs(props, "engine-log"),
    };
    const users = new RedisUsers(this, "user", props);
    const group = this.createGroup(props, users.groupId);

    this.replicationGroupId = group.replicationGroupId;
    this.replicationGroupArn = group.arn;
    this.primaryEndpoint = group.primaryEndpointAddress;
    this.readerEndpoint = group.readerEndpointAddress;
    this.username = users.username;
    this.userArn = users.userArn;
    this.userGroupId = users.groupId;
    this.memberClusterIds = memberClusterIds(group.replicationGroupId, props.nodes.count);
    this.subnetGroupName = group.subnetGroupName;
    this.parameterGroupName = group.parameterGroupName;
    this.alarmPrefix = `${props.name}-redis`;
  }

  /**
   * Opens the way from the source's group to Redis, on both sides.
   *
   * @param peer short name of the source; the rule's address ends in `from_<peer>`
   */
  allowConnectionsFrom(peer: string, source: SecurityGroup, description: string): void {
    this.securityGroup.allowFrom(peer, { source, port: PORT, description });
    source.allowTo(this.node.id, { destination: this.securityGroup, port: PORT, description });
  }

  /** Tells the topic about too much load, too little memory, and replicas that fall behind. 164.308(a)(6)(ii) */
  watch(topic: AlarmTopic): void {
    new RedisAlarms(this, "alarms", { topic, prefix: this.alarmPrefix, nodes: this.memberClusterIds });
  }

  /**
   * Lets a role log in to this group as the application's user, and as nobody else. 164.312(d)
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
   */
  permitConnecting(): readonly PolicyStatement[] {
    const resources = [this.replicationGroupArn, this.userArn];
    return [{ sid: "ConnectToRedis", actions: ["elasticache:Connect"], resources }];
  }

  /** Both may quote commands with their values. */
  private createLogs(props: RedisCacheProps, type: LogType): EncryptedLogGroup {
    return new EncryptedLogGroup(this, type.replace("-", "_"), {
      name: `/aws/elasticache/${props.name}/${type}`,
      retentionDays: props.logRetentionDays,
      keyArn: props.logsKeyArn,
      dataClass: "phi",
      protection: props.protection,
    });
  }

  private createGroup(props: RedisCacheProps, userGroupId: string): ElasticacheReplicationGroup {
    const several = props.nodes.count > 1;
    const subnets = new ElasticacheSubnetGroup(this, "subnets", {
      name: `${props.name}-redis`,
      description: `Data subnets of ${props.name}`,
      subnetIds: [...props.subnetIds],
    });
    // Empty: Redis is as AWS ships it. It exists because AWS's default group cannot be changed.
    const parameters = new ElasticacheParameterGroup(this, "parameters", {
      name: `${props.name}-${FAMILY}`,
      family: FAMILY,
      description: `Parameters of ${props.name}`,
      // The name holds the major version: at an upgrade the new group stands beside the one still in use.
      lifecycle: { createBeforeDestroy: true },
    });
    const group = new ElasticacheReplicationGroup(this, "Resource", {
      replicationGroupId: props.name,
      description: `Redis of ${props.name}`,
      engine: "redis",
      engineVersion: props.engineVersion,
      nodeType: props.nodeType,
      numCacheClusters: props.nodes.count,
      multiAzEnabled: several, // 164.308(a)(7)(i)
      automaticFailoverEnabled: several,
      port: PORT,
      subnetGroupName: subnets.name,
      securityGroupIds: [this.securityGroup.securityGroupId], // 164.312(a)(1)
      parameterGroupName: parameters.name,
      atRestEncryptionEnabled: "true", // 164.312(a)(2)(iv)
      kmsKeyId: props.keyArn,
      transitEncryptionEnabled: true, // 164.312(e)(1)
      transitEncryptionMode: "required",
      userGroupIds: [userGroupId], // 164.312(d)
      logDeliveryConfiguration: LOG_TYPES.map((logType) => ({
        logType,
        logFormat: "json",
        destinationType: "cloudwatch-logs",
        destination: this.logGroups[logType].logGroupName,
      })), // 164.312(b)
      snapshotWindow: props.snapshotWindow,
      snapshotRetentionLimit: props.snapshotRetentionDays, // 164.308(a)(7)(ii)(A)
      maintenanceWindow: props.maintenanceWindow,
      autoMinorVersionUpgrade: "true", // 164.308(a)(5)(ii)(B)
      applyImmediately: false,
      ...(props.protection.kept && { finalSnapshotIdentifier: `${props.name}-final` }), // 164.312(c)(1)
      // ElastiCache would make log groups itself, unencrypted and kept for ever, if it came first.
      dependsOn: LOG_TYPES.map((type) => this.logGroups[type].node.defaultChild as CloudwatchLogGroup),
      // AWS raises the minor version in the maintenance window; Terraform must not ask for the old one again.
      lifecycle: { ...lifecycleOf(props.protection), ignoreChanges: ["engine_version"] },
    });
    classify(group, "phi");
    if ("reason" in props.nodes && !several) {
      acknowledgeByDesign(group, "redis-fails-over-automatically", props.nodes.reason);
    }
    return group;
  }
}

/** ElastiCache numbers the nodes itself. */
function memberClusterIds(replicationGroupId: string, count: number): Readonly<Record<string, string>> {
  const nodes = Array.from({ length: count }, (_, index) => String(index + 1).padStart(3, "0"));
  return Object.fromEntries(nodes.map((node) => [node, `${replicationGroupId}-${node}`]));
}
