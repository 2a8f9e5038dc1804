import type { Checker } from "../checker";
import { awsCloudtrail } from "./aws_cloudtrail";
import { awsCloudwatchLogGroup } from "./aws_cloudwatch_log_group";
import { awsCloudwatchMetricAlarm } from "./aws_cloudwatch_metric_alarm";
import { awsEip } from "./aws_eip";
import { awsFlowLog } from "./aws_flow_log";
import { awsInternetGateway } from "./aws_internet_gateway";
import { awsKmsAlias, awsKmsKey } from "./aws_kms_key";
import { awsNatGateway } from "./aws_nat_gateway";
import { awsRdsCluster } from "./aws_rds_cluster";
import { awsRdsClusterInstance } from "./aws_rds_cluster_instance";
import { awsS3Bucket } from "./aws_s3_bucket";
import { awsSecretsmanagerSecret } from "./aws_secretsmanager_secret";
import { awsDefaultSecurityGroup, awsSecurityGroup } from "./aws_security_group";
import { awsSnsTopic } from "./aws_sns_topic";
import { awsSubnet } from "./aws_subnet";
import { awsVpc } from "./aws_vpc";
import { awsVpcEndpoint } from "./aws_vpc_endpoint";
import { awsNetworkAcl, awsRouteTable, awsSecurityGroupRule } from "./ec2_others";
import { awsIamPolicy, awsIamRole } from "./iam_others";
import { awsDbParameterGroup, awsDbSubnetGroup, awsRdsClusterParameterGroup } from "./rds_others";

/** One checker a Terraform type, whatever system the resource belongs to. */
export const checkers: Readonly<Record<string, Checker>> = {
  aws_cloudtrail: awsCloudtrail,
  aws_cloudwatch_log_group: awsCloudwatchLogGroup,
  aws_cloudwatch_metric_alarm: awsCloudwatchMetricAlarm,
  aws_db_parameter_group: awsDbParameterGroup,
  aws_db_subnet_group: awsDbSubnetGroup,
  aws_default_network_acl: awsNetworkAcl,
  aws_default_route_table: awsRouteTable,
  aws_default_security_group: awsDefaultSecurityGroup,
  aws_eip: awsEip,
  aws_flow_log: awsFlowLog,
  aws_iam_policy: awsIamPolicy,
  aws_iam_role: awsIamRole,
  aws_internet_gateway: awsInternetGateway,
  aws_kms_alias: awsKmsAlias,
  aws_kms_key: awsKmsKey,
  aws_nat_gateway: awsNatGateway,
  aws_network_acl: awsNetworkAcl,
  aws_rds_cluster: awsRdsCluster,
  aws_rds_cluster_instance: awsRdsClusterInstance,
  aws_rds_cluster_parameter_group: awsRdsClusterParameterGroup,
  aws_route_table: awsRouteTable,
  aws_s3_bucket: awsS3Bucket,
  aws_secretsmanager_secret: awsSecretsmanagerSecret,
  aws_security_group: awsSecurityGroup,
  aws_sns_topic: awsSnsTopic,
  aws_subnet: awsSubnet,
  aws_vpc: awsVpc,
  aws_vpc_endpoint: awsVpcEndpoint,
  aws_vpc_security_group_egress_rule: awsSecurityGroupRule,
  aws_vpc_security_group_ingress_rule: awsSecurityGroupRule,
};
