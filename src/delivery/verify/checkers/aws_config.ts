import { text, type Checker } from "../checker";

export const awsConfigConfigurationRecorder: Checker = {
  group: "Compliance",
  read: async (resource, { config }) => {
    const { ConfigurationRecorders: [recorder] = [] } = await config.describeConfigurationRecorders({
      ConfigurationRecorderNames: [text(resource, "name")],
    });
    return (
      recorder && {
        name: recorder.name,
        all_supported: recorder.recordingGroup?.allSupported,
        include_global_resource_types: recorder.recordingGroup?.includeGlobalResourceTypes,
      }
    );
  },
  healthy: [
    { title: "AWS Config records every type of resource", fact: "all_supported", is: true }, // 164.312(b)
    { title: "AWS Config records global resources", fact: "include_global_resource_types", is: true },
  ],
};

export const awsConfigConfigurationRecorderStatus: Checker = {
  group: "Compliance",
  read: async (resource, { config }) => {
    const { ConfigurationRecordersStatus: [status] = [] } = await config.describeConfigurationRecorderStatus({
      ConfigurationRecorderNames: [text(resource, "name")],
    });
    return status && { recording: status.recording, failing: status.lastStatus === "Failure" };
  },
  healthy: [
    { title: "AWS Config is recording", fact: "recording", is: true }, // 164.312(b)
    { title: "AWS Config can read what it records", fact: "failing", is: false },
  ],
};

export const awsConfigDeliveryChannel: Checker = {
  group: "Compliance",
  read: async (resource, { config }) => {
    const named = { DeliveryChannelNames: [text(resource, "name")] };
    const [{ DeliveryChannels: [channel] = [] }, { DeliveryChannelsStatus: [status] = [] }] = await Promise.all([
      config.describeDeliveryChannels(named),
      config.describeDeliveryChannelStatus(named),
    ]);
    return (
      channel && {
        name: channel.name,
        s3_bucket_name: channel.s3BucketName,
        s3_kms_key_arn: channel.s3KmsKeyArn,
        failing: status?.configHistoryDeliveryInfo?.lastStatus === "Failure",
      }
    );
  },
  healthy: [{ title: "AWS Config delivers its history", fact: "failing", is: false }],
};

export const awsConfigRetentionConfiguration: Checker = {
  group: "Compliance",
  read: async (resource, { config }) => {
    const { RetentionConfigurations: [retention] = [] } = await config.describeRetentionConfigurations({
      RetentionConfigurationNames: [text(resource, "name")],
    });
    return retention && { retention_period_in_days: retention.RetentionPeriodInDays };
  },
};

export const awsConfigConformancePack: Checker = {
  group: "Compliance",
  read: async (resource, { config }) => {
    const name = text(resource, "name");
    const { ConformancePackStatusDetails: [pack] = [] } = await config.describeConformancePackStatus({
      ConformancePackNames: [name],
    });
    return pack && { name, complete: /^(CREATE|UPDATE)_COMPLETE$/.test(pack.ConformancePackState ?? "") };
  },
  healthy: [{ title: "Every conformance pack is complete", fact: "complete", is: true }], // 164.308(a)(8)
};
