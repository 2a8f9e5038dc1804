import { statementsOf } from "../../support/synthesize";
import { synthesizeNetwork } from "./sample-network";

const network = synthesizeNetwork();

describe("flow logs", () => {
  it("record accepted and rejected traffic of the VPC [001-flow-logs-all-traffic]", () => {
    expect(network.only("aws_flow_log")).toMatchObject({
      vpc_id: "${aws_vpc.network.id}",
      traffic_type: "ALL",
      max_aggregation_interval: 60,
    });
  });

  it("go to a CloudWatch log group [001-flow-logs-exist]", () => {
    expect(network.only("aws_flow_log")).toMatchObject({
      log_destination_type: "cloud-watch-logs",
      log_destination: "${aws_cloudwatch_log_group.network_flow_logs_log_group.arn}",
    });
  });

  it("are kept encrypted, for the period asked, and are not destroyed by Terraform", () => {
    expect(network.only("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/vpc/sample-production-flow-logs",
      retention_in_days: 2557,
      kms_key_id: "arn:aws:kms:us-east-1:123456789012:key/logs",
      lifecycle: { prevent_destroy: true },
    });
  });

  it("are delivered under a role that only this account's flow logs may assume", () => {
    const [statement] = statementsOf(network.only("aws_iam_role").assume_role_policy);
    expect(statement).toMatchObject({
      Principal: { Service: "vpc-flow-logs.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceAccount": "123456789012" },
        ArnLike: { "aws:SourceArn": "arn:aws:ec2:us-east-1:123456789012:vpc-flow-log/*" },
      },
    });
  });

  it("may be written to their own log group and nowhere else, before the first record comes", () => {
    const group = "${aws_cloudwatch_log_group.network_flow_logs_log_group.arn}";
    expect(statementsOf(network.only("aws_iam_policy").policy)).toEqual([
      {
        Sid: "WriteOwnLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${group}:log-stream:eni-*`,
      },
      {
        Sid: "ListOwnLogStreams",
        Effect: "Allow",
        Action: "logs:DescribeLogStreams",
        Resource: [group, `${group}:*`],
      },
    ]);
    expect(network.only("aws_iam_role_policy_attachment")).toMatchObject({
      role: "${aws_iam_role.network_flow_logs_role.name}",
      policy_arn: "${aws_iam_policy.network_flow_logs_policy.arn}",
    });
    expect(network.only("aws_flow_log").depends_on).toEqual([
      "aws_iam_role_policy_attachment.network_flow_logs_delivery",
    ]);
  });
});
