/** One AWS-managed rule of a conformance pack. */
export interface ManagedRule {
  /** Name in the pack and, with a suffix by AWS, in AWS Config. */
  readonly name: string;
  /** AWS's identifier of the rule. */
  readonly identifier: string;
  /** What the pack sets; the rest stays at the rule's own default. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Paragraphs of 45 CFR that the rule gives evidence for, such as `164.312(b)`. */
  readonly cfr: readonly string[];
}

/**
 * The 130 rules of "Operational Best Practices for HIPAA Security": name, identifier, paragraphs of 45 CFR 164.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/operational-best-practices-for-hipaa_security.html
 */
const TABLE = `
access-keys-rotated ACCESS_KEYS_ROTATED 308(a)(3)(ii)(C) 308(a)(4)(ii)(B) 308(a)(4)(ii)(C) 308(a)(5)(ii)(D)
acm-certificate-expiration-check ACM_CERTIFICATE_EXPIRATION_CHECK 308(a)(4)(ii)(A) 312(e)(1)
alb-http-to-https-redirection-check ALB_HTTP_TO_HTTPS_REDIRECTION_CHECK 308(a)(1)(ii)(B) 308(a)(4)(ii)(A) 312(a)(2)(iv) 312(e)(1) 312(e)(2)(i) 312(e)(2)(ii)
alb-waf-enabled ALB_WAF_ENABLED 308(a)(5)(ii)(B) 312(e)(1)
annual-risk-assessment-performed AWS_CONFIG_PROCESS_CHECK 308(a)(1)(ii)(A)
api-gw-associated-with-waf API_GW_ASSOCIATED_WITH_WAF 308(a)(5)(ii)(B) 312(e)(1)
api-gw-execution-logging-enabled API_GW_EXECUTION_LOGGING_ENABLED 308(a)(1)(ii)(D) 308(a)(6)(ii) 312(b)
api-gw-ssl-enabled API_GW_SSL_ENABLED 312(a)(2)(iv) 312(e)(1) 312(e)(2)(i) 312(e)(2)(ii)
aurora-resources-protected-by-backup-plan AURORA_RESOURCES_PROTECTED_BY_BACKUP_PLAN 308(a)(7)(i) 308(a)(7)(ii)(A) 308(a)(7)(ii)(B) 308(a)(7)(ii)(C) 310(d)(2)(iv) 312(a)(2)(ii)
autoscaling-group-elb-healthcheck-required AUTOSCALING_GROUP_ELB_HEALTHCHECK_REQUIRED 308(a)(1)(ii)(B) 308(a)(7)(i) 308(a)(7)(ii)(A) 308(a)(7)(ii)(B) 308(a)(7)(ii)(C) 312(b)
autoscaling-launch-config-public-ip-disabled AUTOSCALING_LAUNCH_CONFIG_PUBLIC_IP_DISABLED 308(a)(3)(i) 308(a)(3)(ii)(B) 308(a)(4)(ii)(A) 308(a)(4)(ii)(C) 312(a)(1) 312(e)(1)
backup-plan-min-frequency-and-min-retention-check BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK 308(a)(7)(i) 308(a)(7)(ii)(A) 308(a)(7)(ii)(B) 308(a)(7)(ii)(C) 310(d)(2)(iv) 312(a)(2)(ii)
backup-recovery-point-encrypted BACKUP_RECOVERY_POINT_ENCRYPTED 308(a)(7)(i) 308(a)(7)(ii)(A) 308(a)(7)(ii)(B) 308(a)(7)(ii)(C) 310(d)(2)(iv) 312(a)(2)(ii)
backup-recovery-point-manual-deletion-disabled BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED 308(a)(7)(i) 308(a)(7)(ii)(A) 308(a)(7)(ii)(B) 308(a)(7)(ii)(C) 310(d)(2)(iv) 312(a)(2)(ii)
cloud-trail-cloud-watch-logs-enabled CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED 308(a)(1)(ii)(D) 308(a)(3)(ii)(A) 308(a)(5)(ii)(C) 308(a)(6)(ii) 312(b) 312(e)(2)(i)
cloud-trail-encryption-enabled CLOUD_TRAIL_ENCRYPTION_ENABLED 308(a)(1)(ii)(B) 308(a)(1)(ii)(D) 308(a)(4)(ii)(A) 312(a)(2)(iv) 312(c)(1) 312(c)(2) 312(e)(2)(ii) 314(b)(2)
cloud-trail-log-file-validation-enabled CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED 308(a)(1)(ii)(B) 308(a)(1)(ii)(D) 308(a)(5)(ii)(C) 308(a)(6)(ii) 312(b) 312(c)(1) 312(c)(2)
cloudtrail-enabled CLOUD_TRAIL_ENABLED 308(a)(1)(ii)(A) 308(a)(1)(ii)(D) 308(a)(3)(ii)(A) 308(a)(5)(ii)(C) 308(a)(6)(ii) 312(b) 312(e)(2)(i)
cloudtrail-s3-dataevents-enabled CLOUDTRAIL_S3_DATAEVENTS_ENABLED 308(a)(1)(ii)(D) 308(a)(3)(ii)(A) 308(a)(6)(ii) 312(a)(2)(i) 312(b) 312(e)(2)(i)
cloudwatch-alarm-action-check CLOUDWATCH_ALARM_ACTION_CHECK 308(a)(6)(i) 312(b)
codebuild-project-envvar-awscred-check CODEBUILD_PROJECT_ENVVAR_AWSCRED_CHECK 308(a)(1)(ii)(B) 308(a)(3)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(C) 312(a)(1)
codebuild-project-source-repo-url-check CODEBUILD_PROJECT_SOURCE_REPO_URL_CHECK 308(a)(1)(ii)(B) 308(a)(3)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(C) 312(a)(1)
db-instance-backup-enabled DB_INSTANCE_BACKUP_ENABLED 308(a)(1)(ii)(B) 308(a)(7)(i) 308(a)(7)(ii)(A) 308(a)(7)(ii)(B) 308(a)(7)(ii)(C) 310(d)(2)(iv) 312(a)(2)(ii)
dms-replication-not-public DMS_REPLICATION_NOT_PUBLIC 308(a)(1)(ii)(B) 308(a)(3)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(C) 312(a)(1) 312(e)(1)
dynamodb-autoscaling-enabled DYNAMODB_AUTOSCALING_ENABLED 308(a)(1)(ii)(B) 308(a)(7)(i) 308(a)(7)(ii)(A) 308(a)(7)(ii)(B) 308(a)(7)(ii)(C)
dynamodb-in-backup-plan DYNAMODB_IN_BACKUP_PLAN 308(a)(7)(i) 308(a)(7)(ii)(A) 308(a)(7)(ii)(B) 308(a)(7)(ii)(C) 310(d)(2)(iv) 312(a)(2)(ii)
dynamodb-pitr-enabled DYNAMODB_PITR_ENABLED 308(a)(1)(ii)(B) 308(a)(7)(i) 308(a)(7)(ii)(A) 308(a)(7)(ii)(B) 308(a)(7)(ii)(C) 310(d)(2)(iv) 312(a)(2)(ii)
dynamodb-throughput-limit-check DYNAMODB_THROUGHPUT_LIMIT_CHECK 312(b)
ebs-in-backup-plan EBS_IN_BACKUP_PLAN 308(a)(7)(i) 308(a)(7)(ii)(A) 308(a)(7)(ii)(B) 308(a)(7)(ii)(C) 310(d)(2)(iv) 312(a)(2)(ii)
ebs-snapshot-public-restorable-check EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK 308(a)(1)(ii)(B) 308(a)(3)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(C) 312(a)(1) 312(e)(1)
ec2-ebs-encryption-by-default EC2_EBS_ENCRYPTION_BY_DEFAULT 308(a)(1)(ii)(B) 308(a)(4)(ii)(A) 312(a)(2)(iv) 312(c)(1) 312(e)(2)(ii) 314(b)(2)
ec2-imdsv2-check EC2_IMDSV2_CHECK 308(a)(3)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(C) 312(a)(1)
ec2-instance-managed-by-systems-manager EC2_INSTANCE_MANAGED_BY_SSM 308(a)(1)(ii)(B) 308(a)(5)(ii)(B)
ec2-instance-no-public-ip EC2_INSTANCE_NO_PUBLIC_IP 308(a)(1)(ii)(B) 308(a)(3)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(C) 312(a)(1) 312(e)(1)
ec2-instance-profile-attached EC2_INSTANCE_PROFILE_ATTACHED 308(a)(3)(i) 308(a)(3)(ii)(A) 308(a)(4)(ii)(A) 308(a)(4)(ii)(B) 308(a)(4)(ii)(C) 312(a)(1)
ec2-instances-in-vpc INSTANCES_IN_VPC 308(a)(1)(ii)(B) 308(a)(3)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(C) 312(a)(1) 312(e)(1)
ec2-managedinstance-association-compliance-status-check EC2_MANAGEDINSTANCE_ASSOCIATION_COMPLIANCE_STATUS_CHECK 308(a)(1)(ii)(B) 308(a)(5)(ii)(B)
ec2-managedinstance-patch-compliance-status-check EC2_MANAGEDINSTANCE_PATCH_COMPLIANCE_STATUS_CHECK 308(a)(1)(ii)(B) 308(a)(5)(ii)(A) 308(a)(5)(ii)(B)
ec2-resources-protected-by-backup-plan EC2_RESOURCES_PROTECTED_BY_BACKUP_PLAN 308(a)(7)(i) 308(a)(7)(ii)(A) 308(a)(7)(ii)(B) 308(a)(7)(ii)(C) 310(d)(2)(iv) 312(a)(2)(ii)
ec2-stopped-instance EC2_STOPPED_INSTANCE 308(a)(1)(ii)(B)
ecs-containers-readonly-access ECS_CONTAINERS_READONLY_ACCESS 308(a)(5)(ii)(B) 312(c)(1)
ecs-task-definition-user-for-host-mode-check ECS_TASK_DEFINITION_USER_FOR_HOST_MODE_CHECK 308(a)(3)(i) 308(a)(3)(ii)(A) 308(a)(4)(ii)(A) 308(a)(4)(ii)(C) 312(a)(1)
efs-encrypted-check EFS_ENCRYPTED_CHECK 308(a)(1)(ii)(B) 308(a)(4)(ii)(A) 312(a)(2)(iv) 312(e)(2)(ii)
efs-in-backup-plan EFS_IN_BACKUP_PLAN 308(a)(7)(i) 308(a)(7)(ii)(A) 308(a)(7)(ii)(B) 308(a)(7)(ii)(C) 310(d)(2)(iv) 312(a)(2)(ii)
elastic-beanstalk-managed-updates-enabled ELASTIC_BEANSTALK_MANAGED_UPDATES_ENABLED 308(a)(5)(ii)(A)
elasticache-redis-cluster-automatic-backup-check ELASTICACHE_REDIS_CLUSTER_AUTOMATIC_BACKUP_CHECK 308(a)(1)(ii)(B) 308(a)(7)(i) 308(a)(7)(ii)(A) 308(a)(7)(ii)(B) 308(a)(7)(ii)(C) 310(d)(2)(iv) 312(a)(2)(ii)
elasticsearch-encrypted-at-rest ELASTICSEARCH_ENCRYPTED_AT_REST 308(a)(1)(ii)(B) 308(a)(4)(ii)(A) 312(a)(2)(iv) 312(c)(1) 312(e)(2)(ii) 314(b)(2)
elasticsearch-in-vpc-only ELASTICSEARCH_IN_VPC_ONLY 308(a)(1)(ii)(B) 308(a)(3)(i) 308(a)(4)(ii)(C) 312(a)(1) 312(e)(1)
elasticsearch-logs-to-cloudwatch ELASTICSEARCH_LOGS_TO_CLOUDWATCH 308(a)(3)(ii)(A) 312(b)
elasticsearch-node-to-node-encryption-check ELASTICSEARCH_NODE_TO_NODE_ENCRYPTION_CHECK 308(a)(4)(ii)(A) 312(a)(2)(iv) 312(c)(1) 312(e)(1) 312(e)(2)(ii) 314(b)(2)
elb-acm-certificate-required ELB_ACM_CERTIFICATE_REQUIRED 308(a)(1)(ii)(B) 308(a)(4)(ii)(A) 312(a)(2)(iv) 312(e)(1) 312(e)(2)(i) 312(e)(2)(ii)
elb-cross-zone-load-balancing-enabled ELB_CROSS_ZONE_LOAD_BALANCING_ENABLED 308(a)(7)(i) 308(a)(7)(ii)(C)
elb-deletion-protection-enabled ELB_DELETION_PROTECTION_ENABLED 308(a)(1)(ii)(B) 308(a)(7)(i) 308(a)(7)(ii)(C)
elb-logging-enabled ELB_LOGGING_ENABLED 308(a)(1)(ii)(D) 308(a)(3)(ii)(A) 308(a)(6)(ii) 312(b)
elb-predefined-security-policy-ssl-check ELB_PREDEFINED_SECURITY_POLICY_SSL_CHECK 312(e)(1) 312(e)(2)(i) 312(e)(2)(ii)
elb-tls-https-listeners-only ELB_TLS_HTTPS_LISTENERS_ONLY 308(a)(4)(ii)(A) 312(a)(2)(iv) 312(c)(1) 312(e)(1) 312(e)(2)(i) 312(e)(2)(ii) 314(b)(2)
elbv2-acm-certificate-required ELBV2_ACM_CERTIFICATE_REQUIRED 312(a)(2)(iv) 312(e)(2)(ii)
emr-kerberos-enabled EMR_KERBEROS_ENABLED 308(a)(3)(i) 308(a)(3)(ii)(A) 308(a)(3)(ii)(B) 308(a)(4)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(B) 308(a)(4)(ii)(C) 312(a)(1)
emr-master-no-public-ip EMR_MASTER_NO_PUBLIC_IP 308(a)(1)(ii)(B) 308(a)(3)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(C) 312(a)(1) 312(e)(1)
encrypted-volumes ENCRYPTED_VOLUMES 308(a)(1)(ii)(B) 308(a)(4)(ii)(A) 312(a)(2)(iv) 312(c)(1) 312(c)(2) 312(e)(2)(ii) 314(b)(2)
guardduty-enabled-centralized GUARDDUTY_ENABLED_CENTRALIZED 308(a)(1)(ii)(A) 308(a)(1)(ii)(D) 308(a)(3)(ii)(A) 308(a)(5)(ii)(C) 308(a)(6)(i) 308(a)(6)(ii) 308(a)(8) 312(b) 312(e)(2)(i)
iam-customer-policy-blocked-kms-actions IAM_CUSTOMER_POLICY_BLOCKED_KMS_ACTIONS 312(a)(2)(iv)
iam-inline-policy-blocked-kms-actions IAM_INLINE_POLICY_BLOCKED_KMS_ACTIONS 312(a)(2)(iv)
iam-no-inline-policy-check IAM_NO_INLINE_POLICY_CHECK 308(a)(3)(i) 308(a)(3)(ii)(A) 308(a)(3)(ii)(B) 308(a)(4)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(B) 308(a)(4)(ii)(C) 312(a)(1)
iam-password-policy IAM_PASSWORD_POLICY 308(a)(4)(ii)(B) 308(a)(4)(ii)(C) 308(a)(5)(ii)(D) 312(d)
iam-policy-no-statements-with-admin-access IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS 308(a)(1)(ii)(B) 308(a)(3)(i) 308(a)(3)(ii)(A) 308(a)(3)(ii)(B) 308(a)(4)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(B) 308(a)(4)(ii)(C) 312(a)(1)
iam-policy-no-statements-with-full-access IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS 308(a)(3)(i) 308(a)(3)(ii)(A) 308(a)(3)(ii)(B) 308(a)(4)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(B) 308(a)(4)(ii)(C) 312(a)(1)
iam-root-access-key-check IAM_ROOT_ACCESS_KEY_CHECK 308(a)(1)(ii)(B) 308(a)(3)(i) 308(a)(3)(ii)(B) 308(a)(4)(ii)(A) 308(a)(4)(ii)(B) 308(a)(4)(ii)(C) 312(a)(1) 312(a)(2)(i)
iam-user-mfa-enabled IAM_USER_MFA_ENABLED 308(a)(3)(ii)(A) 308(a)(4)(ii)(B) 312(d)
iam-user-no-policies-check IAM_USER_NO_POLICIES_CHECK 308(a)(3)(i) 308(a)(3)(ii)(A) 308(a)(3)(ii)(B) 308(a)(4)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(B) 308(a)(4)(ii)(C) 312(a)(1)
iam-user-unused-credentials-check IAM_USER_UNUSED_CREDENTIALS_CHECK 308(a)(3)(i) 308(a)(3)(ii)(B) 308(a)(4)(ii)(A) 308(a)(4)(ii)(B) 308(a)(4)(ii)(C) 308(a)(5)(ii)(D) 312(a)(1)
internet-gateway-authorized-vpc-only INTERNET_GATEWAY_AUTHORIZED_VPC_ONLY 308(a)(1)(ii)(B)
kinesis-stream-encrypted KINESIS_STREAM_ENCRYPTED 312(a)(2)(iv) 312(e)(2)(ii)
kms-cmk-not-scheduled-for-deletion KMS_CMK_NOT_SCHEDULED_FOR_DELETION 308(a)(1)(ii)(B)
lambda-function-public-access-prohibited LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED 308(a)(1)(ii)(B) 308(a)(3)(i) 308(a)(3)(ii)(A) 308(a)(4)(ii)(A) 308(a)(4)(ii)(C) 312(a)(1) 312(e)(1)
mfa-enabled-for-iam-console-access MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS 308(a)(3)(ii)(A) 312(a)(1) 312(d)
multi-region-cloudtrail-enabled MULTI_REGION_CLOUD_TRAIL_ENABLED 308(a)(1)(ii)(D) 308(a)(3)(ii)(A) 308(a)(6)(ii) 312(b) 312(e)(2)(i)
no-unrestricted-route-to-igw NO_UNRESTRICTED_ROUTE_TO_IGW 312(e)(1)
opensearch-encrypted-at-rest OPENSEARCH_ENCRYPTED_AT_REST 308(a)(1)(ii)(B) 308(a)(4)(ii)(A) 312(a)(2)(iv) 312(c)(1) 312(e)(2)(ii) 314(b)(2)
opensearch-https-required OPENSEARCH_HTTPS_REQUIRED 312(c)(1) 314(b)(2)
opensearch-in-vpc-only OPENSEARCH_IN_VPC_ONLY 308(a)(1)(ii)(B) 308(a)(3)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(C) 312(a)(1) 312(e)(1)
opensearch-logs-to-cloudwatch OPENSEARCH_LOGS_TO_CLOUDWATCH 308(a)(3)(ii)(A) 312(b)
opensearch-node-to-node-encryption-check OPENSEARCH_NODE_TO_NODE_ENCRYPTION_CHECK 312(a)(2)(iv) 312(c)(1) 312(e)(1) 312(e)(2)(i) 312(e)(2)(ii) 314(b)(2)
rds-automatic-minor-version-upgrade-enabled RDS_AUTOMATIC_MINOR_VERSION_UPGRADE_ENABLED 308(a)(5)(ii)(A)
rds-cluster-deletion-protection-enabled RDS_CLUSTER_DELETION_PROTECTION_ENABLED 308(a)(7)(i) 308(a)(7)(ii)(C)
rds-cluster-multi-az-enabled RDS_CLUSTER_MULTI_AZ_ENABLED 308(a)(7)(i) 308(a)(7)(ii)(C)
rds-enhanced-monitoring-enabled RDS_ENHANCED_MONITORING_ENABLED 312(b)
rds-in-backup-plan RDS_IN_BACKUP_PLAN 308(a)(4)(ii)(A) 308(a)(7)(i) 308(a)(7)(ii)(A) 308(a)(7)(ii)(B) 308(a)(7)(ii)(C) 310(d)(2)(iv) 312(a)(2)(ii)
rds-instance-public-access-check RDS_INSTANCE_PUBLIC_ACCESS_CHECK 308(a)(3)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(C) 312(a)(1) 312(e)(1)
rds-logging-enabled RDS_LOGGING_ENABLED 308(a)(1)(ii)(D) 308(a)(3)(ii)(A) 308(a)(4)(ii)(A) 308(a)(5)(ii)(C) 312(b)
rds-multi-az-support RDS_MULTI_AZ_SUPPORT 308(a)(1)(ii)(B) 308(a)(7)(i) 308(a)(7)(ii)(A) 308(a)(7)(ii)(B) 308(a)(7)(ii)(C)
rds-snapshot-encrypted RDS_SNAPSHOT_ENCRYPTED 308(a)(1)(ii)(B) 308(a)(4)(ii)(A) 312(a)(2)(iv) 312(c)(1) 312(e)(2)(ii) 314(b)(2)
rds-snapshots-public-prohibited RDS_SNAPSHOTS_PUBLIC_PROHIBITED 308(a)(1)(ii)(B) 308(a)(3)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(C) 312(a)(1) 312(e)(1)
rds-storage-encrypted RDS_STORAGE_ENCRYPTED 308(a)(1)(ii)(B) 308(a)(4)(ii)(A) 312(a)(2)(iv) 312(c)(1) 312(e)(2)(ii) 314(b)(2)
redshift-backup-enabled REDSHIFT_BACKUP_ENABLED 308(a)(4)(ii)(A) 308(a)(7)(i) 308(a)(7)(ii)(A) 308(a)(7)(ii)(B) 308(a)(7)(ii)(C) 310(d)(2)(iv) 312(a)(2)(ii)
redshift-cluster-configuration-check REDSHIFT_CLUSTER_CONFIGURATION_CHECK 308(a)(1)(ii)(B) 308(a)(1)(ii)(D) 308(a)(3)(ii)(A) 308(a)(4)(ii)(A) 312(a)(2)(iv) 312(b) 312(e)(2)(ii)
redshift-cluster-maintenancesettings-check REDSHIFT_CLUSTER_MAINTENANCESETTINGS_CHECK 308(a)(5)(ii)(A) 308(a)(7)(ii)(A)
redshift-cluster-public-access-check REDSHIFT_CLUSTER_PUBLIC_ACCESS_CHECK 308(a)(1)(ii)(B) 308(a)(3)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(C) 312(a)(1) 312(e)(1) 314(b)(2)
redshift-require-tls-ssl REDSHIFT_REQUIRE_TLS_SSL 308(a)(1)(ii)(B) 308(a)(4)(ii)(A) 312(a)(2)(iv) 312(c)(1) 312(e)(1) 312(e)(2)(i) 312(e)(2)(ii) 314(b)(2)
restricted-common-ports RESTRICTED_INCOMING_TRAFFIC 308(a)(1)(ii)(B) 308(a)(3)(i) 308(a)(3)(ii)(B) 308(a)(4)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(B) 308(a)(4)(ii)(C) 312(a)(1) 312(e)(1)
restricted-ssh INCOMING_SSH_DISABLED 308(a)(1)(ii)(B) 308(a)(3)(i) 308(a)(3)(ii)(B) 308(a)(4)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(B) 308(a)(4)(ii)(C) 312(a)(1) 312(e)(1)
root-account-hardware-mfa-enabled ROOT_ACCOUNT_HARDWARE_MFA_ENABLED 308(a)(3)(ii)(A) 312(d)
root-account-mfa-enabled ROOT_ACCOUNT_MFA_ENABLED 308(a)(3)(ii)(A) 312(d)
s3-account-level-public-access-blocks-periodic S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC 308(a)(1)(ii)(B) 308(a)(3)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(C) 312(a)(1) 312(e)(1) 314(b)(2)
s3-bucket-acl-prohibited S3_BUCKET_ACL_PROHIBITED 308(a)(4)(ii)(B) 308(a)(4)(ii)(C) 312(a)(1)
s3-bucket-default-lock-enabled S3_BUCKET_DEFAULT_LOCK_ENABLED 308(a)(1)(ii)(B)
s3-bucket-logging-enabled S3_BUCKET_LOGGING_ENABLED 308(a)(1)(ii)(D) 308(a)(3)(ii)(A) 308(a)(6)(ii) 312(b) 312(e)(2)(i)
s3-bucket-public-read-prohibited S3_BUCKET_PUBLIC_READ_PROHIBITED 308(a)(1)(ii)(B) 308(a)(3)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(C) 312(a)(1) 312(a)(2)(i) 312(e)(1) 314(b)(2)
s3-bucket-public-write-prohibited S3_BUCKET_PUBLIC_WRITE_PROHIBITED 308(a)(1)(ii)(B) 308(a)(3)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(C) 312(a)(1) 312(e)(1) 314(b)(2)
s3-bucket-replication-enabled S3_BUCKET_REPLICATION_ENABLED 308(a)(1)(ii)(B) 308(a)(7)(i) 308(a)(7)(ii)(A) 308(a)(7)(ii)(B) 308(a)(7)(ii)(C) 310(d)(2)(iv) 312(a)(2)(ii)
s3-bucket-server-side-encryption-enabled S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED 308(a)(1)(ii)(B) 308(a)(4)(ii)(A) 312(a)(2)(iv) 312(c)(1) 312(c)(2) 312(e)(2)(ii) 314(b)(2)
s3-bucket-ssl-requests-only S3_BUCKET_SSL_REQUESTS_ONLY 308(a)(1)(ii)(B) 312(a)(2)(iv) 312(c)(1) 312(c)(2) 312(e)(1) 312(e)(2)(i) 312(e)(2)(ii) 314(b)(2)
s3-bucket-versioning-enabled S3_BUCKET_VERSIONING_ENABLED 308(a)(1)(ii)(B) 308(a)(7)(i) 308(a)(7)(ii)(A) 308(a)(7)(ii)(B) 308(a)(7)(ii)(C) 310(d)(2)(iv) 312(a)(2)(ii) 312(c)(1) 312(c)(2)
s3-default-encryption-kms S3_DEFAULT_ENCRYPTION_KMS 308(a)(4)(ii)(A) 312(a)(2)(iv) 312(c)(1) 312(e)(2)(ii) 314(b)(2)
s3-event-notifications-enabled S3_EVENT_NOTIFICATIONS_ENABLED 308(a)(1)(ii)(D) 312(b)
s3-version-lifecycle-policy-check S3_VERSION_LIFECYCLE_POLICY_CHECK 308(a)(7)(ii)(A) 310(d)(2)(i)
sagemaker-endpoint-configuration-kms-key-configured SAGEMAKER_ENDPOINT_CONFIGURATION_KMS_KEY_CONFIGURED 308(a)(1)(ii)(B) 308(a)(4)(ii)(A) 312(a)(2)(iv) 312(e)(2)(ii) 314(b)(2)
sagemaker-notebook-instance-kms-key-configured SAGEMAKER_NOTEBOOK_INSTANCE_KMS_KEY_CONFIGURED 308(a)(1)(ii)(B) 308(a)(4)(ii)(A) 312(a)(2)(iv) 312(e)(2)(ii) 314(b)(2)
sagemaker-notebook-no-direct-internet-access SAGEMAKER_NOTEBOOK_NO_DIRECT_INTERNET_ACCESS 308(a)(1)(ii)(B) 308(a)(3)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(C) 312(a)(1) 312(e)(1)
secretsmanager-rotation-enabled-check SECRETSMANAGER_ROTATION_ENABLED_CHECK 308(a)(4)(ii)(B) 308(a)(4)(ii)(C) 308(a)(5)(ii)(D)
secretsmanager-using-cmk SECRETSMANAGER_USING_CMK 312(a)(2)(iv) 312(e)(2)(ii)
securityhub-enabled SECURITYHUB_ENABLED 308(a)(1)(ii)(D) 308(a)(3)(ii)(A) 308(a)(6)(i) 308(a)(6)(ii) 308(a)(8) 312(b) 312(e)(2)(i)
sns-encrypted-kms SNS_ENCRYPTED_KMS 308(a)(1)(ii)(B) 308(a)(4)(ii)(A) 312(a)(2)(iv) 312(e)(2)(ii) 314(b)(2)
ssm-document-not-public SSM_DOCUMENT_NOT_PUBLIC 308(a)(3)(i) 308(a)(3)(ii)(B) 308(a)(4)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(B) 308(a)(4)(ii)(C) 312(a)(1) 312(e)(1)
subnet-auto-assign-public-ip-disabled SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED 308(a)(3)(i) 308(a)(4)(ii)(A) 308(a)(4)(ii)(C) 312(a)(1) 312(e)(1)
vpc-default-security-group-closed VPC_DEFAULT_SECURITY_GROUP_CLOSED 312(e)(1)
vpc-flow-logs-enabled VPC_FLOW_LOGS_ENABLED 308(a)(1)(ii)(D) 308(a)(3)(ii)(A) 308(a)(6)(ii) 312(b) 312(c)(2)
vpc-sg-open-only-to-authorized-ports VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS 308(a)(1)(ii)(B) 312(e)(1)
vpc-vpn-2-tunnels-up VPC_VPN_2_TUNNELS_UP 308(a)(1)(ii)(B) 308(a)(7)(i) 308(a)(7)(ii)(A) 308(a)(7)(ii)(B) 308(a)(7)(ii)(C)
wafv2-logging-enabled WAFV2_LOGGING_ENABLED 308(a)(1)(ii)(D) 308(a)(4)(ii)(A) 312(b)
`;

/** What the pack sets, but for the authorized VPCs: those are the deployment's own (ConformancePack). */
const PARAMETERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "access-keys-rotated": { maxAccessKeyAge: "90" },
  "cloudwatch-alarm-action-check": {
    alarmActionRequired: "true",
    insufficientDataActionRequired: "true",
    okActionRequired: "false",
  },
  "elb-predefined-security-policy-ssl-check": { predefinedPolicyName: "ELBSecurityPolicy-TLS-1-2-2017-01" },
  "iam-customer-policy-blocked-kms-actions": { blockedActionsPatterns: "kms:*, kms:Decrypt, kms:ReEncrypt*" },
  "iam-inline-policy-blocked-kms-actions": { blockedActionsPatterns: "kms:*, kms:Decrypt, kms:ReEncrypt*" },
  "iam-password-policy": {
    MaxPasswordAge: "90",
    MinimumPasswordLength: "14",
    PasswordReusePrevention: "24",
    RequireLowercaseCharacters: "true",
    RequireNumbers: "true",
    RequireSymbols: "true",
    RequireUppercaseCharacters: "true",
  },
  "iam-user-unused-credentials-check": { maxCredentialUsageAge: "90" },
  "redshift-cluster-configuration-check": { clusterDbEncrypted: "true", loggingEnabled: "true" },
  "redshift-cluster-maintenancesettings-check": { allowVersionUpgrade: "true" },
  "restricted-common-ports": {
    blockedPort1: "20",
    blockedPort2: "21",
    blockedPort3: "3389",
    blockedPort4: "3306",
    blockedPort5: "4333",
  },
  "s3-account-level-public-access-blocks-periodic": {
    BlockPublicAcls: "true",
    BlockPublicPolicy: "true",
    IgnorePublicAcls: "true",
    RestrictPublicBuckets: "true",
  },
};

/** The rules of the HIPAA pack, in the order of their names; nothing else in the project repeats them. */
export const hipaaRules: readonly ManagedRule[] = TABLE.trim()
  .split("\n")
  .map((line) => {
    const [name = "", identifier = "", ...paragraphs] = line.split(" ");
    const cfr = paragraphs.map((paragraph) => `164.${paragraph}`);
    return { name, identifier, parameters: PARAMETERS[name] ?? {}, cfr };
  });
