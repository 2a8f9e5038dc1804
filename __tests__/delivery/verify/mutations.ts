import type { AwsClients } from "../../../src/delivery/aws/clients";

/** The value of a resource's attribute in the state, by its address. */
export type Attribute = (address: string, attribute: string) => string;

/** Something that a person or program may break by hand in a running estate. */
export interface Mutation {
  readonly what: string;
  readonly breaks: (aws: AwsClients, at: Attribute) => Promise<unknown>;
  /** Ids of the checks that must fail, and no others. */
  readonly fails: readonly string[];
  /** Undoes it, so that it does not hide the next one. */
  readonly mends: (aws: AwsClients, at: Attribute) => Promise<unknown>;
}

const key = (at: Attribute) => ({ KeyId: at("aws_kms_key.keys_aurora", "key_id") });
const trail = (at: Attribute) => ({ Name: at("aws_cloudtrail.trail", "arn") });
const postgresForAll = [{ IpProtocol: "tcp", FromPort: 5432, ToPort: 5432, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];
const databaseGroup = (at: Attribute) => ({ GroupId: at("aws_security_group.database_security_group", "id") });
const api = (at: Attribute) => ({
  cluster: at("aws_ecs_service.api", "cluster"),
  service: at("aws_ecs_service.api", "name"),
});
const balancer = (at: Attribute) => ({ LoadBalancerArn: at("aws_lb.load_balancer", "arn") });
const attribute = (Key: string, Value: string) => ({ Attributes: [{ Key, Value }] });
const repository = (at: Attribute) => ({ repositoryName: at("aws_ecr_repository.api_repository", "name") });
const vault = (at: Attribute) => ({ BackupVaultName: at("aws_backup_vault.backup_vault", "name") });
const trailLog = (at: Attribute) => ({ logGroupName: at("aws_cloudwatch_log_group.trail_log_group", "name") });
const bastion = (at: Attribute) => at("aws_instance.bastion", "id");
const network = (at: Attribute) => ({ Resources: [at("aws_vpc.network", "id")] });
const recorder = (at: Attribute) => ({
  ConfigurationRecorderName: at("aws_config_configuration_recorder.config", "name"),
});
const detector = (at: Attribute) => ({ DetectorId: at("aws_guardduty_detector.threats", "id") });

/** At a time one; each belongs to another part of the estate. */
export const mutations: readonly Mutation[] = [
  {
    what: "a key that no longer rotates",
    breaks: ({ kms }, at) => kms.disableKeyRotation(key(at)),
    fails: ["aws-kms-key-enable-key-rotation"],
    mends: ({ kms }, at) => kms.enableKeyRotation(key(at)),
  },
  {
    what: "a database group opened to the internet",
    breaks: ({ ec2 }, at) => ec2.authorizeSecurityGroupIngress({ ...databaseGroup(at), IpPermissions: postgresForAll }),
    fails: ["aurora-security-group", "aws-security-group-open-to-internet"],
    mends: ({ ec2 }, at) => ec2.revokeSecurityGroupIngress({ ...databaseGroup(at), IpPermissions: postgresForAll }),
  },
  {
    what: "a trail that somebody stopped",
    breaks: ({ cloudtrail }, at) => cloudtrail.stopLogging(trail(at)),
    fails: ["trail-logging", "aws-cloudtrail-enable-logging"],
    mends: ({ cloudtrail }, at) => cloudtrail.startLogging(trail(at)),
  },
  {
    what: "containers with public addresses",
    breaks: ({ ecs }, at) => ecs.updateService({ ...api(at), ...addresses("ENABLED", at) }),
    fails: ["aws-ecs-service-assign-public-ip"],
    mends: ({ ecs }, at) => ecs.updateService({ ...api(at), ...addresses("DISABLED", at) }),
  },
  {
    what: "a load balancer that passes malformed headers",
    breaks: ({ elb }, at) =>
      elb.modifyLoadBalancerAttributes({
        ...balancer(at),
        ...attribute("routing.http.drop_invalid_header_fields.enabled", "false"),
      }),
    fails: ["aws-lb-drop-invalid-header-fields"],
    mends: ({ elb }, at) =>
      elb.modifyLoadBalancerAttributes({
        ...balancer(at),
        ...attribute("routing.http.drop_invalid_header_fields.enabled", "true"),
      }),
  },
  {
    what: "a listener that accepts outdated TLS",
    breaks: ({ elb }, at) => elb.modifyListener({ ...https(at), SslPolicy: "ELBSecurityPolicy-2016-08" }),
    fails: ["alb-tls"],
    mends: ({ elb }, at) =>
      elb.modifyListener({ ...https(at), SslPolicy: at("aws_lb_listener.load_balancer_https", "ssl_policy") }),
  },
  {
    what: "a load balancer without its firewall",
    breaks: ({ wafv2 }, at) => wafv2.disassociateWebACL({ ResourceArn: at("aws_lb.load_balancer", "arn") }),
    fails: ["waf-association", "resources-exist"],
    mends: ({ wafv2 }, at) =>
      wafv2.associateWebACL({
        ResourceArn: at("aws_lb.load_balancer", "arn"),
        WebACLArn: at("aws_wafv2_web_acl.waf", "arn"),
      }),
  },
  {
    what: "image tags that can move",
    breaks: ({ ecr }, at) => ecr.putImageTagMutability({ ...repository(at), imageTagMutability: "MUTABLE" }),
    fails: ["aws-ecr-repository-image-tag-mutability"],
    mends: ({ ecr }, at) => ecr.putImageTagMutability({ ...repository(at), imageTagMutability: "IMMUTABLE" }),
  },
  {
    what: "a backup vault whose backups anybody may delete",
    breaks: ({ backup }, at) => backup.deleteBackupVaultAccessPolicy(vault(at)),
    fails: ["aws-backup-vault-policy-denies-manual-deletion", "resources-exist"],
    mends: ({ backup }, at) =>
      backup.putBackupVaultAccessPolicy({
        ...vault(at),
        Policy: at("aws_backup_vault_policy.backup_vault_policy", "policy"),
      }),
  },
  {
    what: "a database password that no longer changes",
    breaks: ({ secrets }, at) => secrets.cancelRotateSecret(applicationUser(at)),
    fails: ["aws-secretsmanager-secret-rotation-rotation-enabled"],
    mends: ({ secrets }, at) =>
      secrets.rotateSecret({
        ...applicationUser(at),
        RotationLambdaARN: at(
          "aws_secretsmanager_secret_rotation.database_user_rotation_schedule",
          "rotation_lambda_arn",
        ),
        RotationRules: { AutomaticallyAfterDays: 30 },
        RotateImmediately: false,
      }),
  },
  {
    what: "an audit log kept for a month",
    breaks: ({ logs }, at) => logs.putRetentionPolicy({ ...trailLog(at), retentionInDays: 30 }),
    fails: ["audit-log-retention"],
    mends: ({ logs }, at) => logs.putRetentionPolicy({ ...trailLog(at), retentionInDays: 2557 }),
  },
  {
    what: "a bastion whose credentials any program can ask for",
    breaks: ({ ec2 }, at) => ec2.modifyInstanceMetadataOptions({ InstanceId: bastion(at), HttpTokens: "optional" }),
    fails: ["aws-instance-http-tokens"],
    mends: ({ ec2 }, at) => ec2.modifyInstanceMetadataOptions({ InstanceId: bastion(at), HttpTokens: "required" }),
  },
  {
    what: "a network that is no longer marked as holding health data",
    breaks: ({ ec2 }, at) => ec2.deleteTags({ ...network(at), Tags: [{ Key: "HIPAA" }] }),
    fails: ["hipaa-tags"],
    mends: ({ ec2 }, at) => ec2.createTags({ ...network(at), Tags: [{ Key: "HIPAA", Value: "true" }] }),
  },
  {
    what: "a weak password policy",
    breaks: ({ iam }) => iam.updateAccountPasswordPolicy({ ...passwords, MinimumPasswordLength: 8 }),
    fails: ["aws-iam-account-password-policy-minimum-password-length"],
    mends: ({ iam }) => iam.updateAccountPasswordPolicy({ ...passwords, MinimumPasswordLength: 14 }),
  },
  {
    what: "a role for people that no longer demands a second factor",
    breaks: ({ iam }, at) => iam.detachRolePolicy(secondFactor(at)),
    fails: ["resources-exist"],
    mends: ({ iam }, at) => iam.attachRolePolicy(secondFactor(at)),
  },
  {
    what: "AWS Config that records no more",
    breaks: ({ config }, at) => config.stopConfigurationRecorder(recorder(at)),
    fails: ["config-recorder", "aws-config-configuration-recorder-status-recording"],
    mends: ({ config }, at) => config.startConfigurationRecorder(recorder(at)),
  },
  {
    what: "GuardDuty that somebody suspended",
    breaks: ({ guardduty }, at) => guardduty.updateDetector({ ...detector(at), Enable: false }),
    fails: ["aws-guardduty-detector-enable"],
    mends: ({ guardduty }, at) => guardduty.updateDetector({ ...detector(at), Enable: true }),
  },
  {
    what: "a bucket without its block of public access",
    breaks: ({ s3 }, at) => s3.deletePublicAccessBlock({ Bucket: at("aws_s3_bucket.trail_bucket", "bucket") }),
    fails: ["aws-s3-bucket-public-access-blocked"],
    mends: ({ s3 }, at) =>
      s3.putPublicAccessBlock({
        Bucket: at("aws_s3_bucket.trail_bucket", "bucket"),
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      }),
  },
];

const passwords = {
  MaxPasswordAge: 90,
  PasswordReusePrevention: 24,
  RequireLowercaseCharacters: true,
  RequireUppercaseCharacters: true,
  RequireNumbers: true,
  RequireSymbols: true,
};

const applicationUser = (at: Attribute) => ({
  SecretId: at("aws_secretsmanager_secret.secret_app_database_user", "arn"),
});

const secondFactor = (at: Attribute) => ({
  RoleName: at("aws_iam_role.bastion_access", "name"),
  PolicyArn: at("aws_iam_policy.bastion_access_mfa_policy", "arn"),
});

const https = (at: Attribute) => ({ ListenerArn: at("aws_lb_listener.load_balancer_https", "arn") });

function addresses(assignPublicIp: "ENABLED" | "DISABLED", at: Attribute) {
  const subnets = ["a", "b", "c"].map((zone) => at(`aws_subnet.network_app_${zone}`, "id"));
  const securityGroups = [at("aws_security_group.workloads", "id")];
  return { networkConfiguration: { awsvpcConfiguration: { subnets, securityGroups, assignPublicIp } } };
}
