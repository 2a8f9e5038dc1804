import { accountServicesChecks } from "../../src/systems/shared/checks/account-services";
import { omnirapeuticNames } from "../../src/systems/omnirapeutic/names";
import { omnirapeuticDeployments, omnirapeuticIn } from "../support/omnirapeutic";

/** AWS has one of each in an account. */
const ONE_AN_ACCOUNT = [
  "aws_accessanalyzer_analyzer",
  "aws_config_configuration_recorder",
  "aws_config_conformance_pack",
  "aws_config_delivery_channel",
  "aws_ebs_encryption_by_default",
  "aws_guardduty_detector",
  "aws_iam_account_password_policy",
  "aws_s3_account_public_access_block",
  "aws_securityhub_account",
];
const owners = omnirapeuticDeployments.filter(({ config }) => config.accountServices.owned);
const others = omnirapeuticDeployments.filter(({ config }) => !config.accountServices.owned);

it("makes account-wide services once an account: production owns them", () => {
  expect(owners.map(({ name }) => name)).toEqual(["omnirapeutic-production"]);
});

describe.each(others)("$name, which owns no account services,", ({ account, environment, config }) => {
  it("makes none of them, and says who owns them", () => {
    for (const type of ONE_AN_ACCOUNT) omnirapeuticIn(environment).none(type);
    expect(accountServicesChecks(account, config, omnirapeuticNames(environment), "alias/key")).toEqual([
      expect.objectContaining({ manual: "npx estate verify omnirapeutic-production" }),
    ]);
  });
});

describe.each(owners)("$name, which owns the account services,", ({ account, environment, config }) => {
  const stack = omnirapeuticIn(environment);

  it("records every resource with AWS Config, started and delivering [002-service-config] [004-sec-config]", () => {
    expect(stack.only("aws_config_configuration_recorder").recording_group).toEqual({
      all_supported: true,
      include_global_resource_types: true,
    });
    expect(stack.only("aws_config_configuration_recorder_status").is_enabled).toBe(true);
    expect(stack.only("aws_config_delivery_channel")).toMatchObject({
      s3_bucket_name: "${aws_s3_bucket.config_bucket.bucket}",
      s3_kms_key_arn: "${aws_kms_key.keys_s3.arn}",
    });
    expect(stack.at("aws_s3_bucket.config_bucket").bucket).toBe(`omnirapeutic-${environment}-config-${account}`);
  });

  it("judges it by the HIPAA conformance pack, once it records [002-config-hipaa-pack]", () => {
    const pack = stack.only("aws_config_conformance_pack");
    expect(pack.name).toBe(`omnirapeutic-${environment}-hipaa-security`);
    const { Resources } = JSON.parse(String(pack.template_body)) as { Resources: object };
    expect(Object.keys(Resources)).toHaveLength(130);
    expect(pack.input_parameter[0].parameter_value).toContain("${aws_vpc.network.id}");
    expect(pack.depends_on).toEqual(["aws_config_configuration_recorder_status.config_status"]);
  });

  it("detects threats with GuardDuty and exports findings under the s3 key [002-service-guardduty] [002-guardduty-enabled]", () => {
    expect(stack.only("aws_guardduty_detector").enable).toBe(true);
    expect(stack.only("aws_guardduty_publishing_destination")).toMatchObject({
      destination_arn: "${aws_s3_bucket.threats_bucket.arn}",
      kms_key_arn: "${aws_kms_key.keys_s3.arn}",
    });
    expect(stack.at("aws_s3_bucket.threats_bucket").bucket).toBe(`omnirapeutic-${environment}-findings-${account}`);
  });

  it("checks best practices with Security Hub, as configured", () => {
    expect(config.accountServices).toMatchObject({ securityHub: { kept: true } });
    expect(stack.only("aws_securityhub_standards_subscription").standards_arn).toContain("aws-foundational-security");
  });

  it("sets what holds for the whole account", () => {
    for (const type of ONE_AN_ACCOUNT) stack.only(type);
  });
});

describe.each(omnirapeuticDeployments)("the audit trail of $name", ({ environment, account }) => {
  const stack = omnirapeuticIn(environment);

  it("logs all API calls of all regions, validated [002-service-cloudtrail] [002-cloudtrail-all-calls] [004-sec-cloudtrail]", () => {
    const trail = stack.only("aws_cloudtrail");
    expect(trail).toMatchObject({
      enable_logging: true,
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
    });
    expect(trail.advanced_event_selector).toContainEqual({
      name: "Management events", // reads and writes: no further field narrows it
      field_selector: [{ field: "eventCategory", equals: ["Management"] }],
    });
    expect(trail.insight_selector).toHaveLength(2);
  });

  it("delivers to a bucket of its own, encrypted with the s3 key [002-cloudtrail-bucket] [002-enc-s3-cloudtrail]", () => {
    expect(stack.only("aws_cloudtrail").s3_bucket_name).toBe("${aws_s3_bucket.trail_bucket.bucket}");
    expect(stack.at("aws_s3_bucket.trail_bucket").bucket).toBe(`omnirapeutic-${environment}-trail-${account}`);
    const encryption = stack.at("aws_s3_bucket_server_side_encryption_configuration.trail_bucket_encryption");
    expect(encryption.rule[0].apply_server_side_encryption_by_default).toEqual({
      sse_algorithm: "aws:kms",
      kms_master_key_id: "${aws_kms_key.keys_s3.arn}",
    });
  });

  it("keeps log files seven years, in Glacier after 90 days and in Deep Archive after a year", () => {
    expect(stack.at("aws_s3_bucket_lifecycle_configuration.trail_bucket_lifecycle").rule[0]).toMatchObject({
      expiration: [{ days: 2557 }],
      transition: [
        { days: 90, storage_class: "GLACIER_IR" },
        { days: 365, storage_class: "DEEP_ARCHIVE" },
      ],
    });
  });

  it("writes to its documented log group [002-log-group-cloudtrail]", () => {
    expect(stack.at("aws_cloudwatch_log_group.trail_log_group")).toMatchObject({
      name: `/aws/cloudtrail/omnirapeutic-${environment}`,
      retention_in_days: 2557,
    });
    expect(stack.only("aws_cloudtrail").cloud_watch_logs_group_arn).toBe(
      "${aws_cloudwatch_log_group.trail_log_group.arn}:*",
    );
  });
});
