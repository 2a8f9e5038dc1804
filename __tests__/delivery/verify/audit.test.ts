import type { AwsClients } from "../../../src/delivery/aws/clients";
import { checkers } from "../../../src/delivery/verify/checkers";

/** AWS clients that give these answers by operation, whatever the service; an answer may be an error. */
function answering(answers: Record<string, unknown>): AwsClients {
  const answer = (operation: string) => {
    const given = answers[operation] ?? {};
    return given instanceof Error ? Promise.reject(given) : Promise.resolve(given);
  };
  const client = new Proxy({}, { get: (_, operation: string) => () => answer(operation) });
  return new Proxy({}, { get: () => client }) as AwsClients;
}

/** What the type's checker says of a resource with these values when AWS gives these answers. */
function read(type: string, answers: Record<string, unknown>, values: Record<string, unknown> = {}) {
  return checkers[type]!.read({ address: `${type}.sample`, type, values }, answering(answers));
}

const error = (name: string) => Object.assign(new Error(name), { name });

describe("checkers of AWS Config", () => {
  it("see a recorder that leaves types out", async () => {
    const recorder = { name: "x", recordingGroup: { allSupported: false, includeGlobalResourceTypes: true } };
    const answers = { describeConfigurationRecorders: { ConfigurationRecorders: [recorder] } };
    expect(await read("aws_config_configuration_recorder", answers)).toEqual({
      name: "x",
      all_supported: false,
      include_global_resource_types: true,
    });
  });

  it("see a recorder that is stopped, or fails", async () => {
    const answers = (status: object) => ({
      describeConfigurationRecorderStatus: { ConfigurationRecordersStatus: [status] },
    });
    const type = "aws_config_configuration_recorder_status";
    expect(await read(type, answers({ recording: false }))).toEqual({ recording: false, failing: false });
    expect(await read(type, answers({ recording: true, lastStatus: "Failure" }))).toEqual({
      recording: true,
      failing: true,
    });
    expect(await read(type, {})).toBeUndefined();
  });

  it("see a channel that delivers nothing", async () => {
    const channel = { name: "x", s3BucketName: "history", s3KmsKeyArn: "arn:key" };
    const status = { configHistoryDeliveryInfo: { lastStatus: "Failure" } };
    const answers = {
      describeDeliveryChannels: { DeliveryChannels: [channel] },
      describeDeliveryChannelStatus: { DeliveryChannelsStatus: [status] },
    };
    expect(await read("aws_config_delivery_channel", answers)).toEqual({
      name: "x",
      s3_bucket_name: "history",
      s3_kms_key_arn: "arn:key",
      failing: true,
    });
  });

  it("read how long history is kept", async () => {
    const answers = { describeRetentionConfigurations: { RetentionConfigurations: [{ RetentionPeriodInDays: 30 }] } };
    expect(await read("aws_config_retention_configuration", answers)).toEqual({ retention_period_in_days: 30 });
  });

  it.each([
    ["CREATE_COMPLETE", true],
    ["UPDATE_COMPLETE", true],
    ["CREATE_FAILED", false],
    ["DELETE_IN_PROGRESS", false],
  ])("see a conformance pack in state %s", async (ConformancePackState, complete) => {
    const answers = { describeConformancePackStatus: { ConformancePackStatusDetails: [{ ConformancePackState }] } };
    expect(await read("aws_config_conformance_pack", answers, { name: "x" })).toEqual({ name: "x", complete });
  });
});

describe("checkers of GuardDuty", () => {
  const runtime = {
    Name: "RUNTIME_MONITORING",
    Status: "ENABLED",
    AdditionalConfiguration: [
      { Name: "ECS_FARGATE_AGENT_MANAGEMENT", Status: "ENABLED" },
      { Name: "EKS_ADDON_MANAGEMENT", Status: "DISABLED" },
    ],
  };
  const answers = {
    listDetectors: { DetectorIds: ["1"] },
    getDetector: { Status: "DISABLED", Features: [runtime, { Name: "S3_DATA_EVENTS", Status: "DISABLED" }] },
  };

  it("read what is on", async () => {
    expect(await read("aws_guardduty_detector", answers, { id: "1" })).toMatchObject({
      enable: false,
      features: ["RUNTIME_MONITORING", "ECS_FARGATE_AGENT_MANAGEMENT"],
    });
    const feature = { detector_id: "1", name: "S3_DATA_EVENTS" };
    expect(await read("aws_guardduty_detector_feature", answers, feature)).toEqual({
      name: "S3_DATA_EVENTS",
      status: "DISABLED",
    });
  });

  it("see a detector that is gone", async () => {
    expect(await read("aws_guardduty_detector", answers, { id: "2" })).toBeUndefined();
    expect(await read("aws_guardduty_detector_feature", answers, { detector_id: "2" })).toBeUndefined();
  });

  it("see an export that fails or is gone", async () => {
    const type = "aws_guardduty_publishing_destination";
    const exported = {
      listPublishingDestinations: { Destinations: [{ DestinationId: "d" }] },
      describePublishingDestination: {
        Status: "UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY",
        DestinationProperties: { DestinationArn: "arn:bucket", KmsKeyArn: "arn:key" },
      },
    };
    expect(await read(type, exported, { id: "1:d", detector_id: "1" })).toEqual({
      status: "UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY",
      destination_arn: "arn:bucket",
      kms_key_arn: "arn:key",
    });
    expect(await read(type, exported, { id: "1:other", detector_id: "1" })).toBeUndefined();
  });
});

describe("checkers of account-wide settings", () => {
  it("see Security Hub that nobody has enabled, and pass other errors on", async () => {
    const type = "aws_securityhub_account";
    expect(await read(type, { describeHub: { HubArn: "arn:hub" } })).toEqual({ arn: "arn:hub" });
    expect(await read(type, { describeHub: error("InvalidAccessException") })).toBeUndefined();
    await expect(read(type, { describeHub: error("AccessDenied") })).rejects.toThrow("AccessDenied");
  });

  it("see a standard that is not ready", async () => {
    const subscription = { StandardsArn: "arn:standard", StandardsStatus: "INCOMPLETE" };
    const answers = { getEnabledStandards: { StandardsSubscriptions: [subscription] } };
    expect(await read("aws_securityhub_standards_subscription", answers)).toEqual({
      standards_arn: "arn:standard",
      ready: false,
    });
  });

  it("see an analyzer that is not active", async () => {
    const analyzer = { type: "ACCOUNT", status: "FAILED", tags: { HIPAA: "true" } };
    expect(await read("aws_accessanalyzer_analyzer", { getAnalyzer: { analyzer } })).toEqual({
      type: "ACCOUNT",
      active: false,
      "tag:HIPAA": "true",
    });
  });

  it("see a weaker password policy", async () => {
    const PasswordPolicy = {
      MinimumPasswordLength: 8,
      MaxPasswordAge: 90,
      PasswordReusePrevention: 24,
      RequireLowercaseCharacters: true,
      RequireUppercaseCharacters: true,
      RequireNumbers: true,
      RequireSymbols: false,
    };
    expect(await read("aws_iam_account_password_policy", { getAccountPasswordPolicy: { PasswordPolicy } })).toEqual({
      minimum_password_length: 8,
      max_password_age: 90,
      password_reuse_prevention: 24,
      requires_every_class: false,
    });
  });

  it("see buckets that could be opened, and volumes that are not encrypted", async () => {
    const block = {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: false,
    };
    const type = "aws_s3_account_public_access_block";
    const answer = (PublicAccessBlockConfiguration: object) => ({
      getPublicAccessBlock: { PublicAccessBlockConfiguration },
    });
    expect(await read(type, answer(block))).toEqual({ public_access_blocked: false });
    expect(await read(type, answer({ ...block, RestrictPublicBuckets: true }))).toEqual({
      public_access_blocked: true,
    });
    const ebs = { getEbsEncryptionByDefault: { EbsEncryptionByDefault: false } };
    expect(await read("aws_ebs_encryption_by_default", ebs)).toEqual({ enabled: false });
  });
});
