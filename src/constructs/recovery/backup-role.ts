import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { serviceTrust } from "../../platform/policy-document";

export interface BackupRoleProps {
  readonly name: string;
  readonly description: string;
  /** What AWS Backup does by it; a role that backs up cannot restore. */
  readonly may: "Backup" | "Restores";
  /** Whether it backs up buckets, too: AWS keeps those rights in a policy of their own. @default false */
  readonly buckets?: boolean;
}

/**
 * The role by which AWS Backup works. The rights are AWS's own policies: they follow what the service needs, and a right
 * missing from a copy of ours would show in an emergency first. 164.308(a)(7)(ii)(B)
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
 */
export class BackupRole extends Construct {
  readonly roleArn: string;

  constructor(scope: Construct, id: string, { name, description, may, buckets = false }: BackupRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "Resource", {
      name,
      description,
      assumeRolePolicy: serviceTrust("backup.amazonaws.com"),
    });
    new IamRolePolicyAttachment(this, "rights", {
      role: role.name,
      policyArn: `arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyFor${may}`,
    });
    if (buckets) {
      new IamRolePolicyAttachment(this, "bucket_rights", {
        role: role.name,
        policyArn: "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
      });
    }
    this.roleArn = role.arn;
  }
}
