/**
 * An app of any size for `make bench`: the mix of a real estate (networks, keys, logs, roles, buckets, queues, alarms)
 * spread over stacks as main.ts spreads deployments.
 *
 * Environment: BENCH_STACKS, BENCH_RESOURCES (in all stacks together), BENCH_LOCK (provider lock file to copy).
 */
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { App } from "cdktf";
import { Construct } from "constructs";
import { policyDocument, serviceTrust } from "../src/platform/policy-document";
import { withoutStackTraces } from "../src/platform/stack-traces";
import { synthesize } from "../src/platform/synthesize";
import { SystemStack } from "../src/platform/system-stack";
import { classify } from "../src/platform/tags";

const RESOURCES_PER_UNIT = 25;

/** Twenty-five resources of twenty-three types that refer to each other as a service and its stores do. */
class Unit extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const key = new KmsKey(this, "key", { description: id, enableKeyRotation: true, deletionWindowInDays: 30 });
    new KmsAlias(this, "alias", { name: `alias/${id}`, targetKeyId: key.keyId });
    const vpc = new Vpc(this, "vpc", { cidrBlock: "10.0.0.0/16", tags: { Name: id } });
    const subnets = ["a", "b"].map(
      (zone) => new Subnet(this, `subnet_${zone}`, { vpcId: vpc.id, cidrBlock: "10.0.1.0/24", tags: { Name: zone } }),
    );
    const table = new RouteTable(this, "table", { vpcId: vpc.id });
    new RouteTableAssociation(this, "association", { routeTableId: table.id, subnetId: subnets[0]!.id });
    new Eip(this, "address", { domain: "vpc" });
    const group = new SecurityGroup(this, "group", { name: id, description: id, vpcId: vpc.id });
    new VpcSecurityGroupIngressRule(this, "rule", {
      securityGroupId: group.id,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: vpc.cidrBlock,
      description: "HTTPS inside the network",
    });
    new DbSubnetGroup(this, "subnets", { name: id, subnetIds: subnets.map((subnet) => subnet.id) });
    const bucket = new S3Bucket(this, "bucket", { bucket: id });
    classify(bucket, "phi");
    new S3BucketVersioningA(this, "versioning", { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } });
    new S3BucketPublicAccessBlock(this, "block", { bucket: bucket.id, blockPublicAcls: true, blockPublicPolicy: true });
    const role = new IamRole(this, "role", { name: id, assumeRolePolicy: serviceTrust("ecs-tasks.amazonaws.com") });
    const policy = new IamPolicy(this, "policy", {
      name: id,
      policy: policyDocument([{ sid: "Read", actions: ["s3:GetObject"], resources: [`${bucket.arn}/*`] }]),
    });
    new IamRolePolicyAttachment(this, "attachment", { role: role.name, policyArn: policy.arn });
    new CloudwatchLogGroup(this, "logs", { name: `/ecs/${id}`, retentionInDays: 365, kmsKeyId: key.arn });
    const topic = new SnsTopic(this, "topic", { name: id, kmsMasterKeyId: key.arn });
    const queue = new SqsQueue(this, "queue", { name: id, kmsMasterKeyId: key.arn });
    for (const [name, threshold] of [
      ["age", 300],
      ["depth", 1000],
    ] as const) {
      new CloudwatchMetricAlarm(this, `alarm_${name}`, {
        alarmName: `${id}-${name}`,
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 3,
        metricName: "ApproximateAgeOfOldestMessage",
        namespace: "AWS/SQS",
        period: 60,
        statistic: "Maximum",
        threshold,
        dimensions: { QueueName: queue.name },
        alarmActions: [topic.arn],
      });
    }
    new SecretsmanagerSecret(this, "secret", { name: id, kmsKeyId: key.arn, recoveryWindowInDays: 7 });
    new EcrRepository(this, "repository", { name: id, imageTagMutability: "IMMUTABLE" });
    new DynamodbTable(this, "items", {
      name: id,
      billingMode: "PAY_PER_REQUEST",
      hashKey: "id",
      attribute: [{ name: "id", type: "S" }],
      pointInTimeRecovery: { enabled: true },
    });
  }
}

const stacks = Number(process.env.BENCH_STACKS);
const units = Number(process.env.BENCH_RESOURCES) / stacks / RESOURCES_PER_UNIT;

withoutStackTraces(() => {
  const app = new App();
  for (let index = 0; index < stacks; index++) {
    const name = `generated-${index}`;
    const backend = {
      bucket: name,
      key: "terraform.tfstate",
      region: "us-east-1",
      lockTable: "locks",
      lockFile: false,
    };
    const stack = new SystemStack(app, {
      name,
      project: "generated",
      environment: "bench",
      account: "123456789012",
      region: "us-east-1",
      backend: { ...backend, kmsKeyAlias: "alias/state" },
      moves: [],
    });
    for (let unit = 0; unit < units; unit++) new Unit(stack, `unit_${unit}`);
  }
  synthesize(app, process.env.BENCH_LOCK as string);
});
