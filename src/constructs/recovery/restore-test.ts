import { BackupRestoreTestingPlan } from "@cdktf/provider-aws/lib/backup-restore-testing-plan";
import { BackupRestoreTestingSelection } from "@cdktf/provider-aws/lib/backup-restore-testing-selection";
import { Construct } from "constructs";
import type { AuroraCluster } from "../data-stores/aurora-cluster";
import type { BackupVault } from "./backup-vault";
import { BackupRole } from "./backup-role";

export interface RestoreTestProps {
  /** Such as `omnirapeutic-production`. */
  readonly name: string;
  readonly vault: BackupVault;
  readonly cluster: AuroraCluster;
  /** When, as an AWS Backup cron expression in UTC, such as `cron(0 6 ? * SUN#1 *)`. */
  readonly schedule: string;
}

/**
 * Restores the newest recovery point of a cluster, into the cluster's own subnets and security group, where nothing that
 * could not reach the original reaches the copy; AWS Backup deletes it after an hour. 164.308(a)(7)(ii)(D)
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html
 */
export class RestoreTest extends Construct {
  constructor(scope: Construct, id: string, { name, vault, cluster, schedule }: RestoreTestProps) {
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
    new BackupRestoreTestingSelection(this, "cluster", {
      name: underscored(`${name}-cluster`),
      restoreTestingPlanName: plan.name,
      protectedResourceType: "Aurora",
      protectedResourceArns: [cluster.clusterArn],
      iamRoleArn: role.roleArn,
      validationWindowHours: 1,
      restoreMetadataOverrides: {
        dbSubnetGroupName: cluster.subnetGroupName,
        vpcSecurityGroupIds: `["${cluster.securityGroup.securityGroupId}"]`,
      },
    });
  }
}

/** AWS takes no hyphen in the names of restore tests. */
function underscored(name: string): string {
  return name.replaceAll("-", "_");
}
