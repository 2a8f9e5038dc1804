import { tagFacts, text, type Checker } from "../checker";

export const awsCloudtrail: Checker = {
  group: "Compliance",
  read: async (resource, { cloudtrail }) => {
    const arn = text(resource, "arn");
    const { Trail: trail } = await cloudtrail.getTrail({ Name: arn });
    const [status, { ResourceTagList: [tags] = [] }] = await Promise.all([
      cloudtrail.getTrailStatus({ Name: arn }),
      cloudtrail.listTags({ ResourceIdList: [arn] }),
    ]);
    return (
      trail && {
        name: trail.Name,
        enable_logging: status.IsLogging,
        is_multi_region_trail: trail.IsMultiRegionTrail,
        enable_log_file_validation: trail.LogFileValidationEnabled,
        kms_key_id: trail.KmsKeyId,
        encrypted: trail.KmsKeyId !== undefined,
        ...tagFacts(tags?.TagsList),
      }
    );
  },
  healthy: [
    { title: "Every trail is logging", fact: "enable_logging", is: true }, // 164.312(b)
    { title: "Every trail records all regions", fact: "is_multi_region_trail", is: true },
    { title: "Every trail's log files are validated", fact: "enable_log_file_validation", is: true }, // 164.312(c)(2)
    { title: "Every trail is encrypted with a key of ours", fact: "encrypted", is: true }, // 164.312(a)(2)(iv)
  ],
};
