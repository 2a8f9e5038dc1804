import type { JsonObject } from "../../hcl";
import { block, plant, type Canary } from "./canary";
import { ACCOUNT, dashed, GROUP, KEY, roleArn, SUBNETS } from "./shared";

const lambda = (name: string): JsonObject => ({
  function_name: dashed(name),
  role: roleArn("lambda"),
  runtime: "nodejs22.x",
  handler: "index.handler",
  s3_bucket: "canary",
  s3_key: "function.zip",
  reserved_concurrent_executions: 10,
  code_signing_config_arn: `arn:aws:lambda:us-east-1:${ACCOUNT}:code-signing-config:csc-0123456789abcdef0`,
  kms_key_arn: KEY,
  dead_letter_config: { target_arn: `arn:aws:sqs:us-east-1:${ACCOUNT}:dead` },
  vpc_config: { subnet_ids: SUBNETS, security_group_ids: [GROUP] },
  tracing_config: { mode: "Active" },
  environment: { variables: { MODE: "quiet" } },
});

const project = (name: string): JsonObject => ({
  name: dashed(name),
  service_role: roleArn("build"),
  encryption_key: KEY,
  artifacts: { type: "S3", location: "canary", encryption_disabled: false },
  environment: {
    compute_type: "BUILD_GENERAL1_SMALL",
    image: "aws/codebuild/standard:7.0",
    type: "LINUX_CONTAINER",
    privileged_mode: false,
  },
  source: { type: "CODECOMMIT", location: "https://git-codecommit.us-east-1.amazonaws.com/v1/repos/canary" },
  logs_config: {
    cloudwatch_logs: { status: "ENABLED", group_name: "canary" },
    s3_logs: { status: "ENABLED", location: "canary/logs", encryption_disabled: false },
  },
});

/** Lambda and CodeBuild. */
export const functions: readonly Canary[] = [
  ...plant({
    type: "aws_lambda_function",
    sound: lambda,
    faults: {
      function_untraced: {
        fault: "Function without tracing",
        change: { tracing_config: null },
        checkov: ["CKV_AWS_50"],
        tfsec: ["aws-lambda-enable-tracing"],
      },
      function_traced_passively: {
        fault: "Function traces only what callers trace",
        change: { tracing_config: { mode: "PassThrough" } },
        checkov: ["CKV_AWS_50"],
        tfsec: ["aws-lambda-enable-tracing"],
        blind: { CKV_AWS_50: "the rule takes PassThrough for tracing" },
      },
      function_without_limit: {
        fault: "Function without reserved concurrency",
        change: { reserved_concurrent_executions: null },
        checkov: ["CKV_AWS_115"],
      },
      function_without_dead_letters: {
        fault: "Function without dead-letter queue",
        change: { dead_letter_config: null },
        checkov: ["CKV_AWS_116"],
      },
      function_outside_vpc: {
        fault: "Function outside the VPC",
        change: { vpc_config: null },
        checkov: ["CKV_AWS_117"],
      },
      function_with_open_environment: {
        fault: "Function's environment without own key",
        change: { kms_key_arn: null },
        checkov: ["CKV_AWS_173"],
      },
      function_unsigned: {
        fault: "Function's code is not signed",
        change: { code_signing_config_arn: null },
        checkov: ["CKV_AWS_272"],
      },
      function_on_old_runtime: {
        fault: "Function on a runtime without support",
        change: { runtime: "nodejs12.x" },
        checkov: ["CKV_AWS_363"],
      },
      function_with_secret: {
        fault: "AWS key in a function's environment",
        change: {
          environment: {
            variables: {
              AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
              AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            },
          },
        },
        checkov: ["CKV_AWS_45"],
      },
    },
  }),
  ...plant({
    type: "aws_lambda_permission",
    sound: {
      function_name: "canary",
      action: "lambda:InvokeFunction",
      principal: "events.amazonaws.com",
      source_arn: `arn:aws:events:us-east-1:${ACCOUNT}:rule/canary`,
    },
    faults: {
      function_for_any_source: {
        fault: "Any rule of the service may call the function",
        change: { source_arn: null },
        checkov: ["CKV_AWS_364"],
        tfsec: ["aws-lambda-restrict-source-arn"],
      },
      function_for_anybody: {
        fault: "Anybody may call the function",
        change: { principal: "*", source_arn: null },
        checkov: ["CKV_AWS_301"],
      },
    },
  }),
  ...plant({
    type: "aws_lambda_function_url",
    around: (name) => block("aws_lambda_function", name, lambda(name)),
    sound: { function_name: "canary", authorization_type: "AWS_IAM" },
    faults: {
      function_url_open: {
        fault: "Function's address asks for no credentials",
        change: { authorization_type: "NONE" },
        checkov: ["CKV_AWS_258"],
      },
    },
  }),
  ...plant({
    type: "aws_lambda_function_url",
    at: "aws_lambda_function",
    around: (name) => block("aws_lambda_function", name, lambda(name)),
    sound: (name) => ({
      function_name: `\${aws_lambda_function.${name}.function_name}`,
      authorization_type: "AWS_IAM",
      cors: { allow_origins: ["https://example.com"], allow_methods: ["GET"] },
    }),
    faults: {
      function_url_for_any_page: {
        fault: "Any web page may call the function",
        change: { cors: { allow_origins: ["*"], allow_methods: ["*"] } },
        checkov: ["CKV2_AWS_75"],
      },
    },
  }),
  ...plant({
    type: "aws_codebuild_project",
    sound: project,
    faults: {
      build_artifacts_unencrypted: {
        fault: "Build artifacts unencrypted",
        change: { artifacts: { type: "S3", location: "canary", encryption_disabled: true } },
        checkov: ["CKV_AWS_78"],
        tfsec: ["aws-codebuild-enable-encryption"],
      },
      build_with_key_of_aws: {
        fault: "Build without own key",
        change: { encryption_key: null },
        checkov: ["CKV_AWS_147"],
      },
      build_without_logs: { fault: "Build without logs", change: { logs_config: null }, checkov: ["CKV_AWS_314"] },
      build_logs_unencrypted: {
        fault: "Build logs in S3 unencrypted",
        change: { logs_config: { s3_logs: { status: "ENABLED", location: "canary/logs", encryption_disabled: true } } },
        checkov: ["CKV_AWS_311"],
      },
      build_privileged: {
        fault: "Build runs privileged",
        change: {
          environment: {
            compute_type: "BUILD_GENERAL1_SMALL",
            image: "aws/codebuild/standard:7.0",
            type: "LINUX_CONTAINER",
            privileged_mode: true,
          },
        },
        checkov: ["CKV_AWS_316"],
      },
    },
  }),
];
