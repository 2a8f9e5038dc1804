import type { AwsClients } from "../../../src/delivery/aws/clients";
import { checkers } from "../../../src/delivery/verify/checkers";
import { observe } from "../../../src/delivery/verify/observe";
import { managedResources } from "../../../src/delivery/verify/state";

/** AWS clients that give these answers by operation, whatever the service. */
function answering(answers: Record<string, unknown>): AwsClients {
  const client = new Proxy({}, { get: (_, operation: string) => () => Promise.resolve(answers[operation] ?? {}) });
  return new Proxy({}, { get: () => client }) as AwsClients;
}

/** What the type's checker says when AWS gives these answers. */
function read(type: string, answers: Record<string, unknown>) {
  return checkers[type]!.read({ address: `${type}.sample`, type, values: {} }, answering(answers));
}

const key = "arn:aws:kms:us-east-1:123456789012:key/1";
const Tags = { HIPAA: "true" };
const denial = {
  Effect: "Deny",
  Principal: { AWS: "*" },
  Action: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle", "backup:PutBackupVaultAccessPolicy"],
};

describe("checkers of backups", () => {
  it("read a vault's key and lock", async () => {
    const vault = { BackupVaultName: "x", EncryptionKeyArn: key, Locked: true, MinRetentionDays: 35 };
    expect(await read("aws_backup_vault", { describeBackupVault: vault, listTags: { Tags } })).toMatchObject({
      encrypted: true,
      locked: true,
      min_retention_days: 35,
      "tag:HIPAA": "true",
    });
    expect(await read("aws_backup_vault_lock_configuration", { describeBackupVault: vault })).toEqual({ locked: true });
    expect(await read("aws_backup_vault_lock_configuration", { describeBackupVault: {} })).toBeUndefined();
  });

  it.each([
    ["the whole denial", denial, true],
    ["one that somebody is exempt from", { ...denial, Condition: { StringNotLike: { "aws:userId": "x" } } }, false],
    ["one that forgets the policy itself", { ...denial, Action: denial.Action.slice(0, 2) }, false],
    ["an allowance", { ...denial, Effect: "Allow" }, false],
  ])("judge a vault's policy: %s", async (_what, Statement, denies_manual_deletion) => {
    const answers = { getBackupVaultAccessPolicy: { Policy: JSON.stringify({ Statement }) } };
    expect(await read("aws_backup_vault_policy", answers)).toEqual({ denies_manual_deletion });
  });

  it("read how long a plan keeps, what grows cold, and where it copies to", async () => {
    const CopyActions = [{ DestinationBackupVaultArn: "arn:aws:backup:us-west-2:123456789012:backup-vault:x" }];
    const Rules = [
      { RuleName: "daily", Lifecycle: { DeleteAfterDays: 35 }, CopyActions },
      { RuleName: "weekly", Lifecycle: { MoveToColdStorageAfterDays: 30 } },
    ];
    expect(await read("aws_backup_plan", { getBackupPlan: { BackupPlan: { BackupPlanName: "x", Rules } } })).toEqual({
      name: "x",
      rules: ["daily 35", "weekly for ever"],
      cold_after: ["weekly 30"],
      copies_to: ["us-west-2"],
    });
  });

  it("read what is backed up and tested", async () => {
    const selection = { SelectionName: "x", Resources: ["arn:cluster"] };
    expect(await read("aws_backup_selection", { getBackupSelection: { BackupSelection: selection } })).toEqual({
      name: "x",
      resources: ["arn:cluster"],
    });
    const RestoreTestingSelection = { ProtectedResourceArns: ["arn:cluster"] };
    expect(
      await read("aws_backup_restore_testing_selection", { getRestoreTestingSelection: { RestoreTestingSelection } }),
    ).toEqual({ protected_resource_arns: ["arn:cluster"] });
    const RestoreTestingPlan = { RestoreTestingPlanName: "x", ScheduleExpression: "cron(0 6 ? * SUN#1 *)" };
    expect(
      await read("aws_backup_restore_testing_plan", { getRestoreTestingPlan: { RestoreTestingPlan } }),
    ).toMatchObject({ name: "x" });
  });
});

describe("checkers of rotation and events", () => {
  const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);

  it.each([
    [
      { RotationEnabled: true, NextRotationDate: new Date() },
      { rotation_enabled: true, rotation_overdue: false },
    ],
    [
      { RotationEnabled: true, NextRotationDate: yesterday },
      { rotation_enabled: true, rotation_overdue: true },
    ],
    [{}, { rotation_enabled: false, rotation_overdue: false }],
  ])("see rotation that is off or overdue: %j", async (secret, facts) => {
    expect(await read("aws_secretsmanager_secret_rotation", { describeSecret: secret })).toMatchObject(facts);
  });

  it.each([
    ["UPDATE_COMPLETE", true],
    ["UPDATE_ROLLBACK_COMPLETE", false],
  ])("read a published application's stack: %s", async (StackStatus, stack_complete) => {
    const type = "aws_serverlessapplicationrepository_cloudformation_stack";
    expect(await read(type, { describeStacks: { Stacks: [{ StackStatus }] } })).toEqual({ stack_complete });
    expect(await read(type, { describeStacks: { Stacks: [{ StackStatus: "DELETE_COMPLETE" }] } })).toBeUndefined();
  });

  it("read whether RDS can publish", async () => {
    const EventSubscriptionsList = [{ Enabled: true, Status: "no-permission", EventCategoriesList: ["failover"] }];
    expect(
      await read("aws_db_event_subscription", { describeEventSubscriptions: { EventSubscriptionsList } }),
    ).toMatchObject({ enabled: true, status: "no-permission", event_categories: ["failover"] });
  });
});

describe("a resource in another region", () => {
  it("is read there", async () => {
    const instances = [{ attributes: { name: "x", arn: "arn" } }];
    const provider = 'provider["registry.terraform.io/hashicorp/aws"]';
    const vault = { mode: "managed" as const, type: "aws_backup_vault", instances };
    const resources = managedResources({
      resources: [
        { ...vault, name: "here", provider },
        { ...vault, name: "there", provider: `${provider}.us_west_2` },
      ],
    });
    expect(resources.map(({ region }) => region)).toEqual([undefined, "us-west-2"]);
    const inRegion = (region: string) => answering({ describeBackupVault: { BackupVaultName: region } });
    const here = answering({ describeBackupVault: { BackupVaultName: "home" } }).backup;
    const observations = await observe(resources, { backup: here, inRegion } as unknown as AwsClients);
    expect(observations.map(({ live }) => live.is === "read" && live.facts.name)).toEqual(["home", "us-west-2"]);
  });
});
