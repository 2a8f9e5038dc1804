import type { DistributionConfig } from "@aws-sdk/client-cloudfront";
import { MANAGED } from "../../../src/constructs/edge/distribution-policies";
import type { AwsClients } from "../../../src/delivery/aws/clients";
import type { Attribute, Mutation } from "./mutations";

const stage = (at: Attribute) => ({
  restApiId: at("aws_api_gateway_stage.api_stage", "rest_api_id"),
  stageName: at("aws_api_gateway_stage.api_stage", "stage_name"),
});
const traced = (value: string) => [{ op: "replace" as const, path: "/tracingEnabled", value }];
const list = (at: Attribute) => ({
  restApiId: at("aws_api_gateway_method.api_get_api_items", "rest_api_id"),
  resourceId: at("aws_api_gateway_method.api_get_api_items", "resource_id"),
  httpMethod: "GET",
});
const authorized = (value: string) => [{ op: "replace" as const, path: "/authorizationType", value }];
const users = (at: Attribute) => ({ UserPoolId: at("aws_cognito_user_pool.users", "id") });
const handler = (at: Attribute) => ({ FunctionName: at("aws_lambda_function.handler", "function_name") });
const items = (at: Attribute) => ({ TableName: at("aws_dynamodb_table.items", "name") });
const recovery = (PointInTimeRecoveryEnabled: boolean) => ({
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled },
});
const database = (at: Attribute) => ({
  DBInstanceIdentifier: at("aws_db_instance.database", "identifier"),
  ApplyImmediately: true,
});
const databaseGroup = (at: Attribute) => ({ GroupId: at("aws_security_group.database_security_group", "id") });
const mysqlForAll = [{ IpProtocol: "tcp", FromPort: 3306, ToPort: 3306, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];
const secret = { SecretId: "itrack/production/jwt_secret" };

/** Changes what CloudFront says of the distribution. */
async function edit(
  { cloudfront }: AwsClients,
  at: Attribute,
  change: (config: DistributionConfig) => Partial<DistributionConfig>,
): Promise<unknown> {
  const Id = at("aws_cloudfront_distribution.distribution", "id");
  const { DistributionConfig: config, ETag } = await cloudfront.getDistributionConfig({ Id });
  return cloudfront.updateDistribution({
    Id,
    IfMatch: ETag,
    DistributionConfig: { ...config!, ...change(config!) },
  });
}

/** Answers of the API are kept, or not, as this policy says. */
const keptBy =
  (CachePolicyId: string) =>
  ({ CacheBehaviors: { Items = [], ...behaviors } = { Quantity: 0 } }: DistributionConfig) => ({
    CacheBehaviors: { ...behaviors, Items: Items.map((behavior) => ({ ...behavior, CachePolicyId })) },
  });

/** Stores what CloudFront logs in this log group. */
const store = ({ logs }: AwsClients, at: Attribute, logGroup: string): Promise<unknown> =>
  logs.putDeliveryDestination({
    name: at("aws_cloudwatch_log_delivery_destination.distribution_log_destination", "name"),
    outputFormat: "json",
    deliveryDestinationConfiguration: { destinationResourceArn: at(`aws_cloudwatch_log_group.${logGroup}`, "arn") },
  });

/** Changes what a month may cost. */
async function limit({ budgets }: AwsClients, at: Attribute, Amount: string): Promise<unknown> {
  const AccountId = at("aws_budgets_budget.budget", "account_id");
  const BudgetName = at("aws_budgets_budget.budget", "name");
  const { Budget } = await budgets.describeBudget({ AccountId, BudgetName });
  return budgets.updateBudget({ AccountId, NewBudget: { ...Budget!, BudgetLimit: { Amount, Unit: "USD" } } });
}

/** One for each component that iTrack has and the other systems have not, and for the doors that all have; on its production. */
export const itrackMutations: readonly Mutation[] = [
  {
    what: "an API that is no longer traced",
    breaks: ({ apigateway }, at) => apigateway.updateStage({ ...stage(at), patchOperations: traced("false") }),
    fails: ["api-tracing"],
    mends: ({ apigateway }, at) => apigateway.updateStage({ ...stage(at), patchOperations: traced("true") }),
  },
  {
    what: "a method that asks for no token",
    breaks: ({ apigateway }, at) => apigateway.updateMethod({ ...list(at), patchOperations: authorized("NONE") }),
    fails: ["aws-api-gateway-method-authorized-as-deployed"],
    mends: ({ apigateway }, at) =>
      apigateway.updateMethod({ ...list(at), patchOperations: authorized("COGNITO_USER_POOLS") }),
  },
  {
    what: "an API without its firewall",
    breaks: ({ wafv2 }, at) => wafv2.disassociateWebACL({ ResourceArn: at("aws_api_gateway_stage.api_stage", "arn") }),
    fails: ["resources-exist", "waf-association"],
    mends: ({ wafv2 }, at) =>
      wafv2.associateWebACL({
        ResourceArn: at("aws_api_gateway_stage.api_stage", "arn"),
        WebACLArn: at("aws_wafv2_web_acl.waf", "arn"),
      }),
  },
  {
    what: "people who sign in without a second factor",
    breaks: ({ cognito }, at) => cognito.setUserPoolMfaConfig({ ...users(at), MfaConfiguration: "OFF" }),
    fails: ["aws-cognito-user-pool-mfa-configuration", "users-mfa"],
    mends: ({ cognito }, at) =>
      cognito.setUserPoolMfaConfig({
        ...users(at),
        MfaConfiguration: "ON",
        SoftwareTokenMfaConfiguration: { Enabled: true },
      }),
  },
  {
    what: "a function that may be called without a limit",
    breaks: ({ lambda }, at) => lambda.deleteFunctionConcurrency(handler(at)),
    fails: ["aws-lambda-function-planned-concurrency", "handler-concurrency"],
    mends: ({ lambda }, at) => lambda.putFunctionConcurrency({ ...handler(at), ReservedConcurrentExecutions: 100 }),
  },
  {
    what: "a table that is not recoverable",
    breaks: ({ dynamodb }, at) => dynamodb.updateContinuousBackups({ ...items(at), ...recovery(false) }),
    fails: ["aws-dynamodb-table-point-in-time-recovery", "items-recovery"],
    mends: ({ dynamodb }, at) => dynamodb.updateContinuousBackups({ ...items(at), ...recovery(true) }),
  },
  {
    what: "a table that may be deleted",
    breaks: ({ dynamodb }, at) => dynamodb.updateTable({ ...items(at), DeletionProtectionEnabled: false }),
    fails: ["aws-dynamodb-table-protected-as-deployed"],
    mends: ({ dynamodb }, at) => dynamodb.updateTable({ ...items(at), DeletionProtectionEnabled: true }),
  },
  {
    what: "a distribution without its firewall",
    breaks: (aws, at) => edit(aws, at, () => ({ WebACLId: "" })),
    fails: ["aws-cloudfront-distribution-guarded-as-deployed"],
    mends: (aws, at) => edit(aws, at, () => ({ WebACLId: at("aws_wafv2_web_acl.cloudfront_waf", "arn") })),
  },
  {
    what: "a distribution that keeps answers of the API",
    breaks: (aws, at) => edit(aws, at, keptBy(at("aws_cloudfront_cache_policy.distribution_files", "id"))),
    fails: ["aws-cloudfront-distribution-paths-as-deployed"],
    mends: (aws, at) => edit(aws, at, keptBy(MANAGED.cachingDisabled)),
  },
  {
    what: "a log of CloudFront that is stored elsewhere",
    breaks: (aws, at) => store(aws, at, "cloudfront_waf_logs"),
    fails: ["aws-cloudwatch-log-delivery-destination-stores-as-deployed"],
    mends: (aws, at) => store(aws, at, "distribution_logs"),
  },
  {
    what: "a budget that somebody raised",
    breaks: (aws, at) => limit(aws, at, "99999"),
    fails: ["aws-budgets-budget-limit-as-deployed", "budget"],
    mends: (aws, at) => limit(aws, at, at("aws_budgets_budget.budget", "limit_amount")),
  },
  {
    what: "a secret under AWS's own key",
    breaks: ({ secrets }) => secrets.updateSecret({ ...secret, KmsKeyId: "alias/aws/secretsmanager" }),
    fails: ["secrets-key"],
    mends: ({ secrets }) => secrets.updateSecret({ ...secret, KmsKeyId: "alias/itrack-production-secrets" }),
  },
  {
    what: "a database with a day of backups",
    breaks: ({ rds }, at) => rds.modifyDBInstance({ ...database(at), BackupRetentionPeriod: 1 }),
    fails: ["mysql-backups"],
    mends: ({ rds }, at) => rds.modifyDBInstance({ ...database(at), BackupRetentionPeriod: 30 }),
  },
  {
    what: "a database group opened to the internet",
    breaks: ({ ec2 }, at) => ec2.authorizeSecurityGroupIngress({ ...databaseGroup(at), IpPermissions: mysqlForAll }),
    fails: ["aws-security-group-open-to-internet", "database-closed"],
    mends: ({ ec2 }, at) => ec2.revokeSecurityGroupIngress({ ...databaseGroup(at), IpPermissions: mysqlForAll }),
  },
];
