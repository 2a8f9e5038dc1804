import type { DifferenceOf } from "./difference";
import type { RecoveryConfig } from "./recovery";
import type { SystemConfig } from "./system";

type CommonDifference = DifferenceOf<SystemConfig & { readonly recovery: Pick<RecoveryConfig, "backups"> }>;

/** Fewer NAT gateways; a system adds what else shows them. */
export const natDifference = {
  setting: "network.nat",
  why: "In production no zone depends on another for its way out.",
  affects: [
    "aws_nat_gateway.network_nat_*",
    "aws_eip.network_nat_*",
    "aws_route.network_routes_app_*_internet.nat_gateway_id",
    "aws_cloudwatch_metric_alarm.network_alarms_nat_*",
    "aws_cloudwatch_metric_alarm.network_alarms_egress_*.metric_query",
  ],
} as const satisfies CommonDifference;

/** What may be destroyed; a system adds what else protects it. */
export const protectionDifference = {
  setting: "protection.allowDestroy",
  affects: [
    "*.*.lifecycle.prevent_destroy",
    "*.*.force_destroy",
    "*.*.force_delete",
    "*.*.deletion_protection",
    "*.*.enable_deletion_protection",
    "*.*.delete_automated_backups",
    "*.*.skip_final_snapshot",
    "*.*.final_snapshot_identifier",
  ],
} as const satisfies CommonDifference;

/** What differs between environments for development, for testers and for patients, by what it is about. */
export const common = {
  interfaceEndpoints: {
    setting: "network.interfaceEndpoints",
    why: "In production containers start, log, decrypt and are reached without the internet (164.312(e)(1)).",
    affects: ["aws_vpc_endpoint.network_endpoints_*"],
  },
  weeklyRetention: {
    setting: "recovery.backups.retentionDays.weekly",
    why: "Damage to patient data may be noticed months later: weekly recovery points go back a year. Test data is not looked at for so long.",
    affects: ["aws_backup_plan.backup.rule[1].lifecycle.delete_after"],
  },
  backupLock: { setting: "recovery.backups.lock", affects: ["aws_backup_vault_lock_configuration.backup_*_lock"] },
  backupCopy: {
    setting: "recovery.backups.copy",
    why: "Patient data outlives the loss of a region (164.308(a)(7)(i)).",
    affects: ["*.backup_copy*", "aws_backup_plan.backup.rule[*].copy_action", "provider.aws.us_west_2"],
  },
  restoreTests: {
    setting: "recovery.backups.restoreTests",
    why: "Where a release is proved before patients meet it, so is the restore (164.308(a)(7)(ii)(D)).",
    affects: ["*.backup_restore_test*"],
  },
  monthlyBudget: {
    setting: "alarms.monthlyBudgetUsd",
    why: "Each stands above what an environment of that size costs in an account of its own: more means that something runs that nobody knows of.",
    affects: [
      "aws_cloudwatch_metric_alarm.cost_alarm.threshold",
      "aws_cloudwatch_metric_alarm.cost_alarm.alarm_description",
    ],
  },
} as const satisfies Readonly<Record<string, CommonDifference>>;

/** All of it. */
export const commonDifferences: readonly CommonDifference[] = Object.values(common);
