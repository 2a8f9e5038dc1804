import { BackupRestoreTestingPlan } from "@cdktf/provider-aws/lib/backup-restore-testing-plan";
import { BackupRestoreTestingSelection } from "@cdktf/provider-aws/lib/backup-restore-testing-selection";
import { Construct } from "constructs";
import type { BackupVault } from "./backup-vault";
import { BackupRole } from "./backup-role";
import type { ProtectedDatabase } from "./protected-resource";

export interface RestoreTestProps {
  /** Such as `omnirapeutic-production`. */
  readonly name: string;
  readonly vault: BackupVault;
  /** By the name that ends the selection's name and address. */
  readonly databases: Readonly<Record<string, ProtectedDatabase>>;
  /** When, as an AWS Backup cron expression in UTC, such as `cron(0 6 ? * SUN#1 *)`. */
  readonly schedule: string;
}

/**
 * Restores the newest recovery point of each database, into the database's own subnets and security group, where nothing that
 * could not reach the original reaches the copy; AWS Backup deletes it after an hour. 164.308(a)(7)(ii)(D)
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html
 */
export class RestoreTest extends Construct {
  constructor(scope: Construct, id: string, { name, vault, databases, schedule }: RestoreTestProps) {
    super(scope, id);
    const role = new BackupRole(this, "role", {
      name: `${name}-restore-test`,
      description: `Restores backups of ${name} to test them`,
      may: "Restores",
    });
    const plan = new BackupRestoreTestingPlan(this, "Resource", {
      name: underscored(name),
      scheduleExpression: schedule,
      scheduleExpressionTimezone: "Etc/UTC",
      startWindowHours: 2,
      recoveryPointSelection: [
        {
          algorithm: "LATEST_WITHIN_WINDOW",
          includeVaults: [vault.vaultArn],
          recoveryPointTypes: ["SNAPSHOT"],
          selectionWindowDays: 7,
        },
      ],
    });
    for (const [what, { type, arn, restoreInto }] of Object.entries(databases)) {
      new BackupRestoreTestingSelection(this, what, {
        name: underscored(`${name}-${what}`),
        restoreTestingPlanName: plan.name,
        protectedResourceType: type,
        protectedResourceArns: [arn],
        iamRoleArn: role.roleArn,
        validationWindowHours: 1,
        restoreMetadataOverrides: {
          dbSubnetGroupName: restoreInto.subnetGroupName,
          vpcSecurityGroupIds: `["${restoreInto.securityGroup.securityGroupId}"]`,
        },
      });
    }
  }
}

/** AWS takes no hyphen in the names of restore tests. */
function underscored(name: string): string {
  return name.replaceAll("-", "_");
}
