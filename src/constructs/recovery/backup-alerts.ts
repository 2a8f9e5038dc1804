import { Construct } from "constructs";
import type { AlarmTopic } from "../observability/alarm-topic";
import { EventAlert } from "../observability/event-alert";

export interface BackupAlertsProps {
  /** Begins the names of the rules. */
  readonly name: string;
  readonly vaultName: string;
  readonly vaultArn: string;
  readonly topic: AlarmTopic;
}

/**
 * Tells the topic of backups, copies and restores (tests included) that did not succeed. 164.308(a)(7)(ii)(A), (D)
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export class BackupAlerts extends Construct {
  constructor(scope: Construct, id: string, { name, vaultName, vaultArn, topic }: BackupAlertsProps) {
    super(scope, id);
    const source = ["aws.backup"];
    new EventAlert(this, "backup", {
      name: `${name}-backup-failed`,
      description: "A backup failed, expired or was aborted: look at the job in AWS Backup and start it again.",
      topic,
      pattern: {
        source,
        "detail-type": ["Backup Job State Change"],
        detail: { state: ["FAILED", "EXPIRED", "ABORTED"], backupVaultName: [vaultName] },
      },
    });
    new EventAlert(this, "copy", {
      name: `${name}-backup-copy-failed`,
      description: "A copy of a recovery point failed: the other region has no newer one until the next copy succeeds.",
      topic,
      pattern: {
        source,
        "detail-type": ["Copy Job State Change"],
        detail: { state: ["FAILED"], sourceBackupVaultArn: [vaultArn] },
      },
    });
    // The event names no vault: every deployment in the account hears of it, which is better than none.
    new EventAlert(this, "restore", {
      name: `${name}-restore-failed`,
      description: "A restore or restore test failed: until one succeeds, nothing proves that the backups can be used.",
      topic,
      pattern: {
        source,
        "detail-type": ["Restore Job State Change"],
        detail: { status: ["FAILED", "ABORTED"] },
      },
    });
  }
}
