import { tagFacts, text, type Checker } from "../checker";
import { keyArn } from "../key-arn";

export const awsInstance: Checker = {
  group: "Infrastructure",
  read: async (resource, { ec2, kms }) => {
    const { Reservations: [reservation] = [] } = await ec2.describeInstances({ InstanceIds: [text(resource, "id")] });
    const instance = reservation?.Instances?.[0];
    if (!instance || instance.State?.Name === "terminated") return undefined;
    const root = instance.BlockDeviceMappings?.find(({ DeviceName }) => DeviceName === instance.RootDeviceName);
    const volumeId = root?.Ebs?.VolumeId;
    const { Volumes: [volume] = [] } = volumeId ? await ec2.describeVolumes({ VolumeIds: [volumeId] }) : {};
    return {
      state: instance.State?.Name,
      subnet_id: instance.SubnetId,
      public: instance.PublicIpAddress !== undefined,
      key_pair: instance.KeyName ?? "none",
      http_tokens: instance.MetadataOptions?.HttpTokens,
      has_profile: instance.IamInstanceProfile !== undefined,
      monitoring: instance.Monitoring?.State,
      root_encrypted: volume?.Encrypted,
      root_kms_key_id: await keyArn(kms, volume?.KmsKeyId),
      ...tagFacts(instance.Tags),
    };
  },
  healthy: [
    { title: "Every instance is running", fact: "state", is: "running" },
    { title: "No instance has a public address", fact: "public", is: false }, // 164.312(a)(1)
    { title: "No instance has an SSH key", fact: "key_pair", is: "none" },
    { title: "Every instance demands IMDSv2", fact: "http_tokens", is: "required" },
    { title: "Every instance has a role", fact: "has_profile", is: true },
    { title: "Every instance's root volume is encrypted", fact: "root_encrypted", is: true }, // 164.312(a)(2)(iv)
    { title: "Every instance is monitored each minute", fact: "monitoring", is: "enabled" },
  ],
};
