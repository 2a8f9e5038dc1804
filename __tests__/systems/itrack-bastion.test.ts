import { environments, itrackIn } from "../support/itrack";

describe.each(environments)("the bastion of iTrack in $environment", ({ environment, prefix }) => {
  const stack = itrackIn(environment);
  const bastion = stack.only("aws_instance");
  const rules = (type: "ingress" | "egress") =>
    Object.values(stack.every(`aws_vpc_security_group_${type}_rule`)).filter(
      ({ security_group_id }) => security_group_id === "${aws_security_group.bastion_security_group.id}",
    );

  it("stands in a private subnet, without address and key [003-bastion-exists]", () => {
    expect(bastion.subnet_id).toBe("${aws_subnet.network_data_a.id}");
    expect(bastion.associate_public_ip_address).toBe(false);
    expect(bastion).not.toHaveProperty("key_name");
  });

  it("is reached by Session Manager alone [003-bastion-session-manager]", () => {
    expect(rules("ingress")).toEqual([]);
    expect(bastion.iam_instance_profile).toMatch(/aws_iam_instance_profile\.bastion_role/);
    const policies = JSON.stringify(stack.every("aws_iam_policy"));
    expect(policies).toContain("ssmmessages:CreateControlChannel");
  });

  it("demands IMDSv2, encrypts its volume, and is measured every minute [003-bastion-hardened]", () => {
    expect(bastion).toMatchObject({
      metadata_options: { http_tokens: "required" },
      root_block_device: { encrypted: true, kms_key_id: "${aws_kms_key.keys_logs.arn}" },
      monitoring: true,
    });
  });

  it("logs its sessions for seven years, encrypted [003-bastion-sessions-logged]", () => {
    const groups = Object.values(stack.every("aws_cloudwatch_log_group"));
    expect(groups.find(({ name }) => name === `/aws/ssm/${prefix}-bastion-sessions`)).toMatchObject({
      retention_in_days: 2557,
      kms_key_id: "${aws_kms_key.keys_logs.arn}",
    });
  });

  it("reaches the database on 3306, AWS on 443 and nothing else [003-bastion-to-database-rule]", () => {
    expect([...new Set(rules("egress").map(({ from_port }) => from_port as number))].sort((a, b) => a - b)).toEqual([
      443, 3306,
    ]);
    const intoDatabase = Object.values(stack.every("aws_vpc_security_group_ingress_rule")).find(
      ({ security_group_id, referenced_security_group_id }) =>
        security_group_id === "${aws_security_group.database_security_group.id}" &&
        referenced_security_group_id === "${aws_security_group.bastion_security_group.id}",
    );
    expect(intoDatabase).toMatchObject({ from_port: 3306, to_port: 3306 });
  });

  it("gets a MySQL client when it starts", () => {
    expect(bastion.user_data).toMatch(/dnf .*install mariadb/);
  });

  it("is named by an output, with the command that opens a session [003-bastion-instance-id-output]", () => {
    expect(stack.output("bastion_instance_id").value).toBe("${aws_instance.bastion.id}");
    expect(stack.output("bastion_connection_command").value).toMatch(
      /^aws ssm start-session --target \$\{aws_instance\.bastion\.id\}/,
    );
  });
});
