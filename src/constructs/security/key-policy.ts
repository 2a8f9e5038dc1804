import { policyDocument, type PolicyStatement } from "../../platform/policy-document";
import { principalStatement, type KeyLocation, type ServicePrincipal } from "./key-principals";

/** Services that use a key for whoever calls them. */
export type IntegratedService =
  "backup" | "dynamodb" | "ec2" | "ecr" | "elasticache" | "lambda" | "rds" | "s3" | "secretsmanager" | "sns" | "sqs";

/** One use of a key; what is not listed, nobody may do with it. */
export type KeyUse =
  /** Principals of the account may use the key, but only through the service and with IAM permission of their own. */
  | { readonly kind: "service"; readonly service: IntegratedService }
  /** CloudWatch Logs may encrypt the account's log groups of these names; `*` stands for any characters. */
  | { readonly kind: "logs"; readonly logGroupNames: readonly string[] }
  /** The account's CloudWatch alarms may write to encrypted topics. */
  | { readonly kind: "alarms" }
  /** CloudTrail may encrypt the log files of this trail; reading them is a use through S3. `notices`: it also tells a topic of each. */
  | { readonly kind: "trail"; readonly trailName: string; readonly notices?: true }
  /** The service itself may use the key, where AWS tells for whom: for this account only. */
  | { readonly kind: "principal"; readonly principal: ServicePrincipal }
  /** Principals of the account may encrypt and decrypt Session Manager's sessions, those of ECS Exec among them, with IAM permission of their own. */
  | { readonly kind: "sessions" };

export const through = (service: IntegratedService): KeyUse => ({ kind: "service", service });
export const by = (principal: ServicePrincipal): KeyUse => ({ kind: "principal", principal });

/** Management without use, and without `CreateGrant`, by which an administrator could hand the use out. */
const ADMINISTRATION = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:DescribeKey",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListGrants",
  "kms:ListKeyPolicies",
  "kms:ListKeyRotations",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:RevokeGrant",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
];
const USE = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];
/** These keep working after the caller has left, by a grant on the key: volumes, snapshots, images, caches, tables, functions, and RDS-managed secrets. */
const GRANTED: readonly IntegratedService[] = [
  "backup",
  "dynamodb",
  "ec2",
  "ecr",
  "elasticache",
  "lambda",
  "rds",
  "secretsmanager",
];
const SID_NAMES = {
  backup: "Backup",
  dynamodb: "DynamoDb",
  ec2: "Ec2",
  ecr: "Ecr",
  elasticache: "ElastiCache",
  lambda: "Lambda",
  rds: "Rds",
  s3: "S3",
  secretsmanager: "SecretsManager",
  sns: "Sns",
  sqs: "Sqs",
} as const satisfies Record<IntegratedService, string>;

/**
 * The policy of a key. The account administers it through IAM; nobody, the account's root included, encrypts or decrypts
 * with it but through the uses.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function keyPolicy(uses: readonly KeyUse[], location: KeyLocation): string {
  const administration: PolicyStatement = {
    sid: "AccountAdministersKey",
    principals: accountOf(location),
    actions: ADMINISTRATION,
    resources: ["*"],
  };
  return policyDocument([administration, ...uses.flatMap((use) => statementsFor(use, location))]);
}

function statementsFor(use: KeyUse, location: KeyLocation): PolicyStatement[] {
  switch (use.kind) {
    case "service":
      return serviceStatements(use.service, location);
    case "logs":
      return [logsStatement(use.logGroupNames, location)];
    case "alarms":
      return [alarmsStatement(location)];
    case "trail":
      return [trailStatement(use, location)];
    case "principal":
      return [principalStatement(use.principal, location)];
    case "sessions":
      return [sessionsStatement(location)];
  }
}

function serviceStatements(service: IntegratedService, location: KeyLocation): PolicyStatement[] {
  const throughService = { StringEquals: { "kms:ViaService": `${service}.${location.region}.amazonaws.com` } };
  const common = { principals: accountOf(location), resources: ["*"] };
  const name = SID_NAMES[service];
  const use = { sid: `UsedThrough${name}`, ...common, actions: USE, conditions: throughService };
  if (!GRANTED.includes(service)) return [use];
  const grant = {
    sid: `GrantedThrough${name}`,
    ...common,
    actions: ["kms:CreateGrant"],
    conditions: { ...throughService, Bool: { "kms:GrantIsForAWSResource": "true" } },
  };
  return [use, grant];
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
function logsStatement(logGroupNames: readonly string[], { account, region }: KeyLocation): PolicyStatement {
  const arns = logGroupNames.map((name) => `arn:aws:logs:${region}:${account}:log-group:${name}`);
  return {
    sid: "UsedByCloudWatchLogs",
    principals: { services: [`logs.${region}.amazonaws.com`] },
    actions: USE,
    resources: ["*"],
    conditions: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": arns } },
  };
}

/**
 * SNS encrypts with the rights of whoever publishes.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
function alarmsStatement({ account }: KeyLocation): PolicyStatement {
  return {
    sid: "UsedByCloudWatchAlarms",
    principals: { services: ["cloudwatch.amazonaws.com"] },
    actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
    resources: ["*"],
    conditions: { StringEquals: { "aws:SourceAccount": account } },
  };
}

/**
 * No condition on the encryption context: a bucket key replaces the trail's by the bucket's.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
function trailStatement(
  { trailName, notices }: Extract<KeyUse, { kind: "trail" }>,
  { account, region }: KeyLocation,
): PolicyStatement {
  return {
    sid: "UsedByCloudTrail",
    principals: { services: ["cloudtrail.amazonaws.com"] },
    actions: ["kms:GenerateDataKey*", "kms:DescribeKey", ...(notices ? ["kms:Decrypt"] : [])],
    resources: ["*"],
    conditions: {
      StringEquals: { "aws:SourceArn": `arn:aws:cloudtrail:${region}:${account}:trail/${trailName}` },
    },
  };
}

/**
 * Both ends of a session encrypt with the rights of whoever started it and of the instance or task; the encryption context
 * tells a session from any other use.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-enable-encryption.html
 */
function sessionsStatement(location: KeyLocation): PolicyStatement {
  return {
    sid: "UsedBySessions",
    principals: accountOf(location),
    actions: ["kms:Decrypt", "kms:GenerateDataKey"],
    resources: ["*"],
    conditions: { Null: { "kms:EncryptionContext:aws:ssm:SessionId": "false" } },
  };
}

function accountOf({ account }: KeyLocation) {
  return { aws: [`arn:aws:iam::${account}:root`] };
}
