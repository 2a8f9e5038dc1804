import type { CloudTrail } from "@aws-sdk/client-cloudtrail";
import type { CloudWatch } from "@aws-sdk/client-cloudwatch";
import type { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import type { DynamoDB } from "@aws-sdk/client-dynamodb";
import type { EC2 } from "@aws-sdk/client-ec2";
import type { IAM } from "@aws-sdk/client-iam";
import type { KMS } from "@aws-sdk/client-kms";
import type { RDS } from "@aws-sdk/client-rds";
import type { S3 } from "@aws-sdk/client-s3";
import type { SecretsManager } from "@aws-sdk/client-secrets-manager";
import type { SNS } from "@aws-sdk/client-sns";
import type { STS } from "@aws-sdk/client-sts";
import type { Target } from "../target";

/** One client a service. Each is loaded at its first use, so that a command pays only for the services it talks to. */
export interface AwsClients {
  readonly cloudtrail: CloudTrail;
  readonly cloudwatch: CloudWatch;
  readonly dynamodb: DynamoDB;
  readonly ec2: EC2;
  readonly iam: IAM;
  readonly kms: KMS;
  readonly logs: CloudWatchLogs;
  readonly rds: RDS;
  readonly s3: S3;
  readonly secrets: SecretsManager;
  readonly sns: SNS;
  readonly sts: STS;
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
    cloudtrail: () => new (require("@aws-sdk/client-cloudtrail").CloudTrail)(settings),
    cloudwatch: () => new (require("@aws-sdk/client-cloudwatch").CloudWatch)(settings),
    dynamodb: () => new (require("@aws-sdk/client-dynamodb").DynamoDB)(settings),
    ec2: () => new (require("@aws-sdk/client-ec2").EC2)(settings),
    iam: () => new (require("@aws-sdk/client-iam").IAM)(settings),
    kms: () => new (require("@aws-sdk/client-kms").KMS)(settings),
    logs: () => new (require("@aws-sdk/client-cloudwatch-logs").CloudWatchLogs)(settings),
    rds: () => new (require("@aws-sdk/client-rds").RDS)(settings),
    // A bucket in the host name would need DNS for `<bucket>.127.0.0.1`.
    s3: () => new (require("@aws-sdk/client-s3").S3)({ ...settings, forcePathStyle: target.kind === "sandbox" }),
    secrets: () => new (require("@aws-sdk/client-secrets-manager").SecretsManager)(settings),
    sns: () => new (require("@aws-sdk/client-sns").SNS)(settings),
    sts: () => new (require("@aws-sdk/client-sts").STS)(settings),
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
