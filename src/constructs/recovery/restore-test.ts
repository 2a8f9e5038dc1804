import { BackupRestoreTestingPlan } from "@cdktf/provider-aws/lib/backup-restore-testing-plan";
import { BackupRestoreTestingSelection } from "@cdktf/provider-aws/lib/backup-restore-testing-selection";
import { Construct } from "constructs";
import type { BackupVault } from "./backup-vault";
import { BackupRole } from "./backup-role";
import { isDatabase, type ProtectedDatabase, type ProtectedTable } from "./protected-resource";

type TestedResource = ProtectedDatabase | ProtectedTable;

export interface RestoreTestProps {
  /** Such as `omnirapeutic-production`. */
  readonly name: string;
  readonly vault: BackupVault;
  /** By the name that ends the selection's name and address. */
  readonly resources: Readonly<Record<string, TestedResource>>;
  /** When, as an AWS Backup cron expression in UTC, such as `cron(0 6 ? * SUN#1 *)`. */
  readonly schedule: string;
}

/**
 * Restores the newest recovery point of each database, into the database's own subnets and security group, where nothing that
 * could not reach the original reaches the copy, and of each table, under the table's own key; AWS Backup deletes the copies
 * after an hour. 164.308(a)(7)(ii)(D)
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html
 */
export class RestoreTest extends Construct {
  constructor(scope: Construct, id: string, { name, vault, resources, schedule }: RestoreTestProps) {
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
    for (const [what, resource] of Object.entries(resources)) {
      new BackupRestoreTestingSelection(this, what, {
        name: underscored(`${name}-${what}`),
        restoreTestingPlanName: plan.name,
        protectedResourceType: resource.type,
        protectedResourceArns: [resource.arn],
        iamRoleArn: role.roleArn,
        validationWindowHours: 1,
        restoreMetadataOverrides: overridesFor(resource),
      });
    }
  }
}

/** Where the copy shall be what AWS would not choose by itself: the default network, and a key of its own. */
function overridesFor(resource: TestedResource): { [name: string]: string } {
  if (!isDatabase(resource)) return { encryptionType: "KMS", kmsMasterKeyArn: resource.keyArn }; // 164.312(a)(2)(iv)
  const { subnetGroupName, securityGroup } = resource.restoreInto;
  return { dbSubnetGroupName: subnetGroupName, vpcSecurityGroupIds: `["${securityGroup.securityGroupId}"]` };
}

/** AWS takes no hyphen in the names of restore tests. */
function underscored(name: string): string {
  return name.replaceAll("-", "_");
}
