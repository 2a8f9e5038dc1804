import { join } from "node:path";
import { LambdaFunction } from "../../../src/constructs/compute/lambda-function";
import type { LambdaFunctionProps } from "../../../src/constructs/compute/lambda-function-props";
import { AccessLogsBucket } from "../../../src/constructs/data-stores/access-logs-bucket";
import { SecurityGroup } from "../../../src/constructs/network/security-group";
import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import type { SystemStack } from "../../../src/platform/system-stack";
import { synthesize, type Synthesized } from "../../support/synthesize";

export const keyArn = "arn:aws:kms:us-east-1:123456789012:key/sample";
const protection = { kept: true } as const;

/** A watched function `handler` with everything that it needs; its package is some file. */
export function addFunction(stack: SystemStack, props: Partial<LambdaFunctionProps> = {}): LambdaFunction {
  const accessLogs = new AccessLogsBucket(stack, "access_logs", { name: "sample-logs", retentionDays: 90, protection });
  const lambda = new LambdaFunction(stack, "handler", {
    name: "sample-handler-dev",
    description: "Answers requests",
    package: { file: join(__dirname, "sample-function.ts"), sha256: Buffer.alloc(32, 1).toString("base64") },
    handler: "index.handler",
    runtime: "nodejs22.x",
    memoryMiB: 512,
    timeoutSeconds: 15,
    reservedConcurrency: 50,
    environment: { TABLE_NAME: "sample-items" },
    keyArn,
    subnetIds: ["subnet-a", "subnet-b"],
    securityGroup: new SecurityGroup(stack, "functions", {
      vpcId: "vpc-1",
      name: "functions",
      description: "Functions",
    }),
    permissions: [{ sid: "ReadItems", actions: ["dynamodb:GetItem"], resources: ["arn:table"] }],
    logs: { retentionDays: 365, keyArn, dataClass: "phi" },
    codeSigning: { kept: true, bucketName: "sample-packages", bucketKeyArn: keyArn, accessLogs },
    protection,
    ...props,
  });
  lambda.watch(new AlarmTopic(stack, "alarms", { name: "sample", keyArn, subscribers: [] }));
  return lambda;
}

export function synthesizeFunction(props: Partial<LambdaFunctionProps> = {}): Synthesized {
  return synthesize((stack) => addFunction(stack, props));
}
