import type { CodeSigning, LambdaFunctionProps } from "../../../src/constructs/compute/lambda-function-props";
import { acknowledgementsIn } from "../../../src/platform/acknowledge";
import { statementsOf, synthesize } from "../../support/synthesize";
import { addFunction, keyArn, synthesizeFunction } from "./sample-function";

const stack = synthesizeFunction();
const lambda = stack.only("aws_lambda_function");
const relaxed = { kept: false, reason: "A sample that may be destroyed" } as const;

describe("LambdaFunction", () => {
  it("has the sizes it is given and calls kept for it", () => {
    expect(lambda).toMatchObject({
      function_name: "sample-handler-dev",
      description: "Answers requests",
      handler: "index.handler",
      runtime: "nodejs22.x",
      memory_size: 512,
      timeout: 15,
      reserved_concurrent_executions: 50,
      role: "${aws_iam_role.handler_role.arn}",
      tags: { DataClassification: "phi" },
    });
  });

  it("runs on Graviton, traced, in private subnets, with an environment that its key encrypts", () => {
    expect(lambda).toMatchObject({
      architectures: ["arm64"],
      tracing_config: { mode: "Active" },
      vpc_config: {
        subnet_ids: ["subnet-a", "subnet-b"],
        security_group_ids: ["${aws_security_group.functions.id}"],
      },
      environment: { variables: { TABLE_NAME: "sample-items" } },
      kms_key_arn: keyArn,
    });
  });

  it("keeps what is no choice whatever a caller passes", () => {
    const smuggled = { architectures: ["x86_64"], tracingConfig: { mode: "PassThrough" } };
    expect(synthesizeFunction(smuggled as Partial<LambdaFunctionProps>).only("aws_lambda_function")).toMatchObject({
      architectures: ["arm64"],
      tracing_config: { mode: "Active" },
    });
  });

  it("writes JSON to an encrypted log group of its own", () => {
    expect(lambda.logging_config).toEqual({
      log_format: "JSON",
      application_log_level: "INFO",
      system_log_level: "INFO",
      log_group: "${aws_cloudwatch_log_group.handler_logs.name}",
    });
    expect(stack.only("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/lambda/sample-handler-dev",
      retention_in_days: 365,
      kms_key_id: keyArn,
      tags: { DataClassification: "phi" },
    });
  });

  it("is made only once its role may do its work", () => {
    expect(lambda.depends_on).toEqual(["aws_iam_role_policy_attachment.handler_role_attachment"]);
  });

  it("may be without variables and permissions of its own", () => {
    const bare = synthesizeFunction({ environment: undefined, permissions: undefined });
    expect(bare.only("aws_lambda_function")).not.toHaveProperty("environment");
  });

  it.each([
    [{ name: "sample.handler" }, 'name is "sample.handler"; allowed are 1-64 letters, digits, - and _'],
    [{ name: "x".repeat(65) }, "name is"],
    [{ description: "x".repeat(257) }, "description has 257 characters; allowed are 256"],
    [{ handler: "index" }, 'handler is "index"; allowed is <file>.<exported function>'],
    [{ runtime: "nodejs20.x" }, 'runtime is "nodejs20.x"; allowed are nodejs22.x (until 2027-04-30)'],
    [{ runtime: "toString" }, 'runtime is "toString"'],
    [{ memoryMiB: 127 }, "memoryMiB is 127; allowed are whole MiB from 128 to 10240"],
    [{ memoryMiB: 10_241 }, "memoryMiB is 10241"],
    [{ timeoutSeconds: 0 }, "timeoutSeconds is 0; allowed are whole seconds from 1 to 900"],
    [{ timeoutSeconds: 901 }, "timeoutSeconds is 901"],
    [{ timeoutSeconds: 1.5 }, "timeoutSeconds is 1.5"],
    [{ reservedConcurrency: 0 }, "reservedConcurrency is 0; allowed are whole numbers from 1 to 1000"],
    [{ reservedConcurrency: 1001 }, "reservedConcurrency is 1001"],
    [{ environment: { AWS_REGION: "x" } }, 'environment has "AWS_REGION"; allowed are names'],
    [{ environment: { "1st": "x" } }, 'environment has "1st"'],
    [{ subnetIds: [] }, "subnetIds is empty; allowed are subnets in one zone or more"],
  ])("refuses %j", (props: Partial<LambdaFunctionProps>, message) => {
    expect(() => synthesizeFunction(props)).toThrow(message);
  });
});

describe("the role of a function", () => {
  const statements = Object.fromEntries(
    statementsOf(stack.at("aws_iam_policy.handler_role_policy").policy).map((each) => [each.Sid as string, each]),
  );
  const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:sample-handler-dev";
  const ec2 = "arn:aws:ec2:us-east-1:123456789012";

  it("is Lambda's alone and allows exactly this", () => {
    expect(statementsOf(stack.only("aws_iam_role").assume_role_policy)).toMatchObject([
      { Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
    expect(Object.keys(statements)).toEqual([
      "WriteOwnLogs",
      "SendDeadLetters",
      "EncryptDeadLetters",
      "DecryptOwnEnvironment",
      "SendTraces",
      "JoinOwnSubnets",
      "ManageNetworkInterfaces",
      "SeeNetworkInterfaces",
      "ProgramTouchesNoNetwork",
      "ReadItems",
    ]);
  });

  it("writes to streams of its own log group, and makes no group", () => {
    expect(statements.WriteOwnLogs).toMatchObject({
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: "${aws_cloudwatch_log_group.handler_logs.arn}:log-stream:*",
    });
  });

  it("uses keys only through the service that needs them, and for its own environment", () => {
    expect(statements.EncryptDeadLetters).toMatchObject({
      Resource: keyArn,
      Condition: { StringEquals: { "kms:ViaService": "sqs.us-east-1.amazonaws.com" } },
    });
    expect(statements.DecryptOwnEnvironment).toMatchObject({
      Action: "kms:Decrypt",
      Resource: keyArn,
      Condition: {
        StringEquals: {
          "kms:ViaService": "lambda.us-east-1.amazonaws.com",
          "kms:EncryptionContext:aws:lambda:FunctionArn": functionArn,
        },
      },
    });
  });

  it("joins its own subnets with its own security group, which the program itself may not", () => {
    expect(statements.JoinOwnSubnets!.Resource).toEqual([
      `${ec2}:network-interface/*`,
      `${ec2}:subnet/subnet-a`,
      `${ec2}:subnet/subnet-b`,
      `${ec2}:security-group/\${aws_security_group.functions.id}`,
    ]);
    const allowed = ["JoinOwnSubnets", "ManageNetworkInterfaces", "SeeNetworkInterfaces"].flatMap(
      (sid) => statements[sid]!.Action as string[],
    );
    expect(statements.ProgramTouchesNoNetwork).toMatchObject({
      Effect: "Deny",
      Condition: { ArnEquals: { "lambda:SourceFunctionArn": functionArn } },
    });
    expect([...(statements.ProgramTouchesNoNetwork!.Action as string[])].sort()).toEqual(allowed.sort());
  });
});

describe("the dead letters of a function", () => {
  const queue = stack.only("aws_sqs_queue");

  it("wait 14 days in a queue that its key encrypts", () => {
    expect(lambda.dead_letter_config).toEqual({ target_arn: "${aws_sqs_queue.handler_dead_letters.arn}" });
    expect(queue).toMatchObject({
      name: "sample-handler-dev-dead-letters",
      message_retention_seconds: 1_209_600,
      kms_master_key_id: keyArn,
      tags: { DataClassification: "phi" },
      lifecycle: { prevent_destroy: true },
    });
  });

  it("are neither sent nor read without TLS", () => {
    expect(statementsOf(stack.only("aws_sqs_queue_policy").policy)).toEqual([
      {
        Sid: "RefusePlainHttp",
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: ["sqs:SendMessage", "sqs:ReceiveMessage"],
        Resource: "${aws_sqs_queue.handler_dead_letters.arn}",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });
});

describe("the code of a function", () => {
  const path = `assets/handler_package/${"01".repeat(8)}/sample-function.ts`;

  it("is uploaded to a private bucket and signed there, by a profile that serves this function alone", () => {
    expect(stack.only("aws_signer_signing_profile")).toMatchObject({
      platform_id: "AWSLambda-SHA384-ECDSA",
      name_prefix: "sample_handler_dev_",
    });
    expect(stack.only("aws_s3_object")).toMatchObject({
      bucket: "${aws_s3_bucket.handler_code_bucket.bucket}",
      key: "unsigned/sample-handler-dev.zip",
      source: path,
      source_hash: Buffer.alloc(32, 1).toString("base64"),
      kms_key_id: keyArn,
      depends_on: ["aws_s3_bucket_versioning.handler_code_bucket_versioning"],
    });
    expect(stack.only("aws_signer_signing_job")).toMatchObject({
      profile_name: "${aws_signer_signing_profile.handler_code_profile.name}",
      source: { s3: { version: "${aws_s3_object.handler_code_unsigned.version_id}" } },
      destination: { s3: { prefix: "signed/sample-handler-dev-" } },
    });
  });

  it("is what was signed, and Lambda refuses any other", () => {
    expect(lambda).toMatchObject({
      s3_bucket: "${aws_signer_signing_job.handler_code_job.signed_object[0].s3[0].bucket}",
      s3_key: "${aws_signer_signing_job.handler_code_job.signed_object[0].s3[0].key}",
      code_signing_config_arn: "${aws_lambda_code_signing_config.handler_code_config.arn}",
    });
    expect(stack.only("aws_lambda_code_signing_config")).toMatchObject({
      allowed_publishers: {
        signing_profile_version_arns: ["${aws_signer_signing_profile.handler_code_profile.version_arn}"],
      },
      policies: { untrusted_artifact_on_deployment: "Enforce" },
      lifecycle: { create_before_destroy: true },
    });
  });

  it("cuts a long name for its profile where Terraform still has room for digits", () => {
    const { name_prefix } = synthesizeFunction({ name: "x".repeat(64) }).only("aws_signer_signing_profile");
    expect(name_prefix).toBe(`${"x".repeat(37)}_`);
  });

  it("is uploaded as it is where a configuration says why", () => {
    const unsigned = synthesizeFunction({ codeSigning: { kept: false, reason: "A sample that nobody signs" } });
    expect(unsigned.only("aws_lambda_function")).toMatchObject({
      filename: path,
      source_code_hash: Buffer.alloc(32, 1).toString("base64"),
    });
    unsigned.none("aws_signer_signing_profile");
    expect(acknowledged({ kept: false, reason: "A sample that nobody signs" })).toContain("lambda-code-is-signed");
    expect(acknowledged()).not.toContain("lambda-code-is-signed");
  });

  it("may be destroyed with log and letters only where the protection is given up", () => {
    const types = ["aws_cloudwatch_log_group", "aws_sqs_queue"];
    for (const type of types) expect(stack.only(type).lifecycle).toEqual({ prevent_destroy: true });
    expect(stack.at("aws_s3_bucket.handler_code_bucket").lifecycle).toEqual({ prevent_destroy: true });
    const open = synthesizeFunction({ protection: relaxed });
    for (const type of types) expect(open.only(type)).not.toHaveProperty("lifecycle");
    expect(open.at("aws_s3_bucket.handler_code_bucket")).toMatchObject({ force_destroy: true });
  });
});

describe("the alarms of a function", () => {
  it.each([
    ["errors", "AWS/Lambda", "Errors", "Sum", "GreaterThanThreshold", 0, 300, 1],
    ["throttles", "AWS/Lambda", "Throttles", "Sum", "GreaterThanThreshold", 0, 300, 1],
    ["duration_high", "AWS/Lambda", "Duration", "Maximum", "GreaterThanOrEqualToThreshold", 12_000, 300, 3],
    ["concurrency_high", "AWS/Lambda", "ConcurrentExecutions", "Maximum", "GreaterThanOrEqualToThreshold", 40, 60, 5],
    ["dead_letters", "AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum", "GreaterThanThreshold", 0, 300, 1],
  ])(
    "include %s [003-alarm-lambda-errors]",
    (id, namespace, metric, statistic, operator, threshold, period, periods) => {
      const alarms = stack.every("aws_cloudwatch_metric_alarm");
      expect(Object.keys(alarms)).toHaveLength(5);
      expect(alarms[`handler_alarms_${id}`]).toMatchObject({
        alarm_name: `sample-handler-dev-${id.replaceAll("_", "-")}`,
        namespace,
        metric_name: metric,
        statistic,
        comparison_operator: operator,
        threshold,
        period,
        evaluation_periods: periods,
        treat_missing_data: "notBreaching",
        alarm_actions: ["${aws_sns_topic.alarms.arn}"],
      });
    },
  );

  it("watch the function and its own queue", () => {
    const alarms = stack.every("aws_cloudwatch_metric_alarm");
    expect(alarms.handler_alarms_errors!.dimensions).toEqual({
      FunctionName: "${aws_lambda_function.handler.function_name}",
    });
    expect(alarms.handler_alarms_dead_letters!.dimensions).toEqual({
      QueueName: "${aws_sqs_queue.handler_dead_letters.name}",
    });
  });
});

/** The rules that are acknowledged anywhere in the function. */
function acknowledged(codeSigning?: CodeSigning): string[] {
  let rules: string[] = [];
  synthesize((scope) => {
    const lambda = addFunction(scope, codeSigning && { codeSigning });
    rules = acknowledgementsIn(lambda).map(({ rule }) => rule);
  });
  return rules;
}
