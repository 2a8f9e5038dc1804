"""AWS Backup: what Terraform keeps about vaults, plans and restore tests."""

import uuid
from typing import Any

import pytest
from botocore.exceptions import ClientError

RULE = {"RuleName": "daily", "TargetBackupVaultName": "vault", "Lifecycle": {"DeleteAfterDays": 35}}
DENY_REPLACEMENT = '{"Statement":[{"Effect":"Deny","Action":"backup:PutBackupVaultAccessPolicy"}]}'


@pytest.fixture
def backup(aws: Any) -> Any:
    return aws.client("backup")


@pytest.fixture
def plan(backup: Any) -> str:
    """The id of a plan."""
    document = {"BackupPlanName": uuid.uuid4().hex, "Rules": [RULE]}
    return backup.create_backup_plan(BackupPlan=document)["BackupPlanId"]


def test_a_plan_can_be_changed(backup: Any, plan: str) -> None:
    longer = RULE | {"Lifecycle": {"DeleteAfterDays": 40}}
    backup.update_backup_plan(BackupPlanId=plan, BackupPlan={"BackupPlanName": "renamed", "Rules": [longer]})
    found = backup.get_backup_plan(BackupPlanId=plan)["BackupPlan"]
    assert found["Rules"][0]["Lifecycle"]["DeleteAfterDays"] == 40


def test_a_plan_with_selections_is_not_deleted_and_without_them_frees_its_name(backup: Any, plan: str) -> None:
    name = backup.get_backup_plan(BackupPlanId=plan)["BackupPlan"]["BackupPlanName"]
    role = "arn:aws:iam::123456789012:role/backup"
    asked = {"SelectionName": "cluster", "IamRoleArn": role, "Resources": ["arn:aws:rds:us-east-1:123456789012:cluster:c"]}
    selection = backup.create_backup_selection(BackupPlanId=plan, BackupSelection=asked)["SelectionId"]
    assert backup.get_backup_selection(BackupPlanId=plan, SelectionId=selection)["BackupSelection"] == asked
    assert [each["SelectionName"] for each in backup.list_backup_selections(BackupPlanId=plan)["BackupSelectionsList"]] == ["cluster"]
    with pytest.raises(backup.exceptions.InvalidRequestException):
        backup.delete_backup_plan(BackupPlanId=plan)
    backup.delete_backup_selection(BackupPlanId=plan, SelectionId=selection)
    backup.delete_backup_plan(BackupPlanId=plan)
    backup.create_backup_plan(BackupPlan={"BackupPlanName": name, "Rules": [RULE]})


def test_a_policy_that_forbids_its_replacement_can_only_be_deleted(backup: Any) -> None:
    backup.create_backup_vault(BackupVaultName="guarded", BackupVaultTags={"HIPAA": "true"})
    backup.put_backup_vault_access_policy(BackupVaultName="guarded", Policy=DENY_REPLACEMENT)
    with pytest.raises(ClientError, match="AccessDenied"):
        backup.put_backup_vault_access_policy(BackupVaultName="guarded", Policy="{}")
    assert backup.get_backup_vault_access_policy(BackupVaultName="guarded")["Policy"] == DENY_REPLACEMENT
    backup.delete_backup_vault_access_policy(BackupVaultName="guarded")
    with pytest.raises(backup.exceptions.ResourceNotFoundException):
        backup.get_backup_vault_access_policy(BackupVaultName="guarded")


def test_tags_are_found_by_arn(backup: Any) -> None:
    arn = backup.create_backup_vault(BackupVaultName="tagged", BackupVaultTags={"a": "1"})["BackupVaultArn"]
    backup.tag_resource(ResourceArn=arn, Tags={"b": "2"})
    backup.untag_resource(ResourceArn=arn, TagKeyList=["a"])
    assert backup.list_tags(ResourceArn=arn)["Tags"] == {"b": "2"}


def test_restore_tests_live_from_creation_to_deletion(backup: Any) -> None:
    points = {"Algorithm": "LATEST_WITHIN_WINDOW", "IncludeVaults": ["*"], "RecoveryPointTypes": ["SNAPSHOT"]}
    plan = {"RestoreTestingPlanName": "monthly", "ScheduleExpression": "cron(0 6 ? * 1 *)", "RecoveryPointSelection": points}
    arn = backup.create_restore_testing_plan(RestoreTestingPlan=plan, Tags={"HIPAA": "true"})["RestoreTestingPlanArn"]
    assert backup.list_tags(ResourceArn=arn)["Tags"] == {"HIPAA": "true"}
    change = {"ScheduleExpression": "cron(0 7 ? * 1 *)"}
    backup.update_restore_testing_plan(RestoreTestingPlanName="monthly", RestoreTestingPlan=change)
    found = backup.get_restore_testing_plan(RestoreTestingPlanName="monthly")["RestoreTestingPlan"]
    assert found["ScheduleExpression"] == "cron(0 7 ? * 1 *)" and found["RecoveryPointSelection"] == points

    names = {"RestoreTestingPlanName": "monthly", "RestoreTestingSelectionName": "cluster"}
    selection = {"RestoreTestingSelectionName": "cluster", "ProtectedResourceType": "Aurora", "IamRoleArn": "arn:aws:iam::1:role/r"}
    backup.create_restore_testing_selection(RestoreTestingPlanName="monthly", RestoreTestingSelection=selection)
    assert backup.get_restore_testing_selection(**names)["RestoreTestingSelection"]["ProtectedResourceType"] == "Aurora"
    backup.delete_restore_testing_selection(**names)
    with pytest.raises(backup.exceptions.ResourceNotFoundException):
        backup.get_restore_testing_selection(**names)
    backup.delete_restore_testing_plan(RestoreTestingPlanName="monthly")


def test_a_vault_holds_no_recovery_points(backup: Any) -> None:
    backup.create_backup_vault(BackupVaultName="empty")
    assert backup.list_recovery_points_by_backup_vault(BackupVaultName="empty")["RecoveryPoints"] == []
