import type { AccessAnalyzer } from "@aws-sdk/client-accessanalyzer";
import type { ACM } from "@aws-sdk/client-acm";
import type { APIGateway } from "@aws-sdk/client-api-gateway";
import type { ApplicationAutoScaling } from "@aws-sdk/client-application-auto-scaling";
import type { Backup } from "@aws-sdk/client-backup";
import type { Budgets } from "@aws-sdk/client-budgets";
import type { CloudFormation } from "@aws-sdk/client-cloudformation";
import type { CloudFront } from "@aws-sdk/client-cloudfront";
import type { CloudTrail } from "@aws-sdk/client-cloudtrail";
import type { CloudWatch } from "@aws-sdk/client-cloudwatch";
import type { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import type { CodeDeploy } from "@aws-sdk/client-codedeploy";
import type { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import type { ConfigService } from "@aws-sdk/client-config-service";
import type { DynamoDB } from "@aws-sdk/client-dynamodb";
import type { EC2 } from "@aws-sdk/client-ec2";
import type { ECR } from "@aws-sdk/client-ecr";
import type { ECS } from "@aws-sdk/client-ecs";
import type { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ElastiCache } from "@aws-sdk/client-elasticache";
import type { EventBridge } from "@aws-sdk/client-eventbridge";
import type { GuardDuty } from "@aws-sdk/client-guardduty";
import type { IAM } from "@aws-sdk/client-iam";
import type { KMS } from "@aws-sdk/client-kms";
import type { Lambda } from "@aws-sdk/client-lambda";
import type { RDS } from "@aws-sdk/client-rds";
import type { Route53 } from "@aws-sdk/client-route-53";
import type { S3 } from "@aws-sdk/client-s3";
import type { S3Control } from "@aws-sdk/client-s3-control";
import type { SecretsManager } from "@aws-sdk/client-secrets-manager";
import type { SecurityHub } from "@aws-sdk/client-securityhub";
import type { ServiceQuotas } from "@aws-sdk/client-service-quotas";
import type { Signer } from "@aws-sdk/client-signer";
import type { SNS } from "@aws-sdk/client-sns";
import type { SQS } from "@aws-sdk/client-sqs";
import type { SSM } from "@aws-sdk/client-ssm";
import type { STS } from "@aws-sdk/client-sts";
import type { WAFV2 } from "@aws-sdk/client-wafv2";
import type { Target } from "../target";

/** One client a service. Each is loaded at its first use, so that a command pays only for the services it talks to. */
export interface AwsClients {
  readonly accessanalyzer: AccessAnalyzer;
  readonly acm: ACM;
  readonly apigateway: APIGateway;
  readonly autoscaling: ApplicationAutoScaling;
  readonly backup: Backup;
  readonly budgets: Budgets;
  readonly cloudformation: CloudFormation;
  readonly cloudfront: CloudFront;
  readonly cloudtrail: CloudTrail;
  readonly cloudwatch: CloudWatch;
  readonly codedeploy: CodeDeploy;
  readonly cognito: CognitoIdentityProvider;
  readonly config: ConfigService;
  readonly dynamodb: DynamoDB;
  readonly ec2: EC2;
  readonly ecr: ECR;
  readonly ecs: ECS;
  readonly elasticache: ElastiCache;
  readonly elb: ElasticLoadBalancingV2;
  readonly events: EventBridge;
  readonly guardduty: GuardDuty;
  readonly iam: IAM;
  readonly kms: KMS;
  readonly lambda: Lambda;
  readonly logs: CloudWatchLogs;
  readonly quotas: ServiceQuotas;
  readonly rds: RDS;
  readonly route53: Route53;
  readonly s3: S3;
  readonly s3control: S3Control;
  readonly secrets: SecretsManager;
  readonly securityhub: SecurityHub;
  readonly signer: Signer;
  readonly sns: SNS;
  readonly sqs: SQS;
  readonly ssm: SSM;
  readonly sts: STS;
  readonly wafv2: WAFV2;
  /** The clients of another region, with the same credentials. */
  readonly inRegion: (region: string) => AwsClients;
}

/** An answer that takes longer is an emulator that died, not a slow AWS. */
const SANDBOX_TIMEOUT_MS = 20_000;

/**
 * The only place that makes AWS clients. On AWS the SDK finds the caller's credentials; the sandbox gets invented ones,
 * so that no real key ever reaches it.
 */
export function awsClients(target: Target, region: string): AwsClients {
  // The SDK's advice about Node versions belongs to us (package.json pins both), not between a command's output.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const settings = { region, ...(target.kind === "sandbox" ? sandboxSettings(target.endpoint) : {}) };
  // `require`, because `import()` would make every getter a promise.
  /* eslint-disable @typescript-eslint/no-require-imports */
  return lazily<AwsClients>({
    inRegion: () => memoized((other) => awsClients(target, other)),
    accessanalyzer: () => new (require("@aws-sdk/client-accessanalyzer").AccessAnalyzer)(settings),
    acm: () => new (require("@aws-sdk/client-acm").ACM)(settings),
    apigateway: () => new (require("@aws-sdk/client-api-gateway").APIGateway)(settings),
    autoscaling: () => new (require("@aws-sdk/client-application-auto-scaling").ApplicationAutoScaling)(settings),
    backup: () => new (require("@aws-sdk/client-backup").Backup)(settings),
    budgets: () => new (require("@aws-sdk/client-budgets").Budgets)(settings),
    cloudformation: () => new (require("@aws-sdk/client-cloudformation").CloudFormation)(settings),
    cloudfront: () => new (require("@aws-sdk/client-cloudfront").CloudFront)(settings),
    cloudtrail: () => new (require("@aws-sdk/client-cloudtrail").CloudTrail)(settings),
    cloudwatch: () => new (require("@aws-sdk/client-cloudwatch").CloudWatch)(settings),
    codedeploy: () => new (require("@aws-sdk/client-codedeploy").CodeDeploy)(settings),
    cognito: () => new (require("@aws-sdk/client-cognito-identity-provider").CognitoIdentityProvider)(settings),
    config: () => new (require("@aws-sdk/client-config-service").ConfigService)(settings),
    dynamodb: () => new (require("@aws-sdk/client-dynamodb").DynamoDB)(settings),
    ec2: () => new (require("@aws-sdk/client-ec2").EC2)(settings),
    ecr: () => new (require("@aws-sdk/client-ecr").ECR)(settings),
    ecs: () => new (require("@aws-sdk/client-ecs").ECS)(settings),
    elasticache: () => new (require("@aws-sdk/client-elasticache").ElastiCache)(settings),
    elb: () => new (require("@aws-sdk/client-elastic-load-balancing-v2").ElasticLoadBalancingV2)(settings),
    events: () => new (require("@aws-sdk/client-eventbridge").EventBridge)(settings),
    guardduty: () => new (require("@aws-sdk/client-guardduty").GuardDuty)(settings),
    iam: () => new (require("@aws-sdk/client-iam").IAM)(settings),
    kms: () => new (require("@aws-sdk/client-kms").KMS)(settings),
    lambda: () => new (require("@aws-sdk/client-lambda").Lambda)(settings),
    logs: () => new (require("@aws-sdk/client-cloudwatch-logs").CloudWatchLogs)(settings),
    quotas: () => new (require("@aws-sdk/client-service-quotas").ServiceQuotas)(settings),
    rds: () => new (require("@aws-sdk/client-rds").RDS)(settings),
    route53: () => new (require("@aws-sdk/client-route-53").Route53)(settings),
    // A bucket in the host name would need DNS for `<bucket>.127.0.0.1`.
    s3: () => new (require("@aws-sdk/client-s3").S3)({ ...settings, forcePathStyle: target.kind === "sandbox" }),
    // So would an account; S3 Control also sends it as a header.
    s3control: () =>
      new (require("@aws-sdk/client-s3-control").S3Control)({ ...settings, ...hostWithoutAccount(target) }),
    secrets: () => new (require("@aws-sdk/client-secrets-manager").SecretsManager)(settings),
    securityhub: () => new (require("@aws-sdk/client-securityhub").SecurityHub)(settings),
    signer: () => new (require("@aws-sdk/client-signer").Signer)(settings),
    sns: () => new (require("@aws-sdk/client-sns").SNS)(settings),
    sqs: () => new (require("@aws-sdk/client-sqs").SQS)(settings),
    ssm: () => new (require("@aws-sdk/client-ssm").SSM)(settings),
    sts: () => new (require("@aws-sdk/client-sts").STS)(settings),
    wafv2: () => new (require("@aws-sdk/client-wafv2").WAFV2)(settings),
  });
  /* eslint-enable @typescript-eslint/no-require-imports */
}

function sandboxSettings(endpoint: string) {
  return {
    endpoint,
    credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: SANDBOX_TIMEOUT_MS, throwOnRequestTimeout: true },
  };
}

/** S3 Control's own rules put the account before any host. */
function hostWithoutAccount(target: Target) {
  return target.kind === "sandbox" ? { endpointProvider: () => ({ url: new URL(target.endpoint) }) } : {};
}

/** An object whose properties are made once, at their first use. */
function lazily<T extends object>(make: { readonly [K in keyof T]: () => T[K] }): T {
  const made = {};
  for (const key of Object.keys(make) as (keyof T)[]) {
    Object.defineProperty(made, key, {
      configurable: true,
      enumerable: true,
      get: () => {
        const value = make[key]();
        Object.defineProperty(made, key, { value, enumerable: true });
        return value;
      },
    });
  }
  return made as T;
}

/** One answer a question, however often it is asked. */
function memoized<T>(answer: (question: string) => T): (question: string) => T {
  const answers = new Map<string, T>();
  return (question) => {
    const known = answers.get(question) ?? answer(question);
    answers.set(question, known);
    return known;
  };
}
