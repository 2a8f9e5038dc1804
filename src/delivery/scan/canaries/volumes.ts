import { type Canary, block, plant } from "./canary";
import { KEY, roleArn } from "./shared";

/** EBS and EFS. */
export const volumes: readonly Canary[] = [
  ...plant({
    type: "aws_ebs_volume",
    sound: { availability_zone: "us-east-1a", size: 10, encrypted: true, kms_key_id: KEY },
    faults: {
      volume_unencrypted: {
        fault: "Volume unencrypted",
        change: { encrypted: false, kms_key_id: null },
        checkov: ["CKV_AWS_3"],
        tfsec: ["aws-ec2-enable-volume-encryption"],
      },
      volume_with_key_of_aws: {
        fault: "Volume encrypted with AWS's own key",
        change: { kms_key_id: null },
        checkov: ["CKV_AWS_189"],
        tfsec: ["aws-ec2-volume-encryption-customer-key"],
      },
    },
  }),
  ...plant({
    type: "aws_ebs_encryption_by_default",
    sound: { enabled: true },
    faults: {
      volumes_open_by_default: {
        fault: "New volumes are unencrypted",
        change: { enabled: false },
        checkov: ["CKV_AWS_106"],
      },
    },
  }),
  ...plant({
    type: "aws_efs_file_system",
    sound: { encrypted: true, kms_key_id: KEY },
    faults: {
      files_unencrypted: {
        fault: "File system unencrypted",
        change: { encrypted: false, kms_key_id: null },
        checkov: ["CKV_AWS_42"],
        tfsec: ["aws-efs-enable-at-rest-encryption"],
      },
      files_with_key_of_aws: {
        fault: "File system encrypted with AWS's own key",
        change: { kms_key_id: null },
        checkov: ["CKV_AWS_184"],
      },
    },
  }),
  ...plant({
    type: "aws_backup_selection",
    at: "aws_efs_file_system",
    around: (name) => block("aws_efs_file_system", name, { encrypted: true, kms_key_id: KEY }),
    sound: (name) => ({
      name,
      plan_id: "11111111-2222-3333-4444-555555555555",
      iam_role_arn: roleArn("backup"),
      resources: [`\${aws_efs_file_system.${name}.arn}`],
    }),
    faults: {
      files_without_backup_plan: { fault: "File system in no backup plan", change: "absent", checkov: ["CKV2_AWS_18"] },
    },
  }),
];
