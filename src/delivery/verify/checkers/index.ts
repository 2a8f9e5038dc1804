import type { Checker } from "../checker";
import { awsAppautoscalingPolicy, awsAppautoscalingTarget, awsSsmParameter } from "./ecs_others";
import { awsEcsTaskDefinition } from "./aws_ecs_task_definition";
import { awsEcsService } from "./aws_ecs_service";
import { awsEcsCluster } from "./aws_ecs_cluster";
import { awsEcrRepository } from "./aws_ecr_repository";
import {
  awsAccessanalyzerAnalyzer,
  awsEbsEncryptionByDefault,
  awsIamAccountPasswordPolicy,
  awsS3AccountPublicAccessBlock,
  awsSecurityhubAccount,
  awsSecurityhubStandardsSubscription,
} from "./account_services";
import { awsAcmCertificate } from "./aws_acm_certificate";
import {
  awsApiGatewayAccount,
  awsApiGatewayBasePathMapping,
  awsApiGatewayDeployment,
  awsApiGatewayDomainName,
  awsApiGatewayMethodSettings,
  awsApiGatewayRestApi,
  awsApiGatewayStage,
} from "./aws_api_gateway";
import {
  awsApiGatewayAuthorizer,
  awsApiGatewayGatewayResponse,
  awsApiGatewayIntegration,
  awsApiGatewayIntegrationResponse,
  awsApiGatewayMethod,
  awsApiGatewayMethodResponse,
  awsApiGatewayModel,
  awsApiGatewayRequestValidator,
  awsApiGatewayResource,
} from "./aws_api_gateway_methods";
import { awsCloudfrontDistribution } from "./aws_cloudfront";
import {
  awsCloudfrontCachePolicy,
  awsCloudfrontFunction,
  awsCloudfrontOriginAccessControl,
  awsCloudfrontResponseHeadersPolicy,
} from "./aws_cloudfront_policies";
import { awsCognitoUserGroup, awsCognitoUserPool, awsCognitoUserPoolClient } from "./aws_cognito";
import {
  awsCloudwatchLogDelivery,
  awsCloudwatchLogDeliveryDestination,
  awsCloudwatchLogDeliverySource,
} from "./log_delivery";
import {
  awsBackupPlan,
  awsBackupRestoreTestingPlan,
  awsBackupRestoreTestingSelection,
  awsBackupSelection,
  awsBackupVault,
  awsBackupVaultLock,
  awsBackupVaultPolicy,
} from "./aws_backup";
import { awsBudgetsBudget } from "./aws_budgets_budget";
import { awsCloudtrail } from "./aws_cloudtrail";
import { awsCloudwatchLogGroup } from "./aws_cloudwatch_log_group";
import { awsCloudwatchMetricAlarm } from "./aws_cloudwatch_metric_alarm";
import { awsCodedeployApp, awsCodedeployDeploymentConfig, awsCodedeployDeploymentGroup } from "./aws_codedeploy";
import {
  awsConfigConfigurationRecorder,
  awsConfigConfigurationRecorderStatus,
  awsConfigConformancePack,
  awsConfigDeliveryChannel,
  awsConfigRetentionConfiguration,
} from "./aws_config";
import { awsDbEventSubscription } from "./aws_db_event_subscription";
import { awsDbInstance } from "./aws_db_instance";
import { awsDynamodbTable, awsDynamodbTableReplica } from "./aws_dynamodb";
import { awsEip } from "./aws_eip";
import {
  awsElasticacheParameterGroup,
  awsElasticacheReplicationGroup,
  awsElasticacheSubnetGroup,
  awsElasticacheUser,
  awsElasticacheUserGroup,
} from "./aws_elasticache";
import { awsFlowLog } from "./aws_flow_log";
import { awsGuarddutyDetector, awsGuarddutyDetectorFeature, awsGuarddutyPublishingDestination } from "./aws_guardduty";
import { awsInstance } from "./aws_instance";
import { awsInternetGateway } from "./aws_internet_gateway";
import { awsKmsAlias, awsKmsKey, dataAwsKmsAlias } from "./aws_kms_key";
import { awsLambdaCodeSigningConfig, awsLambdaFunction, awsSignerSigningProfile } from "./aws_lambda";
import { awsLb } from "./aws_lb";
import { awsLbListener, awsLbListenerRule } from "./aws_lb_listener";
import { awsLbTargetGroup } from "./aws_lb_target_group";
import { awsNatGateway } from "./aws_nat_gateway";
import { awsRdsCluster } from "./aws_rds_cluster";
import { awsRdsClusterInstance } from "./aws_rds_cluster_instance";
import { awsRoute53Record } from "./aws_route53_record";
import { awsS3Bucket } from "./aws_s3_bucket";
import { awsS3BucketReplicationConfiguration } from "./aws_s3_bucket_replication";
import { awsSecretsmanagerSecret, dataAwsSecretsmanagerSecret } from "./aws_secretsmanager_secret";
import { awsDefaultSecurityGroup, awsSecurityGroup } from "./aws_security_group";
import { awsSnsTopic } from "./aws_sns_topic";
import { awsSqsQueue } from "./aws_sqs_queue";
import { awsSubnet } from "./aws_subnet";
import { awsVpc } from "./aws_vpc";
import { awsVpcEndpoint } from "./aws_vpc_endpoint";
import {
  awsCloudwatchDashboard,
  awsCloudwatchLogMetricFilter,
  awsCloudwatchQueryDefinition,
} from "./cloudwatch_others";
import { awsNetworkAcl, awsRouteTable, awsSecurityGroupRule } from "./ec2_others";
import { awsCloudwatchEventRule, awsCloudwatchEventTarget } from "./event_rule";
import { awsIamInstanceProfile, awsIamPolicy, awsIamRole, awsIamRolePolicyAttachment } from "./iam_others";
import { awsDbOptionGroup, awsDbParameterGroup, awsDbSubnetGroup, awsRdsClusterParameterGroup } from "./rds_others";
import { awsWafv2WebAcl, awsWafv2WebAclAssociation, awsWafv2WebAclLoggingConfiguration } from "./wafv2";
import { awsSsmAssociation, awsSsmDocument } from "./ssm_others";
import { awsSecretsmanagerSecretRotation, awsServerlessapplicationrepositoryCloudformationStack } from "./rotation";

/** One checker a Terraform type, whatever system the resource belongs to. */
export const checkers: Readonly<Record<string, Checker>> = {
  aws_accessanalyzer_analyzer: awsAccessanalyzerAnalyzer,
  aws_acm_certificate: awsAcmCertificate,
  aws_api_gateway_account: awsApiGatewayAccount,
  aws_api_gateway_authorizer: awsApiGatewayAuthorizer,
  aws_api_gateway_base_path_mapping: awsApiGatewayBasePathMapping,
  aws_api_gateway_deployment: awsApiGatewayDeployment,
  aws_api_gateway_domain_name: awsApiGatewayDomainName,
  aws_api_gateway_gateway_response: awsApiGatewayGatewayResponse,
  aws_api_gateway_integration: awsApiGatewayIntegration,
  aws_api_gateway_integration_response: awsApiGatewayIntegrationResponse,
  aws_api_gateway_method: awsApiGatewayMethod,
  aws_api_gateway_method_response: awsApiGatewayMethodResponse,
  aws_api_gateway_method_settings: awsApiGatewayMethodSettings,
  aws_api_gateway_model: awsApiGatewayModel,
  aws_api_gateway_request_validator: awsApiGatewayRequestValidator,
  aws_api_gateway_resource: awsApiGatewayResource,
  aws_api_gateway_rest_api: awsApiGatewayRestApi,
  aws_api_gateway_stage: awsApiGatewayStage,
  aws_appautoscaling_policy: awsAppautoscalingPolicy,
  aws_appautoscaling_target: awsAppautoscalingTarget,
  aws_backup_plan: awsBackupPlan,
  aws_backup_restore_testing_plan: awsBackupRestoreTestingPlan,
  aws_backup_restore_testing_selection: awsBackupRestoreTestingSelection,
  aws_backup_selection: awsBackupSelection,
  aws_backup_vault: awsBackupVault,
  aws_backup_vault_lock_configuration: awsBackupVaultLock,
  aws_backup_vault_policy: awsBackupVaultPolicy,
  aws_budgets_budget: awsBudgetsBudget,
  aws_cloudfront_cache_policy: awsCloudfrontCachePolicy,
  aws_cloudfront_distribution: awsCloudfrontDistribution,
  aws_cloudfront_function: awsCloudfrontFunction,
  aws_cloudfront_origin_access_control: awsCloudfrontOriginAccessControl,
  aws_cloudfront_response_headers_policy: awsCloudfrontResponseHeadersPolicy,
  aws_cloudtrail: awsCloudtrail,
  aws_cloudwatch_dashboard: awsCloudwatchDashboard,
  aws_cloudwatch_event_rule: awsCloudwatchEventRule,
  aws_cloudwatch_event_target: awsCloudwatchEventTarget,
  aws_cloudwatch_log_delivery: awsCloudwatchLogDelivery,
  aws_cloudwatch_log_delivery_destination: awsCloudwatchLogDeliveryDestination,
  aws_cloudwatch_log_delivery_source: awsCloudwatchLogDeliverySource,
  aws_cloudwatch_log_group: awsCloudwatchLogGroup,
  aws_cloudwatch_log_metric_filter: awsCloudwatchLogMetricFilter,
  aws_cloudwatch_metric_alarm: awsCloudwatchMetricAlarm,
  aws_cloudwatch_query_definition: awsCloudwatchQueryDefinition,
  aws_cognito_user_group: awsCognitoUserGroup,
  aws_cognito_user_pool: awsCognitoUserPool,
  aws_cognito_user_pool_client: awsCognitoUserPoolClient,
  aws_codedeploy_app: awsCodedeployApp,
  aws_codedeploy_deployment_config: awsCodedeployDeploymentConfig,
  aws_codedeploy_deployment_group: awsCodedeployDeploymentGroup,
  aws_config_configuration_recorder: awsConfigConfigurationRecorder,
  aws_config_configuration_recorder_status: awsConfigConfigurationRecorderStatus,
  aws_config_conformance_pack: awsConfigConformancePack,
  aws_config_delivery_channel: awsConfigDeliveryChannel,
  aws_config_retention_configuration: awsConfigRetentionConfiguration,
  aws_db_event_subscription: awsDbEventSubscription,
  aws_db_instance: awsDbInstance,
  aws_db_option_group: awsDbOptionGroup,
  aws_db_parameter_group: awsDbParameterGroup,
  aws_db_subnet_group: awsDbSubnetGroup,
  aws_default_network_acl: awsNetworkAcl,
  aws_default_route_table: awsRouteTable,
  aws_default_security_group: awsDefaultSecurityGroup,
  aws_dynamodb_table: awsDynamodbTable,
  aws_dynamodb_table_replica: awsDynamodbTableReplica,
  aws_ebs_encryption_by_default: awsEbsEncryptionByDefault,
  aws_ecr_repository: awsEcrRepository,
  aws_ecs_cluster: awsEcsCluster,
  aws_ecs_service: awsEcsService,
  aws_ecs_task_definition: awsEcsTaskDefinition,
  aws_eip: awsEip,
  aws_elasticache_parameter_group: awsElasticacheParameterGroup,
  aws_elasticache_replication_group: awsElasticacheReplicationGroup,
  aws_elasticache_subnet_group: awsElasticacheSubnetGroup,
  aws_elasticache_user: awsElasticacheUser,
  aws_elasticache_user_group: awsElasticacheUserGroup,
  aws_flow_log: awsFlowLog,
  aws_guardduty_detector: awsGuarddutyDetector,
  aws_guardduty_detector_feature: awsGuarddutyDetectorFeature,
  aws_guardduty_publishing_destination: awsGuarddutyPublishingDestination,
  aws_iam_account_password_policy: awsIamAccountPasswordPolicy,
  aws_iam_instance_profile: awsIamInstanceProfile,
  aws_iam_policy: awsIamPolicy,
  aws_iam_role: awsIamRole,
  aws_iam_role_policy_attachment: awsIamRolePolicyAttachment,
  aws_iam_service_linked_role: awsIamRole,
  aws_instance: awsInstance,
  aws_internet_gateway: awsInternetGateway,
  aws_kms_alias: awsKmsAlias,
  aws_kms_key: awsKmsKey,
  aws_lambda_code_signing_config: awsLambdaCodeSigningConfig,
  aws_lambda_function: awsLambdaFunction,
  aws_lb: awsLb,
  aws_lb_listener: awsLbListener,
  aws_lb_listener_rule: awsLbListenerRule,
  aws_lb_target_group: awsLbTargetGroup,
  aws_nat_gateway: awsNatGateway,
  aws_network_acl: awsNetworkAcl,
  aws_rds_cluster: awsRdsCluster,
  aws_rds_cluster_instance: awsRdsClusterInstance,
  aws_rds_cluster_parameter_group: awsRdsClusterParameterGroup,
  aws_route53_record: awsRoute53Record,
  aws_route_table: awsRouteTable,
  aws_s3_account_public_access_block: awsS3AccountPublicAccessBlock,
  aws_s3_bucket: awsS3Bucket,
  aws_s3_bucket_replication_configuration: awsS3BucketReplicationConfiguration,
  aws_secretsmanager_secret: awsSecretsmanagerSecret,
  aws_secretsmanager_secret_rotation: awsSecretsmanagerSecretRotation,
  aws_security_group: awsSecurityGroup,
  aws_securityhub_account: awsSecurityhubAccount,
  aws_securityhub_standards_subscription: awsSecurityhubStandardsSubscription,
  aws_serverlessapplicationrepository_cloudformation_stack: awsServerlessapplicationrepositoryCloudformationStack,
  aws_signer_signing_profile: awsSignerSigningProfile,
  aws_sns_topic: awsSnsTopic,
  aws_sqs_queue: awsSqsQueue,
  aws_ssm_association: awsSsmAssociation,
  aws_ssm_document: awsSsmDocument,
  aws_ssm_parameter: awsSsmParameter,
  aws_subnet: awsSubnet,
  aws_vpc: awsVpc,
  aws_vpc_endpoint: awsVpcEndpoint,
  aws_vpc_security_group_egress_rule: awsSecurityGroupRule,
  aws_vpc_security_group_ingress_rule: awsSecurityGroupRule,
  aws_wafv2_web_acl: awsWafv2WebAcl,
  aws_wafv2_web_acl_association: awsWafv2WebAclAssociation,
  aws_wafv2_web_acl_logging_configuration: awsWafv2WebAclLoggingConfiguration,
  "data.aws_kms_alias": dataAwsKmsAlias,
  "data.aws_secretsmanager_secret": dataAwsSecretsmanagerSecret,
};
