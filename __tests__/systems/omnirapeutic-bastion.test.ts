import { omnirapeuticDeployments, omnirapeuticIn } from "../support/omnirapeutic";
import { statementsOf } from "../support/synthesize";

describe.each(omnirapeuticDeployments)("the bastion of $name", ({ name, environment }) => {
  const stack = omnirapeuticIn(environment);
  const bastion = stack.only("aws_instance");

  it("lies in the data subnet of the first zone [002-bastion-subnet] [002-bastion-private]", () => {
    expect(bastion.subnet_id).toBe("${aws_subnet.network_data_a.id}");
  });

  it("has no address and no key [002-bastion-no-public-ip] [002-bastion-no-ssh-keys]", () => {
    expect(bastion.associate_public_ip_address).toBe(false);
    expect(bastion).not.toHaveProperty("key_name");
  });

  it("reaches the database on 5432 [002-bastion-aurora-access]", () => {
    expect(stack.at("aws_vpc_security_group_egress_rule.bastion_security_group_to_database")).toMatchObject({
      from_port: 5432,
      referenced_security_group_id: "${aws_security_group.database_security_group.id}",
    });
  });

  it("is entered with MFA, by a role for it alone [002-bastion-mfa] [002-bastion-iam]", () => {
    expect(stack.at("aws_iam_role.bastion_access").assume_role_policy).toContain("aws:MultiFactorAuthPresent");
    const [start] = statementsOf(stack.at("aws_iam_policy.bastion_access_policy").policy);
    expect(start?.Resource).toContain("${aws_instance.bastion.arn}");
  });

  it("encrypts and logs sessions to the documented group [002-bastion-secure-session] [002-bastion-session-logging] [002-bastion-audit-trail] [002-log-group-ssm]", () => {
    const document = stack.at("aws_ssm_document.bastion_sessions").content as string;
    expect(document).toContain("${aws_cloudwatch_log_group.bastion_sessions_logs.name}");
    expect(document).toContain("${aws_kms_key.keys_logs.arn}");
    expect(stack.at("aws_cloudwatch_log_group.bastion_sessions_logs")).toMatchObject({
      name: `/aws/ssm/${name}-bastion-sessions`,
      retention_in_days: 2557,
      kms_key_id: "${aws_kms_key.keys_logs.arn}",
    });
  });
});
