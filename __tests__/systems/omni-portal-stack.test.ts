import { environments, omniPortalIn } from "../support/omni-portal";

describe.each(environments)("the stack of OmniPortal in $environment", ({ environment }) => {
  const stack = omniPortalIn(environment);

  it("keeps its state in us-east-1, encrypted, behind its own lock table [000-state-bucket-region] [000-state-key] [000-state-lock-table-name]", () => {
    expect(stack.json.terraform.backend.s3).toMatchObject({
      bucket: `omni-portal-terraform-state-${environment}`,
      key: "infrastructure/terraform.tfstate",
      region: "us-east-1",
      dynamodb_table: `omni-portal-terraform-locks-${environment}`,
      encrypt: true,
    });
  });

  it("needs no variable: every setting is in the configuration [000-plan-typed-config]", () => {
    expect(stack.json.variable).toBeUndefined();
    expect(JSON.stringify(stack.json)).not.toContain("${var.");
  });

  it("tags everything for what it is", () => {
    expect(stack.json.provider.aws[0].default_tags[0].tags).toEqual({
      Project: "omni-portal",
      Environment: environment,
      ManagedBy: "cdktf",
      HIPAA: "true",
    });
  });

  it("leaves what the account has once to its owner, and makes none of it", () => {
    for (const type of [
      "aws_config_configuration_recorder",
      "aws_guardduty_detector",
      "aws_securityhub_account",
      "aws_iam_account_password_policy",
      "aws_accessanalyzer_analyzer",
    ]) {
      stack.none(type);
    }
  });
});
