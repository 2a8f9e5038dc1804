import { ConfigRecorder, type ConfigRecorderProps } from "../../../src/constructs/audit/aws-config-recorder";
import { ConformancePack, type ConformancePackProps } from "../../../src/constructs/audit/conformance-pack";
import { hipaaRules } from "../../../src/constructs/audit/hipaa-pack/rules";
import { SecurityHub } from "../../../src/constructs/audit/security-hub";
import { statementsOf, synthesize } from "../../support/synthesize";
import { keptProtection, keyArn, surroundings } from "./sample-surroundings";

function synthesizeConfig(
  recorderProps: Partial<ConfigRecorderProps> = {},
  packProps: Partial<ConformancePackProps> = {},
) {
  return synthesize((stack) => {
    const recorder = new ConfigRecorder(stack, "config", {
      ...surroundings(stack, recorderProps.protection ?? keptProtection),
      bucketName: "sample-dev-config",
      serviceLinkedRole: "create",
      ...recorderProps,
    });
    const authorizedVpcIds = ["${aws_vpc.network.id}", "vpc-0123456789abcdef0"];
    const pack = new ConformancePack(stack, "hipaa", {
      name: "sample-dev-hipaa",
      authorizedVpcIds,
      recorder,
      ...packProps,
    });
    new SecurityHub(stack, "security_hub", { recorder });
    stack.output("pack", pack.packArn, { description: "A sample" });
  });
}

const stack = synthesizeConfig();

describe("ConfigRecorder", () => {
  it("records every type of resource, global ones included", () => {
    expect(stack.only("aws_config_configuration_recorder")).toMatchObject({
      name: "sample-dev",
      role_arn: "${aws_iam_service_linked_role.config_role.arn}",
      recording_group: { all_supported: true, include_global_resource_types: true },
    });
  });

  it("starts when its channel is there, and the channel when the bucket admits AWS Config", () => {
    expect(stack.only("aws_config_delivery_channel").depends_on).toEqual([
      "aws_config_configuration_recorder.config",
      "aws_s3_bucket_policy.config_bucket_policy",
    ]);
    expect(stack.only("aws_config_configuration_recorder_status")).toMatchObject({
      is_enabled: true,
      depends_on: ["aws_config_delivery_channel.config_channel"],
    });
  });

  it("keeps history for the days asked, in AWS Config and in a bucket of its own under the key", () => {
    expect(stack.only("aws_config_retention_configuration").retention_period_in_days).toBe(2557);
    expect(stack.only("aws_config_delivery_channel")).toMatchObject({
      s3_bucket_name: "${aws_s3_bucket.config_bucket.bucket}",
      s3_kms_key_arn: keyArn,
    });
    stack.none("aws_s3_bucket_object_lock_configuration"); // AWS Config would not deliver
  });

  it("lets only AWS Config, and only for this account, write to the bucket", () => {
    const statements = statementsOf(stack.at("aws_s3_bucket_policy.config_bucket_policy").policy);
    expect(statements.filter(({ Effect }) => Effect === "Allow")).toEqual([
      {
        Sid: "ConfigChecksBucket",
        Effect: "Allow",
        Principal: { Service: "config.amazonaws.com" },
        Action: ["s3:GetBucketAcl", "s3:ListBucket"],
        Resource: "arn:aws:s3:::sample-dev-config",
        Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
      },
      {
        Sid: "ConfigWrites",
        Effect: "Allow",
        Principal: { Service: "config.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::sample-dev-config/AWSLogs/123456789012/Config/*",
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012", "s3:x-amz-acl": "bucket-owner-full-control" },
        },
      },
    ]);
  });

  it("uses the service-linked role that the account has already", () => {
    const existing = synthesizeConfig({ serviceLinkedRole: "existing" });
    existing.none("aws_iam_service_linked_role");
    expect(existing.only("aws_config_configuration_recorder").role_arn).toBe(
      "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
    );
  });

  it("is not destroyed while it is protected", () => {
    expect(stack.only("aws_config_configuration_recorder").lifecycle).toEqual({ prevent_destroy: true });
    const torn = synthesizeConfig({ protection: { kept: false, reason: "Holds test data only." } });
    expect(torn.only("aws_config_configuration_recorder")).not.toHaveProperty("lifecycle");
    expect(torn.at("aws_s3_bucket.config_bucket").force_destroy).toBe(true);
  });

  it("keeps in its bucket what AWS Config itself no longer keeps", () => {
    const long = synthesizeConfig({ retentionDays: 3653 });
    expect(long.only("aws_config_retention_configuration").retention_period_in_days).toBe(2557);
    expect(long.at("aws_s3_bucket_lifecycle_configuration.config_bucket_lifecycle").rule[0].expiration).toEqual([
      { days: 3653 },
    ]);
  });

  it.each([29, 30.5])("refuses to keep history %d days", (retentionDays) => {
    expect(() => synthesizeConfig({ retentionDays })).toThrow(
      `[sample-dev/config] retentionDays is ${retentionDays}; allowed are whole days from 30.`,
    );
  });
});

describe("ConformancePack", () => {
  it("holds the 130 rules, and the VPCs that may have an internet gateway by reference", () => {
    const pack = stack.only("aws_config_conformance_pack");
    const { Resources } = JSON.parse(String(pack.template_body)) as { Resources: object };
    expect(Object.keys(Resources)).toHaveLength(130);
    expect(pack.input_parameter).toEqual([
      {
        parameter_name: "InternetGatewayAuthorizedVpcOnlyParamAuthorizedVpcIds",
        parameter_value: "${aws_vpc.network.id},vpc-0123456789abcdef0",
      },
    ]);
    expect(stack.output("pack").value).toBe("${aws_config_conformance_pack.hipaa.arn}");
  });

  it("is made when AWS Config records", () => {
    expect(stack.only("aws_config_conformance_pack").depends_on).toEqual([
      "aws_config_configuration_recorder_status.config_status",
    ]);
  });

  it("goes through the recorder's bucket when it is too large for a request, under a key that changes with it", () => {
    const [first, ...others] = hipaaRules;
    const [one, two] = ["a", "b"].map((letter) => {
      const large = { ...first!, parameters: { filler: letter.repeat(40_000) } };
      return synthesizeConfig({}, { rules: [large, ...others] });
    });
    expect(one!.only("aws_config_conformance_pack")).toMatchObject({
      template_s3_uri: "s3://${aws_s3_object.hipaa_template.bucket}/${aws_s3_object.hipaa_template.key}",
    });
    expect(one!.only("aws_config_conformance_pack")).not.toHaveProperty("template_body");
    expect(one!.only("aws_s3_object").key).toMatch(/^conformance-packs\/sample-dev-hipaa-[0-9a-f]{12}\.json$/);
    expect(one!.only("aws_s3_object").key).not.toBe(two!.only("aws_s3_object").key);
  });

  it.each(["", "1-pack", "a pack", "a".repeat(257)])("refuses the name %j", (name) => {
    expect(() => synthesizeConfig({}, { name })).toThrow(`[sample-dev/hipaa] name is "${name}"; allowed are a letter`);
  });
});

describe("SecurityHub", () => {
  it("checks best practices alone, once AWS Config records", () => {
    expect(stack.only("aws_securityhub_account")).toMatchObject({
      enable_default_standards: false,
      control_finding_generator: "SECURITY_CONTROL",
    });
    expect(stack.only("aws_securityhub_standards_subscription")).toMatchObject({
      standards_arn: "arn:aws:securityhub:us-east-1::standards/aws-foundational-security-best-practices/v/1.0.0",
      depends_on: ["aws_securityhub_account.security_hub", "aws_config_configuration_recorder_status.config_status"],
    });
  });
});
