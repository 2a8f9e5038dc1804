import { Bastion, type BastionProps } from "../../../src/constructs/compute/bastion";
import { SecurityGroup } from "../../../src/constructs/network/security-group";
import { statementsOf, synthesize } from "../../support/synthesize";

const sessions = {
  name: "sample-dev-bastion-sessions",
  logGroupName: "/aws/ssm/sample-dev-bastion-sessions",
  retentionDays: 2557,
  idleTimeoutMinutes: 15,
  maxSessionMinutes: 60,
};

function bastion(changes: Partial<BastionProps> = {}) {
  return synthesize((stack) => {
    const endpoints = new SecurityGroup(stack, "endpoints", { vpcId: "vpc-1", name: "endpoints", description: "AWS" });
    new Bastion(stack, "bastion", {
      name: "sample-dev-bastion",
      vpcId: "vpc-1",
      subnetId: "subnet-1",
      securityGroupName: "sample-dev-bastion-sg",
      endpoints,
      s3PrefixListId: "pl-1",
      instanceType: "t3.micro",
      volumeGiB: 8,
      patchSchedule: "cron(0 6 ? * SUN *)",
      sessions,
      keyArn: "arn:aws:kms:us-east-1:123456789012:key/logs",
      protection: { kept: true },
      ...changes,
    });
  });
}

describe("Bastion", () => {
  it("has no address and no key, demands IMDSv2, and encrypts its volume with our key", () => {
    const instance = bastion().only("aws_instance");
    expect(instance).toMatchObject({
      associate_public_ip_address: false,
      metadata_options: { http_tokens: "required", http_put_response_hop_limit: 1 },
      root_block_device: {
        encrypted: true,
        volume_type: "gp3",
        kms_key_id: expect.stringContaining("key/logs") as unknown,
      },
      monitoring: true,
      disable_api_termination: true,
      lifecycle: { ignore_changes: ["ami"] },
    });
    expect(instance).not.toHaveProperty("key_name");
  });

  it.each([
    [undefined, "postgresql15"],
    ["postgresql", "postgresql15"],
    ["mysql", "mariadb105"],
  ] as const)("told that the database is %s, installs %s and nothing else", (client, name) => {
    const { user_data: script } = bastion(client && { client }).only("aws_instance");
    expect(String(script).match(/dnf .*/g)).toEqual([`dnf --assumeyes install ${name} && exit 0`]);
  });

  it("lets nothing in, and out only to endpoints and S3", () => {
    const stack = bastion();
    stack.none("aws_vpc_security_group_ingress_rule");
    expect(Object.keys(stack.every("aws_vpc_security_group_egress_rule"))).toEqual([
      "bastion_security_group_to_endpoints",
      "bastion_security_group_to_s3",
    ]);
  });

  it("encrypts and logs its sessions", () => {
    const { inputs } = JSON.parse(bastion().only("aws_ssm_document").content as string) as { inputs: object };
    expect(inputs).toMatchObject({
      cloudWatchLogGroupName: "${aws_cloudwatch_log_group.bastion_sessions_logs.name}",
      cloudWatchEncryptionEnabled: true,
      cloudWatchStreamingEnabled: true,
      kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/logs",
      runAsEnabled: false,
    });
  });

  it("is entered by a role that demands MFA, and may start sessions on it alone", () => {
    const stack = bastion();
    const [trust] = statementsOf(stack.at("aws_iam_role.bastion_access").assume_role_policy);
    expect(trust?.Condition).toEqual({ Bool: { "aws:MultiFactorAuthPresent": "true" } });
    const [start, own] = statementsOf(stack.at("aws_iam_policy.bastion_access_policy").policy);
    expect(start?.Resource).toEqual([
      "${aws_instance.bastion.arn}",
      "${aws_ssm_document.bastion_sessions.arn}",
      "arn:aws:ssm:us-east-1::document/AWS-StartPortForwardingSessionToRemoteHost",
    ]);
    expect(own?.Condition).toEqual({ StringLike: { "ssm:resourceTag/aws:ssmmessages:session-id": "$${aws:userid}" } });
  });

  it("lets whoever enters find the instance, and demands a resource for everything else", () => {
    const statements = statementsOf(bastion().at("aws_iam_policy.bastion_access_policy").policy);
    expect(statements.filter(({ Resource }) => Resource === "*").map(({ Action }) => Action)).toEqual([
      [
        "ec2:DescribeInstances",
        "ssm:DescribeInstanceInformation",
        "ssm:DescribeInstanceProperties",
        "ssm:DescribeSessions",
      ],
    ]);
  });

  it("lets its agent speak for itself alone, and run what patches it", () => {
    const [own, ...others] = statementsOf(bastion().at("aws_iam_policy.bastion_role_policy").policy);
    expect(own?.Resource).toEqual([
      "${aws_instance.bastion.arn}",
      "${aws_ssm_association.bastion_patching.arn}",
      "arn:aws:ssm:us-east-1::document/AWS-RunPatchBaseline",
    ]);
    expect(own?.Action).toContain("ssm:UpdateInstanceInformation");
    const unscoped = others.filter(({ Resource }) => Resource === "*").flatMap(({ Action }) => Action as string);
    expect(unscoped.filter((action) => !/^(ssm|ec2)messages:/.test(action))).toEqual([
      "ssm:GetDeployablePatchSnapshotForInstance",
      "ssm:ListAssociations",
      "ssm:PutInventory",
      "logs:DescribeLogGroups",
    ]);
  });

  it.each<[Partial<BastionProps>, string]>([
    [{ volumeGiB: 7 }, "volumeGiB is 7; allowed are whole GiB from 8"],
    [{ patchSchedule: "weekly" }, 'patchSchedule is "weekly"; allowed is cron(…)'],
    [
      { sessions: { ...sessions, idleTimeoutMinutes: 61 } },
      "idleTimeoutMinutes is 61; allowed are whole minutes from 1 to 60",
    ],
    [{ sessions: { ...sessions, maxSessionMinutes: 0 } }, "maxSessionMinutes is 0"],
  ])("refuses %j", (props, message) => {
    expect(() => bastion(props)).toThrow(message);
  });
});
