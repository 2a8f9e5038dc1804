import { tagFacts, text, type Checker } from "../checker";
import { keyArn } from "../key-arn";

/** What nobody may do by hand, as the HIPAA rule lists it. */
const FORBIDDEN = [
  "backup:DeleteRecoveryPoint",
  "backup:UpdateRecoveryPointLifecycle",
  "backup:PutBackupVaultAccessPolicy",
];

/** Policy and lock, which Terraform keeps in resources of their own, are read here too: together they make a vault safe. */
export const awsBackupVault: Checker = {
  group: "Compliance",
  read: async (resource, { backup, kms }) => {
    const BackupVaultName = text(resource, "name");
    const vault = await backup.describeBackupVault({ BackupVaultName });
    const { Tags } = await backup.listTags({ ResourceArn: text(resource, "arn") });
    const key = await keyArn(kms, vault.EncryptionKeyArn);
    return {
      name: vault.BackupVaultName,
      arn: vault.BackupVaultArn,
      kms_key_arn: key,
      encrypted: key !== undefined,
      locked: vault.Locked ?? false,
      min_retention_days: vault.MinRetentionDays,
      max_retention_days: vault.MaxRetentionDays,
      ...mapFacts(Tags),
    };
  },
  healthy: [{ title: "Every backup vault is encrypted", fact: "encrypted", is: true }], // 164.312(a)(2)(iv)
};

export const awsBackupVaultPolicy: Checker = {
  group: "Compliance",
  read: async (resource, { backup }) => {
    const { Policy } = await backup.getBackupVaultAccessPolicy({
      BackupVaultName: text(resource, "backup_vault_name"),
    });
    return { denies_manual_deletion: deniesManualDeletion(Policy) };
  },
  healthy: [{ title: "No recovery point is deleted by hand", fact: "denies_manual_deletion", is: true }], // 164.310(d)(2)(iv)
};

export const awsBackupVaultLock: Checker = {
  group: "Compliance",
  read: async (resource, { backup }) => {
    const vault = await backup.describeBackupVault({ BackupVaultName: text(resource, "backup_vault_name") });
    return vault.Locked ? { locked: true } : undefined;
  },
};

export const awsBackupPlan: Checker = {
  group: "Compliance",
  read: async (resource, { backup }) => {
    const { BackupPlan: plan } = await backup.getBackupPlan({ BackupPlanId: text(resource, "id") });
    const { Tags } = await backup.listTags({ ResourceArn: text(resource, "arn") });
    const rules = plan?.Rules ?? [];
    return (
      plan && {
        name: plan.BackupPlanName,
        rules: rules.map(({ RuleName, Lifecycle }) => `${RuleName} ${Lifecycle?.DeleteAfterDays ?? "for ever"}`),
        cold_after: rules.flatMap(({ RuleName, Lifecycle: { MoveToColdStorageAfterDays: cold } = {} }) =>
          cold === undefined ? [] : [`${RuleName} ${cold}`],
        ),
        copies_to: [
          ...new Set(
            rules.flatMap(({ CopyActions = [] }) =>
              CopyActions.map((copy) => regionOf(copy.DestinationBackupVaultArn)),
            ),
          ),
        ],
        ...mapFacts(Tags),
      }
    );
  },
};

export const awsBackupSelection: Checker = {
  group: "Compliance",
  read: async (resource, { backup }) => {
    const { BackupSelection: selection } = await backup.getBackupSelection({
      BackupPlanId: text(resource, "plan_id"),
      SelectionId: text(resource, "id"),
    });
    return selection && { name: selection.SelectionName, resources: selection.Resources ?? [] };
  },
};

export const awsBackupRestoreTestingPlan: Checker = {
  group: "Compliance",
  read: async (resource, { backup }) => {
    const { RestoreTestingPlan: plan } = await backup.getRestoreTestingPlan({
      RestoreTestingPlanName: text(resource, "name"),
    });
    const { Tags } = await backup.listTags({ ResourceArn: text(resource, "arn") });
    return (
      plan && {
        name: plan.RestoreTestingPlanName,
        schedule_expression: plan.ScheduleExpression,
        ...mapFacts(Tags),
      }
    );
  },
};

export const awsBackupRestoreTestingSelection: Checker = {
  group: "Compliance",
  read: async (resource, { backup }) => {
    const { RestoreTestingSelection: selection } = await backup.getRestoreTestingSelection({
      RestoreTestingPlanName: text(resource, "restore_testing_plan_name"),
      RestoreTestingSelectionName: text(resource, "name"),
    });
    return selection && { protected_resource_arns: selection.ProtectedResourceArns ?? [] };
  },
};

function mapFacts(tags: Readonly<Record<string, string>> = {}) {
  return tagFacts(Object.entries(tags).map(([Key, Value]) => ({ Key, Value })));
}

function regionOf(arn: string | undefined): string {
  return arn?.split(":")[3] ?? "nowhere";
}

function deniesManualDeletion(policy: string | undefined): boolean {
  if (policy === undefined) return false;
  const { Statement } = JSON.parse(policy) as { Statement: PolicyStatement | readonly PolicyStatement[] };
  return [Statement].flat().some((statement) => {
    const { Effect, Principal, Action, Condition } = statement as PolicyStatement;
    const everybody = ['"*"', '{"AWS":"*"}', '{"AWS":["*"]}'].includes(JSON.stringify(Principal));
    const actions = [Action].flat();
    return Effect === "Deny" && everybody && !Condition && FORBIDDEN.every((action) => actions.includes(action));
  });
}

/** The parts of a policy statement that are read here. */
interface PolicyStatement {
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Condition?: unknown;
}
