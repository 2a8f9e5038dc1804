import { LambdaFunction as AwsLambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import { acknowledgeByDesign } from "../../platform/acknowledge";
import { classify } from "../../platform/tags";
import type { AlarmTopic } from "../observability/alarm-topic";
import { EncryptedLogGroup } from "../observability/encrypted-log-group";
import { DeadLetterQueue } from "./dead-letter-queue";
import { LambdaAlarms } from "./lambda-alarms";
import type { LambdaFunctionProps } from "./lambda-function-props";
import { requireValid } from "./lambda-function-validation";
import { LambdaRole } from "./lambda-role";
import { SignedPackage } from "./signed-package";

/**
 * A function without a server: in private subnets, with a role, an encrypted environment and an encrypted log of its own,
 * traced, and limited in number. It runs only signed code, and what it could not answer waits in a queue.
 */
export class LambdaFunction extends Construct {
  readonly functionName: string;
  readonly functionArn: string;
  /** What API Gateway calls. */
  readonly invokeArn: string;
  readonly roleArn: string;
  readonly roleName: string;
  readonly logGroupName: string;
  readonly deadLetterQueueArn: string;
  private readonly deadLetters: DeadLetterQueue;

  /** @throws Error when the runtime has ended, or Lambda would refuse a name or size */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: LambdaFunctionProps,
  ) {
    super(scope, id);
    requireValid(this.node.path, props);
    const { name, keyArn, protection } = props;
    const logs = new EncryptedLogGroup(this, "logs", { name: `/aws/lambda/${name}`, ...props.logs, protection });
    this.deadLetters = new DeadLetterQueue(this, "dead_letters", { name: `${name}-dead-letters`, keyArn, protection });
    const { securityGroupId } = props.securityGroup;
    const role = new LambdaRole(this, "role", { ...props, logs, deadLetters: this.deadLetters, securityGroupId });
    const lambda = this.createFunction(role, logs);
    this.functionName = lambda.functionName;
    this.functionArn = lambda.arn;
    this.invokeArn = lambda.invokeArn;
    this.roleArn = role.roleArn;
    this.roleName = role.roleName;
    this.logGroupName = logs.logGroupName;
    this.deadLetterQueueArn = this.deadLetters.queueArn;
  }

  /** Alarms on errors, throttles, duration, concurrency and dead letters. */
  watch(topic: AlarmTopic): void {
    new LambdaAlarms(this, "alarms", {
      topic,
      prefix: this.props.name,
      functionName: this.functionName,
      deadLetterQueueName: this.deadLetters.queueName,
      timeoutSeconds: this.props.timeoutSeconds,
      reservedConcurrency: this.props.reservedConcurrency,
    });
  }

  private createFunction(role: LambdaRole, logs: EncryptedLogGroup): AwsLambdaFunction {
    const { props } = this;
    const lambda = new AwsLambdaFunction(this, "Resource", {
      functionName: props.name,
      description: props.description,
      ...this.code(),
      handler: props.handler,
      runtime: props.runtime,
      architectures: ["arm64"],
      memorySize: props.memoryMiB,
      timeout: props.timeoutSeconds,
      reservedConcurrentExecutions: props.reservedConcurrency,
      ...(props.environment && { environment: { variables: { ...props.environment } } }),
      kmsKeyArn: props.keyArn, // 164.312(a)(2)(iv)
      vpcConfig: { subnetIds: [...props.subnetIds], securityGroupIds: [props.securityGroup.securityGroupId] }, // 164.312(e)(1)
      role: role.roleArn,
      tracingConfig: { mode: "Active" },
      loggingConfig: {
        logFormat: "JSON", // 164.312(b)
        applicationLogLevel: "INFO",
        systemLogLevel: "INFO",
        logGroup: logs.logGroupName,
      },
      deadLetterConfig: { targetArn: this.deadLetters.queueArn },
      dependsOn: [role.permissions],
    });
    classify(lambda, "phi"); // what it works on
    return lambda;
  }

  /** The signed package by way of a bucket, or the package itself. */
  private code() {
    const { name, codeSigning, package: code, protection } = this.props;
    const asset = new TerraformAsset(this, "package", {
      path: code.file,
      assetHash: Buffer.from(code.sha256, "base64").toString("hex").slice(0, 16),
    });
    if (codeSigning.kept) {
      return new SignedPackage(this, "code", { name, asset, package: code, ...codeSigning, protection }).code;
    }
    acknowledgeByDesign(this, "lambda-code-is-signed", codeSigning.reason);
    return { filename: asset.path, sourceCodeHash: code.sha256 };
  }
}
