"""CodeDeploy: applications, deployment groups and configurations as Terraform makes, changes and destroys them."""

import uuid
from datetime import UTC, datetime
from typing import Any

from moto.backends import get_backend

from ..context import Context, Table
from ..registry import Answer, Fault, Parameters, own

SERVICE = "codedeploy"
#: AWS's own configurations, as far as groups here use them.
PREDEFINED = {"CodeDeployDefault.ECSAllAtOnce": {"type": "AllAtOnce"}}
#: What a request says besides the settings of a group.
NOT_SETTINGS = ("currentDeploymentGroupName", "newDeploymentGroupName", "tags")


@own(SERVICE, "CreateApplication")
def create_application(context: Context, parameters: Parameters) -> Answer:
    """Makes an application, with its tags."""
    name = parameters["applicationName"]
    if name in context.table("applications"):
        raise Fault("ApplicationAlreadyExistsException", f"The application {name} already exists.")
    context.table("applications")[name] = {
        "applicationId": str(uuid.uuid4()),
        "applicationName": name,
        "computePlatform": parameters.get("computePlatform", "Server"),
        "createTime": datetime.now(UTC),
        "linkedToGitHub": False,
    }
    _tag(context, _arn(context, f"application:{name}"), parameters.get("tags"))
    return {"applicationId": context.table("applications")[name]["applicationId"]}


@own(SERVICE, "GetApplication")
def get_application(context: Context, parameters: Parameters) -> Answer:
    """Tells of one application."""
    return {"application": _application(context, parameters["applicationName"])}


@own(SERVICE, "DeleteApplication")
def delete_application(context: Context, parameters: Parameters) -> Answer:
    """An application goes together with its groups; one that is gone is no error."""
    name = parameters["applicationName"]
    context.table("applications").pop(name, None)
    _tags(context).pop(_arn(context, f"application:{name}"), None)
    for application, group in [key for key in _groups(context) if key[0] == name]:
        _forget_group(context, application, group)
    return {}


@own(SERVICE, "CreateDeploymentGroup")
def create_group(context: Context, parameters: Parameters) -> Answer:
    """Makes a group of an ECS service that CodeDeploy controls."""
    application, name = parameters["applicationName"], parameters["deploymentGroupName"]
    platform = _application(context, application)["computePlatform"]
    if (application, name) in _groups(context):
        raise Fault("DeploymentGroupAlreadyExistsException", f"The deployment group {name} already exists.")
    group = {
        "deploymentGroupId": str(uuid.uuid4()),
        "computePlatform": platform,
        **{key: value for key, value in parameters.items() if key not in NOT_SETTINGS},
    }
    _require_sound(context, group)
    _groups(context)[application, name] = group
    _tag(context, _arn(context, f"deploymentgroup:{application}/{name}"), parameters.get("tags"))
    return {"deploymentGroupId": group["deploymentGroupId"]}


@own(SERVICE, "GetDeploymentGroup")
def get_group(context: Context, parameters: Parameters) -> Answer:
    """Tells of one group."""
    return {"deploymentGroupInfo": group_of(context, parameters["applicationName"], parameters["deploymentGroupName"])}


@own(SERVICE, "UpdateDeploymentGroup")
def update_group(context: Context, parameters: Parameters) -> Answer:
    """Changes the settings that the request names, and the name."""
    application, name = parameters["applicationName"], parameters["currentDeploymentGroupName"]
    named = parameters.get("newDeploymentGroupName") or name
    settings = {key: value for key, value in parameters.items() if key not in NOT_SETTINGS}
    group = group_of(context, application, name) | settings | {"deploymentGroupName": named}
    _require_sound(context, group)
    del _groups(context)[application, name]
    _groups(context)[application, named] = group
    return {"hooksNotCleanedUp": []}


@own(SERVICE, "DeleteDeploymentGroup")
def delete_group(context: Context, parameters: Parameters) -> Answer:
    """Forgets a group; one that is gone is no error."""
    _forget_group(context, parameters["applicationName"], parameters["deploymentGroupName"])
    return {"hooksNotCleanedUp": []}


@own(SERVICE, "CreateDeploymentConfig")
def create_config(context: Context, parameters: Parameters) -> Answer:
    """Makes a configuration: how traffic moves."""
    name = parameters["deploymentConfigName"]
    if name in _configs(context):
        raise Fault("DeploymentConfigAlreadyExistsException", f"The deployment configuration {name} already exists.")
    config = {"deploymentConfigId": str(uuid.uuid4()), "createTime": datetime.now(UTC), **parameters}
    _configs(context)[name] = config
    return {"deploymentConfigId": config["deploymentConfigId"]}


@own(SERVICE, "GetDeploymentConfig")
def get_config(context: Context, parameters: Parameters) -> Answer:
    """Tells of one configuration."""
    return {"deploymentConfigInfo": config_of(context, parameters["deploymentConfigName"])}


@own(SERVICE, "DeleteDeploymentConfig")
def delete_config(context: Context, parameters: Parameters) -> Answer:
    """A configuration that a group uses stays."""
    name = parameters["deploymentConfigName"]
    if any(group.get("deploymentConfigName") == name for group in _groups(context).values()):
        raise Fault("DeploymentConfigInUseException", f"The deployment configuration {name} is in use.")
    _configs(context).pop(name, None)
    return {}


@own(SERVICE, "TagResource")
def tag(context: Context, parameters: Parameters) -> Answer:
    """Adds tags, or changes them."""
    _tag(context, parameters["ResourceArn"], parameters["Tags"])
    return {}


@own(SERVICE, "UntagResource")
def untag(context: Context, parameters: Parameters) -> Answer:
    """Removes tags."""
    for key in parameters["TagKeys"]:
        _tags(context).get(parameters["ResourceArn"], {}).pop(key, None)
    return {}


@own(SERVICE, "ListTagsForResource")
def list_tags(context: Context, parameters: Parameters) -> Answer:
    """Tells the tags."""
    tags = _tags(context).get(parameters["ResourceArn"], {})
    return {"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}


def group_of(context: Context, application: str, name: str) -> dict[str, Any]:
    """A group's settings."""
    _application(context, application)
    if (application, name) not in _groups(context):
        raise Fault("DeploymentGroupDoesNotExistException", f"No Deployment Group found for name: {name}")
    return _groups(context)[application, name]


def config_of(context: Context, name: str) -> dict[str, Any]:
    """A configuration: one of AWS's own, or a made one."""
    if name in PREDEFINED:
        return {"deploymentConfigName": name, "computePlatform": "ECS", "trafficRoutingConfig": PREDEFINED[name]}
    if name not in _configs(context):
        raise Fault("DeploymentConfigDoesNotExistException", f"No Deployment Configuration found for name: {name}")
    return _configs(context)[name]


def _require_sound(context: Context, group: dict[str, Any]) -> None:
    """What AWS looks at when a group is made or changed."""
    config_of(context, group["deploymentConfigName"])
    alarms = group.get("alarmConfiguration") or {}
    if alarms.get("enabled") and not alarms.get("alarms"):
        raise Fault("InvalidAlarmConfigException", "Alarms are enabled, but none is named.")
    for each in group.get("ecsServices") or []:
        ecs = get_backend("ecs")[context.account][context.region]
        found, _ = ecs.describe_services(each["clusterName"], [each["serviceName"]])
        if not found or found[0].deployment_controller["type"] != "CODE_DEPLOY":
            message = "Deployment group's ECS service must be configured for a CODE_DEPLOY deployment controller."
            raise Fault("InvalidECSServiceException", message)


def _application(context: Context, name: str) -> dict[str, Any]:
    if name not in context.table("applications"):
        raise Fault("ApplicationDoesNotExistException", f"No application found for name: {name}")
    return context.table("applications")[name]


def _forget_group(context: Context, application: str, name: str) -> None:
    _groups(context).pop((application, name), None)
    _tags(context).pop(_arn(context, f"deploymentgroup:{application}/{name}"), None)


def _tag(context: Context, arn: str, tags: list[dict[str, str]] | None) -> None:
    _tags(context).setdefault(arn, {}).update({each["Key"]: each.get("Value", "") for each in tags or []})


def _arn(context: Context, resource: str) -> str:
    return f"arn:aws:codedeploy:{context.region}:{context.account}:{resource}"


def _groups(context: Context) -> Table:
    return context.table("groups")


def _configs(context: Context) -> Table:
    return context.table("configs")


def _tags(context: Context) -> Table:
    return context.table("tags")
