import type { Attribute, Mutation } from "./mutations";

const instance = (at: Attribute) => ({
  DBInstanceIdentifier: at("aws_db_instance.database", "identifier"),
  ApplyImmediately: true,
});
const parameters = (at: Attribute) => ({
  DBParameterGroupName: at("aws_db_parameter_group.database_parameters", "name"),
});
const transport = (ParameterValue: string) => ({
  Parameters: [{ ParameterName: "require_secure_transport", ParameterValue, ApplyMethod: "immediate" as const }],
});
const cache = (at: Attribute) => ({
  ReplicationGroupId: at("aws_elasticache_replication_group.redis", "replication_group_id"),
  ApplyImmediately: true,
});
const cacheUser = (at: Attribute) => ({ UserId: at("aws_elasticache_user.redis_user", "user_id") });
const documents = (at: Attribute) => ({ Bucket: at("aws_s3_bucket.documents", "bucket") });
const service = (at: Attribute) => ({
  cluster: at("aws_ecs_service.api", "cluster"),
  service: at("aws_ecs_service.api", "name"),
});
const deploymentGroup = (at: Attribute) => ({
  applicationName: at("aws_codedeploy_deployment_group.api_traffic_shift", "app_name"),
  currentDeploymentGroupName: at("aws_codedeploy_deployment_group.api_traffic_shift", "deployment_group_name"),
});
const https = (at: Attribute) => ({ ListenerArn: at("aws_lb_listener.load_balancer_https", "arn") });
const balancer = (at: Attribute) => ({ LoadBalancerArn: at("aws_lb.load_balancer", "arn") });
const databaseGroup = (at: Attribute) => ({ GroupId: at("aws_security_group.database_security_group", "id") });
const mysqlForAll = [{ IpProtocol: "tcp", FromPort: 3306, ToPort: 3306, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];
const key = (at: Attribute) => ({ KeyId: at("aws_kms_key.keys_rds", "key_id") });
const trail = (at: Attribute) => ({ Name: at("aws_cloudtrail.trail", "arn") });
const auditLog = (at: Attribute) => ({ logGroupName: at("aws_cloudwatch_log_group.database_logs_audit", "name") });
const secondFactor = (at: Attribute) => ({
  RoleName: at("aws_iam_role.shell_role", "name"),
  PolicyArn: at("aws_iam_policy.shell_role_mfa_policy", "arn"),
});
const network = (at: Attribute) => ({ Resources: [at("aws_vpc.network", "id")] });

/** One for each component of OmniPortal, on its production. */
export const omniPortalMutations: readonly Mutation[] = [
  {
    what: "a database that the internet may reach",
    breaks: ({ rds }, at) => rds.modifyDBInstance({ ...instance(at), PubliclyAccessible: true }),
    fails: ["aws-db-instance-publicly-accessible"],
    mends: ({ rds }, at) => rds.modifyDBInstance({ ...instance(at), PubliclyAccessible: false }),
  },
  {
    what: "a database with a day of backups",
    breaks: ({ rds }, at) => rds.modifyDBInstance({ ...instance(at), BackupRetentionPeriod: 1 }),
    fails: ["mysql-backups"],
    mends: ({ rds }, at) => rds.modifyDBInstance({ ...instance(at), BackupRetentionPeriod: 35 }),
  },
  {
    what: "a database that takes connections without TLS",
    breaks: ({ rds }, at) => rds.modifyDBParameterGroup({ ...parameters(at), ...transport("0") }),
    fails: ["aws-db-parameter-group-unchanged"],
    mends: ({ rds }, at) => rds.modifyDBParameterGroup({ ...parameters(at), ...transport("1") }),
  },
  {
    what: "a database group opened to the internet",
    breaks: ({ ec2 }, at) => ec2.authorizeSecurityGroupIngress({ ...databaseGroup(at), IpPermissions: mysqlForAll }),
    fails: ["aws-security-group-open-to-internet", "store-security-groups"],
    mends: ({ ec2 }, at) => ec2.revokeSecurityGroupIngress({ ...databaseGroup(at), IpPermissions: mysqlForAll }),
  },
  {
    what: "a Redis with a day of snapshots",
    breaks: ({ elasticache }, at) => elasticache.modifyReplicationGroup({ ...cache(at), SnapshotRetentionLimit: 1 }),
    fails: ["redis-snapshots"],
    mends: ({ elasticache }, at) => elasticache.modifyReplicationGroup({ ...cache(at), SnapshotRetentionLimit: 15 }),
  },
  {
    what: "a Redis user who may administer",
    breaks: ({ elasticache }, at) => elasticache.modifyUser({ ...cacheUser(at), AccessString: "on ~* +@all" }),
    fails: ["aws-elasticache-user-access-as-declared"],
    mends: ({ elasticache }, at) =>
      elasticache.modifyUser({
        ...cacheUser(at),
        AccessString: at("aws_elasticache_user.redis_user", "access_string"),
      }),
  },
  {
    what: "a bucket that no longer keeps versions",
    breaks: ({ s3 }, at) =>
      s3.putBucketVersioning({ ...documents(at), VersioningConfiguration: { Status: "Suspended" } }),
    fails: ["aws-s3-bucket-versioning"],
    mends: ({ s3 }, at) => s3.putBucketVersioning({ ...documents(at), VersioningConfiguration: { Status: "Enabled" } }),
  },
  {
    what: "shells that somebody switched off",
    breaks: ({ ecs }, at) => ecs.updateService({ ...service(at), enableExecuteCommand: false }),
    fails: ["aws-ecs-service-shells-as-planned"],
    mends: ({ ecs }, at) => ecs.updateService({ ...service(at), enableExecuteCommand: true }),
  },
  {
    what: "deployments that no alarm undoes",
    breaks: ({ codedeploy }, at) =>
      codedeploy.updateDeploymentGroup({
        ...deploymentGroup(at),
        autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE"] },
      }),
    fails: ["aws-codedeploy-deployment-group-rolls-back"],
    mends: ({ codedeploy }, at) =>
      codedeploy.updateDeploymentGroup({
        ...deploymentGroup(at),
        autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
      }),
  },
  {
    what: "a listener that accepts outdated TLS",
    breaks: ({ elb }, at) => elb.modifyListener({ ...https(at), SslPolicy: "ELBSecurityPolicy-2016-08" }),
    fails: ["alb-tls"],
    mends: ({ elb }, at) => elb.modifyListener({ ...https(at), SslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" }),
  },
  {
    what: "a load balancer without its firewall",
    breaks: ({ wafv2 }, at) => wafv2.disassociateWebACL({ ResourceArn: balancer(at).LoadBalancerArn }),
    fails: ["resources-exist", "waf-association"],
    mends: ({ wafv2 }, at) =>
      wafv2.associateWebACL({
        ResourceArn: balancer(at).LoadBalancerArn,
        WebACLArn: at("aws_wafv2_web_acl.waf", "arn"),
      }),
  },
  {
    what: "a key that no longer rotates",
    breaks: ({ kms }, at) => kms.disableKeyRotation(key(at)),
    fails: ["aws-kms-key-enable-key-rotation"],
    mends: ({ kms }, at) => kms.enableKeyRotation(key(at)),
  },
  {
    what: "an audit log that is kept a month",
    breaks: ({ logs }, at) => logs.putRetentionPolicy({ ...auditLog(at), retentionInDays: 30 }),
    fails: ["audit-log-retention"],
    mends: ({ logs }, at) => logs.putRetentionPolicy({ ...auditLog(at), retentionInDays: 2557 }),
  },
  {
    what: "a trail that somebody stopped",
    breaks: ({ cloudtrail }, at) => cloudtrail.stopLogging(trail(at)),
    fails: ["aws-cloudtrail-enable-logging", "trail-logging"],
    mends: ({ cloudtrail }, at) => cloudtrail.startLogging(trail(at)),
  },
  {
    what: "a role of people without the demand for a second factor",
    breaks: ({ iam }, at) => iam.detachRolePolicy(secondFactor(at)),
    fails: ["resources-exist"],
    mends: ({ iam }, at) => iam.attachRolePolicy(secondFactor(at)),
  },
  {
    what: "a VPC without its tag",
    breaks: ({ ec2 }, at) => ec2.deleteTags({ ...network(at), Tags: [{ Key: "HIPAA" }] }),
    fails: ["hipaa-tags"],
    mends: ({ ec2 }, at) => ec2.createTags({ ...network(at), Tags: [{ Key: "HIPAA", Value: "true" }] }),
  },
];
