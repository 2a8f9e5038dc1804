"""Systems Manager: moto has no State Manager associations."""

from typing import Any
from uuid import uuid4

from moto.ssm.models import SimpleSystemManagerBackend

from ..context import Context, Table, tables
from ..registry import Answer, Fault, Parameters, own

KEPT = (
    "ApplyOnlyAtCronInterval",
    "AssociationName",
    "ComplianceSeverity",
    "DocumentVersion",
    "InstanceId",
    "MaxConcurrency",
    "MaxErrors",
    "Name",
    "OutputLocation",
    "Parameters",
    "ScheduleExpression",
    "SyncCompliance",
    "Targets",
)


@own("ssm", "CreateAssociation")
def create(context: Context, parameters: Parameters) -> Answer:
    """Every association gets an id of its own."""
    association_id = str(uuid4())
    association = {"AssociationId": association_id, "AssociationVersion": "1", "Overview": {"Status": "Success"}}
    _associations(context)[association_id] = association | _kept(parameters)
    tags = {tag["Key"]: tag["Value"] for tag in parameters.get("Tags", [])}
    context.backend().add_tags_to_resource("Association", association_id, tags)
    return {"AssociationDescription": _associations(context)[association_id]}


@own("ssm", "DescribeAssociation")
def describe(context: Context, parameters: Parameters) -> Answer:
    """As it was created or last changed."""
    return {"AssociationDescription": _existing(context, parameters)}


@own("ssm", "UpdateAssociation")
def update(context: Context, parameters: Parameters) -> Answer:
    """What the request leaves out is dropped, as AWS does."""
    association = _existing(context, parameters)
    for field in KEPT:
        association.pop(field, None)
    association["AssociationVersion"] = str(int(association["AssociationVersion"]) + 1)
    association.update(_kept(parameters))
    return {"AssociationDescription": association}


@own("ssm", "DeleteAssociation")
def delete(context: Context, parameters: Parameters) -> Answer:
    """Forgets it."""
    association_id = _existing(context, parameters)["AssociationId"]
    del _associations(context)[association_id]
    return {}


def _kept(parameters: Parameters) -> Answer:
    return {"DocumentVersion": "$DEFAULT"} | {field: parameters[field] for field in KEPT if field in parameters}


def _existing(context: Context, parameters: Parameters) -> Answer:
    association = _associations(context).get(parameters.get("AssociationId"))
    if association is None:
        raise Fault("AssociationDoesNotExist", "The specified association does not exist.")
    return association


def _associations(context: Context) -> Table:
    return context.table("associations")


_taggable_in_moto = SimpleSystemManagerBackend._validate_resource_type_and_id


def _taggable(backend: Any, resource_type: str, resource_id: str) -> str:
    """moto's tag operations refuse associations, of which it knows none."""
    if resource_type == "Association" and resource_id in tables["ssm", backend.region_name, "associations"]:
        return resource_id
    return _taggable_in_moto(backend, resource_type, resource_id)


SimpleSystemManagerBackend._validate_resource_type_and_id = _taggable  # type: ignore[method-assign]
