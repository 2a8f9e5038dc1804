"""AWS Backup: selections, access policies, restore tests, tags and plan updates, none of which moto has."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from ..context import Context
from ..registry import Answer, Fault, Parameters, own


@own("backup", "UpdateBackupPlan")
def update_plan(context: Context, parameters: Parameters) -> Answer:
    """Replaces the document of a plan, as a new version."""
    plan = context.backend().get_backup_plan(parameters["BackupPlanId"], None)
    kept = {rule["RuleName"]: rule.get("RuleId") for rule in plan.backup_plan["Rules"]}
    rules = [rule | {"RuleId": kept.get(rule["RuleName"]) or str(uuid.uuid4())} for rule in parameters["BackupPlan"]["Rules"]]
    plan.backup_plan = parameters["BackupPlan"] | {"Rules": rules}
    plan.version_id = uuid.uuid4().hex
    return {"BackupPlanId": plan.backup_plan_id, "BackupPlanArn": plan.backup_plan_arn, "VersionId": plan.version_id}


@own("backup", "DeleteBackupPlan")
def delete_plan(context: Context, parameters: Parameters) -> Answer:
    """Frees the plan's name, which moto keeps taken; refuses while a selection is left."""
    plan_id = parameters["BackupPlanId"]
    if any(selection["BackupPlanId"] == plan_id for selection in context.table("selections").values()):
        raise Fault("InvalidRequestException", "Related backup plan selections must be deleted prior to backup plan deletion.")
    context.backend().get_backup_plan(plan_id, None)
    plan = context.backend().plans.pop(plan_id)
    return {"BackupPlanId": plan_id, "BackupPlanArn": plan.backup_plan_arn, "DeletionDate": datetime.now(UTC)}


@own("backup", "CreateBackupSelection")
def create_selection(context: Context, parameters: Parameters) -> Answer:
    """Keeps what a plan backs up."""
    context.backend().get_backup_plan(parameters["BackupPlanId"], None)
    created = {
        "SelectionId": str(uuid.uuid4()),
        "BackupPlanId": parameters["BackupPlanId"],
        "CreationDate": datetime.now(UTC),
    }
    context.table("selections")[created["SelectionId"]] = created | {"BackupSelection": parameters["BackupSelection"]}
    return created


@own("backup", "GetBackupSelection")
def get_selection(context: Context, parameters: Parameters) -> Answer:
    """What was kept."""
    return _existing(context, "selections", parameters["SelectionId"])


@own("backup", "DeleteBackupSelection")
def delete_selection(context: Context, parameters: Parameters) -> None:
    """Forgets it."""
    context.table("selections").pop(parameters["SelectionId"], None)


@own("backup", "ListBackupSelections")
def list_selections(context: Context, parameters: Parameters) -> Answer:
    """Those of one plan."""
    kept = context.table("selections").values()
    of_plan = [selection for selection in kept if selection["BackupPlanId"] == parameters["BackupPlanId"]]
    listed = [each | {"SelectionName": each["BackupSelection"]["SelectionName"]} for each in of_plan]
    return {"BackupSelectionsList": listed}


@own("backup", "ListRecoveryPointsByBackupVault")
def list_recovery_points(context: Context, parameters: Parameters) -> Answer:
    """None: no backup ever runs here. Terraform asks before it destroys a vault."""
    context.backend().describe_backup_vault(parameters["BackupVaultName"])
    return {"RecoveryPoints": []}


@own("backup", "PutBackupVaultAccessPolicy")
def put_policy(context: Context, parameters: Parameters) -> None:
    """Keeps a vault's policy; one that forbids its own replacement is obeyed."""
    vault = context.backend().describe_backup_vault(parameters["BackupVaultName"])
    former = context.table("policies").get(vault.backup_vault_name)
    if former and "backup:PutBackupVaultAccessPolicy" in former:
        raise Fault("AccessDeniedException", "Insufficient privileges to perform this action.")
    context.table("policies")[vault.backup_vault_name] = parameters["Policy"]


@own("backup", "GetBackupVaultAccessPolicy")
def get_policy(context: Context, parameters: Parameters) -> Answer:
    """The vault's policy."""
    vault = context.backend().describe_backup_vault(parameters["BackupVaultName"])
    policy = _existing(context, "policies", vault.backup_vault_name)
    return {"BackupVaultName": vault.backup_vault_name, "BackupVaultArn": vault.backup_vault_arn, "Policy": policy}


@own("backup", "DeleteBackupVaultAccessPolicy")
def delete_policy(context: Context, parameters: Parameters) -> None:
    """Another action than replacing it, and so allowed."""
    context.table("policies").pop(parameters["BackupVaultName"], None)


def _restore_tests(kind: str, name_field: str, key: Callable[[Parameters], Any]) -> None:
    """Create, get, update and delete of restore testing plans and of their selections."""

    def stored(context: Context, parameters: Parameters, former: Answer) -> Answer:
        plan = parameters.get("RestoreTestingPlanName") or parameters[kind]["RestoreTestingPlanName"]
        arn = f"arn:aws:backup:{context.region}:{context.account}:restore-testing-plan:{plan}"
        now = datetime.now(UTC)
        names = {"RestoreTestingPlanName": plan, "RestoreTestingPlanArn": arn}
        return {"CreationTime": now} | former | {"LastUpdateTime": now} | parameters[kind] | names

    @own("backup", f"Create{kind}")
    def create(context: Context, parameters: Parameters) -> Answer:
        table, name = context.table(kind), key(parameters)
        if name in table:
            raise Fault("AlreadyExistsException", f"{kind} {parameters[kind][name_field]} exists")
        table[name] = stored(context, parameters, {})
        context.backend().tag_resource(table[name]["RestoreTestingPlanArn"], parameters.get("Tags") or {})
        return table[name]

    @own("backup", f"Get{kind}")
    def get(context: Context, parameters: Parameters) -> Answer:
        return {kind: _existing(context, kind, key(parameters))}

    @own("backup", f"Update{kind}")
    def update(context: Context, parameters: Parameters) -> Answer:
        name = key(parameters)
        context.table(kind)[name] = stored(context, parameters, _existing(context, kind, name))
        return context.table(kind)[name] | {"UpdateTime": datetime.now(UTC)}

    @own("backup", f"Delete{kind}")
    def delete(context: Context, parameters: Parameters) -> None:
        context.table(kind).pop(key(parameters), None)


def _plan_name(parameters: Parameters) -> str:
    return parameters.get("RestoreTestingPlanName") or parameters["RestoreTestingPlan"]["RestoreTestingPlanName"]


def _selection_key(parameters: Parameters) -> tuple[str, str]:
    asked = parameters.get("RestoreTestingSelectionName")
    return _plan_name(parameters), asked or parameters["RestoreTestingSelection"]["RestoreTestingSelectionName"]


_restore_tests("RestoreTestingPlan", "RestoreTestingPlanName", _plan_name)
_restore_tests("RestoreTestingSelection", "RestoreTestingSelectionName", _selection_key)


@own("backup", "ListTags")
def list_tags(context: Context, parameters: Parameters) -> Answer:
    """moto misreads the path of an ARN."""
    return {"Tags": context.backend().list_tags(parameters["ResourceArn"])}


@own("backup", "TagResource")
def tag(context: Context, parameters: Parameters) -> None:
    """Adds tags."""
    context.backend().tag_resource(parameters["ResourceArn"], parameters["Tags"])


@own("backup", "UntagResource")
def untag(context: Context, parameters: Parameters) -> None:
    """Takes tags away."""
    context.backend().untag_resource(parameters["ResourceArn"], parameters["TagKeyList"])


def _existing(context: Context, kind: str, key: Any) -> Any:
    kept = context.table(kind)
    if key not in kept:
        raise Fault("ResourceNotFoundException", f"Cannot find {key} among the {kind}")
    return kept[key]
