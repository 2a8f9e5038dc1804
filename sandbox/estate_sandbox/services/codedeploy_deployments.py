"""CodeDeploy's deployments of ECS services: what AWS does in many minutes happens here in a few seconds, step by step."""

import json
import time
import uuid
from datetime import UTC, datetime
from typing import Any

from moto.backends import get_backend

from ..context import Context, Table
from ..registry import Answer, Fault, Parameters, before, own
from .codedeploy import SERVICE, config_of, group_of
from .codedeploy_traffic import Refusal, Switch

#: From one step to the next; the minutes of a canary and of the old tasks are no longer.
STEP_SECONDS = 1.0
#: What names a group.
NAMES = ("applicationName", "deploymentGroupName")
ACTIVE = ("Created", "InProgress")
ALARMS_FIRED = (
    "One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, "
    "and the affected deployments have been stopped. Activated alarms: "
)


@own(SERVICE, "CreateDeployment")
def create_deployment(context: Context, parameters: Parameters) -> Answer:
    """Begins a deployment; a group has one at a time."""
    application, name = parameters["applicationName"], parameters["deploymentGroupName"]
    group = group_of(context, application, name)
    revision = parameters.get("revision") or {}
    specification = _specification(revision)
    _advance_all(context)
    for record in _deployments(context).values():
        same = {key: record["info"][key] for key in NAMES} == {key: group[key] for key in NAMES}
        if same and record["info"]["status"] in ACTIVE:
            running = record["info"]["deploymentId"]
            message = f"The Deployment Group '{name}' already has an active Deployment '{running}'"
            raise Fault("DeploymentLimitExceededException", message)
    config = config_of(context, parameters.get("deploymentConfigName") or group["deploymentConfigName"])
    record = _begin(context, group, config, "user", revision)
    record["switch"] = Switch(context.account, context.region, group, specification)
    record["steps"] = ["install", "test", *(["canary"] if _canary(config) else []), "all", "end"]
    return {"deploymentId": record["info"]["deploymentId"]}


@own(SERVICE, "GetDeployment")
def get_deployment(context: Context, parameters: Parameters) -> Answer:
    """How a deployment stands."""
    return {"deploymentInfo": _asked(context, parameters)["info"]}


@own(SERVICE, "ListDeployments")
def list_deployments(context: Context, parameters: Parameters) -> Answer:
    """Ids, the newest first."""
    _advance_all(context)
    asked = {key: parameters[key] for key in NAMES if parameters.get(key)}
    statuses = parameters.get("includeOnlyStatuses")
    found = [
        info["deploymentId"]
        for info in (record["info"] for record in _deployments(context).values())
        if asked.items() <= info.items() and (not statuses or info["status"] in statuses)
    ]
    return {"deployments": found[::-1]}


@own(SERVICE, "BatchGetDeploymentTargets")
def get_targets(context: Context, parameters: Parameters) -> Answer:
    """The service that a deployment changes: its old and new tasks, and the share of requests that each gets."""
    record = _asked(context, parameters)
    switch: Switch = record["switch"]
    target = {
        "deploymentId": record["info"]["deploymentId"],
        "targetId": switch.target_id,
        "status": record["info"]["status"].replace("Created", "Pending").replace("Stopped", "Failed"),
        "lastUpdatedAt": datetime.now(UTC),
        "taskSetsInfo": switch.task_sets(),
    }
    return {"deploymentTargets": [{"deploymentTargetType": "ECSTarget", "ecsTarget": target}]}


@own(SERVICE, "StopDeployment")
def stop_deployment(context: Context, parameters: Parameters) -> Answer:
    """Ends a deployment on request, and goes back if asked to."""
    record = _asked(context, parameters)
    if record["info"]["status"] not in ACTIVE:
        raise Fault("DeploymentAlreadyCompletedException", "The deployment is already complete.")
    message = "The deployment was stopped on request."
    _undo(context, record, "Stopped", "MANUAL_STOP", message, parameters.get("autoRollbackEnabled") is True)
    return {"status": "Succeeded", "statusMessage": message}


@before("ecs", "DescribeServices")
@before("elbv2", "DescribeListeners", "DescribeRules")
def advance_unasked(context: Context, _parameters: Parameters) -> None:
    """Deployments go on, whoever looks."""
    _advance_all(Context(SERVICE, context.region, context.account))


def _specification(revision: dict[str, Any]) -> dict[str, Any]:
    """The service of an AppSpec that stands in the request as JSON."""
    try:
        specification = json.loads(revision["appSpecContent"]["content"])
        [resource] = specification["Resources"]
        properties = resource["TargetService"]["Properties"]
        balancer = properties["LoadBalancerInfo"]
        wanted = (properties["TaskDefinition"], balancer["ContainerName"], balancer["ContainerPort"])
    except (KeyError, TypeError, ValueError) as error:
        message = f"The AppSpec must be JSON with Resources[0].TargetService.Properties: {error!r}"
        raise Fault("InvalidRevisionException", message) from error
    return dict(zip(("task_definition", "container", "port"), wanted, strict=True))


def _begin(
    context: Context, group: dict[str, Any], config: dict[str, Any], creator: str, revision: dict[str, Any]
) -> dict[str, Any]:
    """A deployment that has not done anything yet."""
    identity = f"d-{uuid.uuid4().hex[:9].upper()}"
    settings = ("deploymentStyle", "autoRollbackConfiguration", "blueGreenDeploymentConfiguration", "loadBalancerInfo")
    info = {
        **{key: group.get(key) for key in (*NAMES, *settings)},
        "deploymentConfigName": config["deploymentConfigName"],
        "deploymentId": identity,
        "revision": revision,
        "status": "Created",
        "creator": creator,
        "createTime": datetime.now(UTC),
        "computePlatform": "ECS",
        "instanceTerminationWaitTimeStarted": False,
    }
    record = {"info": info, "group": group, "config": config, "since": time.time()}
    _deployments(context)[identity] = record
    return record


def _asked(context: Context, parameters: Parameters) -> dict[str, Any]:
    identity = parameters["deploymentId"]
    if identity not in _deployments(context):
        raise Fault("DeploymentDoesNotExistException", f"The deployment {identity} could not be found")
    _advance_all(context)
    return _deployments(context)[identity]


def _advance_all(context: Context) -> None:
    for record in list(_deployments(context).values()):
        while record["info"]["status"] in ACTIVE and time.time() - record["since"] >= STEP_SECONDS:
            record["since"] += STEP_SECONDS
            _advance(context, record)


def _advance(context: Context, record: dict[str, Any]) -> None:
    """One step, unless an alarm has fired: of a roll back the only one."""
    fired = [] if record["info"]["creator"] == "codeDeployRollback" else _fired(context, record["group"])
    if fired:
        return _undo(context, record, "Stopped", "ALARM_ACTIVE", ALARMS_FIRED + ", ".join(fired))
    step = record["steps"].pop(0)
    record["info"] |= {"status": "InProgress", "startTime": record["info"].get("startTime") or datetime.now(UTC)}
    try:
        record["switch"].take(step, _canary(record["config"]))
    except Refusal as refusal:
        return _undo(context, record, "Failed", refusal.code, str(refusal))
    record["info"]["instanceTerminationWaitTimeStarted"] = step == "all"
    if not record["steps"]:
        record["info"] |= {"status": "Succeeded", "completeTime": datetime.now(UTC)}
    return None


def _undo(
    context: Context, record: dict[str, Any], status: str, code: str, message: str, asked: bool | None = None
) -> None:
    """Ends a deployment; another one goes back, where the group says so."""
    info = record["info"]
    info |= {
        "status": status,
        "errorInformation": {"code": code, "message": message},
        "completeTime": datetime.now(UTC),
    }
    event = {"ALARM_ACTIVE": "DEPLOYMENT_STOP_ON_ALARM", "MANUAL_STOP": "DEPLOYMENT_STOP_ON_REQUEST"}
    automatic = record["group"].get("autoRollbackConfiguration") or {}
    wanted = automatic.get("enabled") and event.get(code, "DEPLOYMENT_FAILURE") in automatic.get("events", [])
    if not (asked or wanted):
        return
    back = _begin(context, record["group"], record["config"], "codeDeployRollback", {})
    back |= {"switch": record["switch"], "steps": ["back"]}
    back["info"]["rollbackInfo"] = {"rollbackTriggeringDeploymentId": info["deploymentId"]}
    info["rollbackInfo"] = {
        "rollbackDeploymentId": back["info"]["deploymentId"],
        "rollbackMessage": f"The deployment is rolled back by {back['info']['deploymentId']}.",
    }


def _fired(context: Context, group: dict[str, Any]) -> list[str]:
    """Names of the group's alarms that are in ALARM."""
    settings = group.get("alarmConfiguration") or {}
    alarms = get_backend("cloudwatch")[context.account][context.region].alarms
    names = [each["name"] for each in settings.get("alarms") or []] if settings.get("enabled") else []
    return [name for name in names if name in alarms and alarms[name].state_value == "ALARM"]


def _canary(config: dict[str, Any]) -> int:
    """Percent of the requests that go first; 0 when all go at once."""
    return (config.get("trafficRoutingConfig", {}).get("timeBasedCanary") or {}).get("canaryPercentage", 0)


def _deployments(context: Context) -> Table:
    return context.table("deployments")
