export const keyArn = "arn:aws:kms:us-east-1:123456789012:key/1";
export const Tags = [{ Key: "HIPAA", Value: "true" }];
export const tagged = { "tag:HIPAA": "true" };
const everybody = [{ CidrIp: "0.0.0.0/0" }];
const allBlocked = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
};
const refusal = {
  Effect: "Deny",
  Principal: { AWS: "*" },
  Action: "s3:*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

const destination = {
  Bucket: "arn:aws:s3:::x-copy",
  EncryptionConfiguration: { ReplicaKmsKeyID: keyArn },
};
const copied = { copied_to: "x-copy", copy_kms_key_id: keyArn, copies_everything: true };

export interface Example {
  readonly type: string;
  readonly values: Record<string, unknown>;
  /** AWS's answers by operation. */
  readonly answers: Record<string, unknown>;
  readonly facts: Record<string, unknown>;
}

/** One answer of AWS for each type, and the facts that the checker takes from it. */
export const foundationExamples: readonly Example[] = [
  {
    type: "aws_vpc",
    values: { id: "vpc-1" },
    answers: {
      describeVpcs: { Vpcs: [{ CidrBlock: "10.0.0.0/16", State: "available", Tags }] },
      describeSubnets: { Subnets: [{ CidrBlock: "10.0.1.0/24" }, { CidrBlock: "10.0.2.0/24" }] },
    },
    facts: { cidr_block: "10.0.0.0/16", state: "available", subnets: ["10.0.1.0/24", "10.0.2.0/24"], ...tagged },
  },
  subnetExample("internet gateway", [{ Routes: [{ DestinationCidrBlock: "0.0.0.0/0", GatewayId: "igw-1" }] }]),
  subnetExample("NAT gateway", [{ Routes: [{ DestinationCidrBlock: "0.0.0.0/0", NatGatewayId: "nat-1" }] }]),
  subnetExample("none", [{ Routes: [{ DestinationCidrBlock: "10.0.0.0/16", GatewayId: "local" }] }], "10.0.0.0/16"),
  subnetExample("another target", [{ Routes: [{ DestinationCidrBlock: "0.0.0.0/0", TransitGatewayId: "tgw-1" }] }]),
  subnetExample("the VPC's main route table", []),
  {
    type: "aws_nat_gateway",
    values: { id: "nat-1" },
    answers: {
      describeNatGateways: {
        NatGateways: [
          { State: "available", NatGatewayAddresses: [{ PublicIp: "192.0.2.1", AllocationId: "eipalloc-1" }], Tags },
        ],
      },
    },
    facts: { state: "available", elastic_ip: true, ...tagged },
  },
  {
    type: "aws_eip",
    values: { id: "eipalloc-1" },
    answers: { describeAddresses: { Addresses: [{ AssociationId: "eipassoc-1", Tags }] } },
    facts: { associated: true, ...tagged },
  },
  {
    type: "aws_internet_gateway",
    values: { id: "igw-1", vpc_id: "vpc-1" },
    answers: {
      describeInternetGateways: { InternetGateways: [{ Attachments: [{ VpcId: "vpc-2", State: "available" }], Tags }] },
    },
    facts: { attachment: "detached", ...tagged },
  },
  {
    type: "aws_flow_log",
    values: { id: "fl-1" },
    answers: {
      describeFlowLogs: {
        FlowLogs: [
          {
            FlowLogStatus: "ACTIVE",
            TrafficType: "ALL",
            LogDestination: "arn:aws:logs:us-east-1:1:log-group:/aws/vpc/x:*",
            Tags,
          },
        ],
      },
    },
    facts: { status: "ACTIVE", traffic_type: "ALL", log_group: "/aws/vpc/x", ...tagged },
  },
  {
    type: "aws_vpc_endpoint",
    values: { id: "vpce-1" },
    answers: { describeVpcEndpoints: { VpcEndpoints: [{ State: "Available", Tags }] } },
    facts: { state: "available", ...tagged },
  },
  {
    type: "aws_security_group",
    values: { id: "sg-1" },
    answers: {
      describeSecurityGroups: {
        SecurityGroups: [
          {
            IpPermissions: [
              { IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: everybody },
              { IpProtocol: "tcp", FromPort: 5432, ToPort: 5432, IpRanges: everybody },
              { IpProtocol: "tcp", FromPort: 20, ToPort: 443, Ipv6Ranges: [{ CidrIpv6: "::/0" }] },
              { IpProtocol: "-1", IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
            ],
            Tags,
          },
        ],
      },
    },
    facts: {
      open_to_internet: ["5432", "20-443"],
      ingress_cidr_blocks: ["0.0.0.0/0", "0.0.0.0/0", "::/0", "10.0.0.0/8"],
      ...tagged,
    },
  },
  {
    type: "aws_default_security_group",
    values: { id: "sg-1" },
    answers: { describeSecurityGroups: { SecurityGroups: [{ IpPermissions: [{}], IpPermissionsEgress: [{}], Tags }] } },
    facts: { rules: 2, ...tagged },
  },
  ...["aws_route_table", "aws_default_route_table"].map((type) => tagsOnly(type, "describeRouteTables", "RouteTables")),
  ...["aws_network_acl", "aws_default_network_acl"].map((type) => tagsOnly(type, "describeNetworkAcls", "NetworkAcls")),
  ...["ingress", "egress"].map((way) =>
    tagsOnly(`aws_vpc_security_group_${way}_rule`, "describeSecurityGroupRules", "SecurityGroupRules"),
  ),
  {
    type: "aws_kms_key",
    values: { arn: keyArn },
    answers: {
      describeKey: { KeyMetadata: { KeyState: "Enabled" } },
      getKeyRotationStatus: { KeyRotationEnabled: true },
      listResourceTags: { Tags: [{ TagKey: "HIPAA", TagValue: "true" }] },
    },
    facts: { key_state: "Enabled", enable_key_rotation: true, ...tagged },
  },
  {
    type: "aws_kms_key",
    values: { arn: keyArn },
    answers: { describeKey: { KeyMetadata: { KeyState: "PendingDeletion" } } },
    facts: { key_state: "PendingDeletion" },
  },
  {
    type: "aws_kms_alias",
    values: { name: "alias/x" },
    answers: { describeKey: { KeyMetadata: { Arn: keyArn } } },
    facts: { name: "alias/x", target_key_arn: keyArn },
  },
  {
    type: "aws_secretsmanager_secret",
    values: { arn: "arn:secret" },
    answers: {
      describeSecret: {
        Name: "a/b",
        KmsKeyId: "alias/x",
        VersionIdsToStages: { v1: ["AWSCURRENT"], v0: ["AWSPREVIOUS"] },
        Tags,
      },
      describeKey: { KeyMetadata: { Arn: keyArn } },
    },
    facts: { name: "a/b", kms_key_id: keyArn, has_current_version: true, ...tagged },
  },
  {
    type: "aws_rds_cluster",
    values: { cluster_identifier: "x" },
    answers: {
      describeDBClusters: {
        DBClusters: [
          {
            DBClusterIdentifier: "x",
            Status: "available",
            EngineVersion: "15.10",
            StorageEncrypted: true,
            KmsKeyId: keyArn,
            BackupRetentionPeriod: 35,
            PreferredBackupWindow: "03:00-04:00",
            DeletionProtection: true,
            TagList: Tags,
          },
        ],
      },
    },
    facts: {
      cluster_identifier: "x",
      status: "available",
      engine_version: "15.10",
      storage_encrypted: true,
      kms_key_id: keyArn,
      backup_retention_period: 35,
      preferred_backup_window: "03:00-04:00",
      enabled_cloudwatch_logs_exports: [],
      deletion_protection: true,
      ...tagged,
    },
  },
  {
    type: "aws_rds_cluster_instance",
    values: { identifier: "x-1" },
    answers: {
      describeDBInstances: {
        DBInstances: [
          {
            DBInstanceStatus: "available",
            AvailabilityZone: "us-east-1a",
            PerformanceInsightsKMSKeyId: keyArn,
            TagList: Tags,
          },
        ],
      },
    },
    facts: {
      status: "available",
      availability_zone: "us-east-1a",
      performance_insights_enabled: false,
      performance_insights_kms_key_id: keyArn,
      publicly_accessible: false,
      ...tagged,
    },
  },
  ...[
    ["aws_db_subnet_group", "describeDBSubnetGroups", "DBSubnetGroups"],
    ["aws_rds_cluster_parameter_group", "describeDBClusterParameterGroups", "DBClusterParameterGroups"],
  ].map(([type = "", operation = "", list = ""]) => ({
    type,
    values: { name: "x", arn: "arn:x" },
    answers: { [operation]: { [list]: [{}] }, listTagsForResource: { TagList: Tags } },
    facts: tagged,
  })),
  {
    type: "aws_cloudwatch_log_group",
    values: { name: "/x", arn: "arn:x" },
    answers: {
      describeLogGroups: {
        logGroups: [{ logGroupName: "/x-neighbour" }, { logGroupName: "/x", retentionInDays: 2557, kmsKeyId: keyArn }],
      },
      listTagsForResource: { tags: { HIPAA: "true" } },
    },
    facts: { name: "/x", retention_in_days: 2557, kms_key_id: keyArn, encrypted: true, ...tagged },
  },
  {
    type: "aws_cloudtrail",
    values: { arn: "arn:trail" },
    answers: {
      getTrail: { Trail: { Name: "x", IsMultiRegionTrail: true, LogFileValidationEnabled: true, KmsKeyId: keyArn } },
      getTrailStatus: { IsLogging: true },
      listTags: { ResourceTagList: [{ TagsList: Tags }] },
    },
    facts: {
      name: "x",
      enable_logging: true,
      is_multi_region_trail: true,
      enable_log_file_validation: true,
      kms_key_id: keyArn,
      encrypted: true,
      ...tagged,
    },
  },
  bucketExample(
    {
      getBucketVersioning: { Status: "Enabled" },
      getBucketEncryption: encryptedBy({ SSEAlgorithm: "aws:kms", KMSMasterKeyID: keyArn }),
      getPublicAccessBlock: { PublicAccessBlockConfiguration: allBlocked },
      getBucketPolicy: { Policy: JSON.stringify({ Statement: [refusal] }) },
      getBucketNotificationConfiguration: { EventBridgeConfiguration: {} },
      getBucketTagging: { TagSet: Tags },
    },
    {
      versioning: "Enabled",
      sse_algorithm: "aws:kms",
      encrypted: true,
      kms_master_key_id: keyArn,
      public_access_blocked: true,
      tls_only: true,
      tells_event_bridge: true,
      ...tagged,
    },
  ),
  bucketExample(
    { getBucketVersioning: {}, getBucketEncryption: encryptedBy({ SSEAlgorithm: "AES256" }) },
    { sse_algorithm: "AES256", encrypted: true },
  ),
  bucketExample({ getBucketVersioning: {}, getBucketReplication: replicatedBy({}) }, copied),
  replicationExample(replicatedBy({}), { ...copied, copies_as_deployed: true }),
  // Copies that leave something out.
  ...[
    { Status: "Disabled" },
    { Filter: { Prefix: "invoices/" } },
    { Filter: { And: { Prefix: "", Tags: [] } } },
    { DeleteMarkerReplication: { Status: "Disabled" } },
    { DeleteMarkerReplication: undefined },
    { SourceSelectionCriteria: undefined },
  ].map((change) =>
    replicationExample(replicatedBy(change), { ...copied, copies_everything: false, copies_as_deployed: true }),
  ),
  // Copies elsewhere, or under another key.
  replicationExample(replicatedBy({ Destination: { ...destination, Bucket: "arn:aws:s3:::y" } }), {
    ...copied,
    copied_to: "y",
    copies_as_deployed: false,
  }),
  replicationExample(replicatedBy({ Destination: { Bucket: destination.Bucket } }), {
    copied_to: "x-copy",
    copies_everything: true,
    copies_as_deployed: false,
  }),
  // One of the four left open is open.
  bucketExample({
    getBucketVersioning: {},
    getPublicAccessBlock: { PublicAccessBlockConfiguration: { ...allBlocked, RestrictPublicBuckets: false } },
  }),
  // Refusals that do not refuse everybody everything.
  ...[
    { ...refusal, Effect: "Allow" },
    { ...refusal, Action: "s3:PutObject" },
    { ...refusal, Principal: { AWS: "arn:aws:iam::123456789012:role/x" } },
    { ...refusal, Condition: { Bool: { "aws:SecureTransport": "true" } } },
    { ...refusal, Condition: { ...refusal.Condition, StringEquals: { "aws:SourceAccount": "1" } } },
  ].map((statement) =>
    bucketExample({
      getBucketVersioning: {},
      getBucketPolicy: { Policy: JSON.stringify({ Statement: statement }) },
    }),
  ),
  {
    type: "aws_sns_topic",
    values: { arn: "arn:aws:sns:us-east-1:123456789012:topic" },
    answers: {
      getTopicAttributes: { Attributes: { KmsMasterKeyId: keyArn } },
      listTagsForResource: { Tags },
      listSubscriptionsByTopic: {
        Subscriptions: [
          { Protocol: "https", Endpoint: "https://events.example.com/key", SubscriptionArn: "arn:subscription" },
          { Protocol: "https", Endpoint: "https://silent.example.com/key", SubscriptionArn: "PendingConfirmation" },
          { Protocol: "email", Endpoint: "oncall@example.com", SubscriptionArn: "arn:mail" },
        ],
      },
    },
    facts: {
      name: "topic",
      https_endpoints: ["events.example.com"],
      kms_master_key_id: keyArn,
      customer_key: true,
      ...tagged,
    },
  },
  {
    type: "aws_sns_topic",
    values: { arn: "arn:topic" },
    answers: {
      getTopicAttributes: { Attributes: { KmsMasterKeyId: "alias/aws/sns" } },
      listTagsForResource: { Tags },
      listSubscriptionsByTopic: {},
      describeKey: { KeyMetadata: { Arn: keyArn } },
    },
    facts: { name: "topic", https_endpoints: [], kms_master_key_id: keyArn, customer_key: false, ...tagged },
  },
  {
    type: "aws_cloudwatch_metric_alarm",
    values: { alarm_name: "x" },
    answers: {
      describeAlarms: {
        MetricAlarms: [
          {
            AlarmName: "x",
            Namespace: "AWS/RDS",
            MetricName: "CPUUtilization",
            Threshold: 80,
            ActionsEnabled: true,
            AlarmActions: ["arn:topic"],
          },
        ],
      },
      listTagsForResource: { Tags },
    },
    facts: {
      alarm_name: "x",
      namespace: "AWS/RDS",
      metric_name: "CPUUtilization",
      threshold: 80,
      actions_enabled: true,
      has_action: true,
      ...tagged,
    },
  },
  {
    type: "aws_iam_role",
    values: { name: "x" },
    answers: { getRole: { Role: { Tags } } },
    facts: tagged,
  },
  {
    type: "aws_iam_policy",
    values: { arn: "arn:policy" },
    answers: { getPolicy: { Policy: { Tags } } },
    facts: tagged,
  },
  {
    type: "aws_iam_role_policy_attachment",
    values: { role: "role", policy_arn: "arn:policy" },
    answers: {
      listAttachedRolePolicies: { AttachedPolicies: [{ PolicyArn: "arn:other" }, { PolicyArn: "arn:policy" }] },
    },
    facts: { policy_arn: "arn:policy" },
  },
];

function subnetExample(wayOut: string, RouteTables: object[], localRoute = "none"): Example {
  const subnet = { CidrBlock: "10.0.1.0/24", AvailabilityZone: "us-east-1a", State: "available", Tags };
  return {
    type: "aws_subnet",
    values: { id: "subnet-1" },
    answers: { describeSubnets: { Subnets: [subnet] }, describeRouteTables: { RouteTables } },
    facts: {
      cidr_block: "10.0.1.0/24",
      availability_zone: "us-east-1a",
      state: "available",
      way_out: wayOut,
      local_route: localRoute,
      ...tagged,
    },
  };
}

/** A bucket with these settings; "not found" is S3's word for the others. */
function bucketExample(settings: Record<string, unknown>, facts: Record<string, unknown> = {}): Example {
  const open = { versioning: "never enabled", encrypted: false, public_access_blocked: false, tls_only: false };
  return {
    type: "aws_s3_bucket",
    values: { bucket: "x" },
    answers: { headBucket: { BucketRegion: "us-east-1" }, getBucketNotificationConfiguration: {}, ...settings },
    facts: { bucket: "x", ...open, tells_event_bridge: false, ...facts },
  };
}

/** The replication of a bucket as it was deployed to `x-copy`, and what AWS says of it. */
function replicationExample(getBucketReplication: object, facts: Record<string, unknown>): Example {
  const encryption_configuration = [{ replica_kms_key_id: keyArn }];
  return {
    type: "aws_s3_bucket_replication_configuration",
    values: { bucket: "x", rule: [{ destination: [{ bucket: "arn:aws:s3:::x-copy", encryption_configuration }] }] },
    answers: { getBucketReplication },
    facts,
  };
}

function replicatedBy(change: object) {
  const on = { Status: "Enabled" };
  const rule = {
    ...on,
    Filter: { Prefix: "" },
    DeleteMarkerReplication: on,
    SourceSelectionCriteria: { SseKmsEncryptedObjects: on },
    Destination: destination,
    ...change,
  };
  return { ReplicationConfiguration: { Rules: [rule] } };
}

function encryptedBy(ApplyServerSideEncryptionByDefault: object) {
  return { ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault }] } };
}

function tagsOnly(type: string, operation: string, list: string): Example {
  return { type, values: { id: "x" }, answers: { [operation]: { [list]: [{ Tags }] } }, facts: tagged };
}
