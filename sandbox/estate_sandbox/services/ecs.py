"""ECS: services with the settings that moto forgets, whose tasks run at once; and single tasks that end well."""

from types import SimpleNamespace
from typing import Any

from moto.ecs.models import EC2ContainerServiceBackend

from ..context import Context, Table
from ..registry import Answer, Fault, Parameters, after, before

#: Settings of a service that moto accepts and forgets.
FORGOTTEN = (
    "availabilityZoneRebalancing",
    "capacityProviderStrategy",
    "deploymentConfiguration",
    "enableECSManagedTags",
    "enableExecuteCommand",
    "healthCheckGracePeriodSeconds",
    "platformVersion",
    "propagateTags",
)


_requirements_of = EC2ContainerServiceBackend._calculate_task_resource_requirements


def _task_requirements(definition: Any) -> dict[str, Any]:
    """moto adds up the memory of containers and fails where, as is usual on Fargate, only the task has one."""
    containers = [{"memory": 0, **each} for each in definition.container_definitions]
    return _requirements_of(SimpleNamespace(container_definitions=containers))


EC2ContainerServiceBackend._calculate_task_resource_requirements = staticmethod(_task_requirements)


#: What only CodeDeploy changes of a service that it controls, by ECS's own words for it.
CODEDEPLOYS_OWN = {
    "taskDefinition": "task definition",
    "networkConfiguration": "network configuration",
    "platformVersion": "platform version",
    "loadBalancers": "load balancers",
}


@before("ecs", "CreateService")
def refuse_rolling_settings(_context: Context, parameters: Parameters) -> None:
    """What undoes rolling deployments is not for services that CodeDeploy controls."""
    settings = parameters.get("deploymentConfiguration") or {}
    if (parameters.get("deploymentController") or {}).get("type") != "CODE_DEPLOY":
        return
    for name, words in (("deploymentCircuitBreaker", "Deployment circuit breaker"), ("alarms", "Deployment alarms")):
        if (settings.get(name) or {}).get("enable"):
            message = f"{words} feature is only supported with ECS deployment controller."
            raise Fault("InvalidParameterException", message)


@before("ecs", "UpdateService")
def leave_to_codedeploy(context: Context, parameters: Parameters) -> None:
    """A task definition, for one, gets to a service that CodeDeploy controls by a deployment of CodeDeploy."""
    found, _ = context.backend().describe_services(parameters.get("cluster", "default"), [parameters["service"]])
    if not found or found[0].deployment_controller["type"] != "CODE_DEPLOY":
        return
    for name, words in CODEDEPLOYS_OWN.items():
        if parameters.get(name):
            message = f"Unable to update {words} on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment."
            raise Fault("InvalidParameterException", message)


@after("ecs", "CreateService")
def start_primary_tasks(context: Context, parameters: Parameters, answer: Answer) -> None:
    """The tasks of a service that CodeDeploy controls are a set, which a deployment replaces by another."""
    if (parameters.get("deploymentController") or {}).get("type") != "CODE_DEPLOY":
        return
    service = answer["service"]
    cluster = service["clusterArn"]
    backend = context.backend()
    tasks = backend.create_task_set(
        service["serviceName"],
        cluster,
        service["taskDefinition"],
        launch_type=parameters.get("launchType"),
        network_configuration=parameters.get("networkConfiguration"),
        load_balancers=parameters.get("loadBalancers"),
        platform_version=parameters.get("platformVersion"),
    )
    backend.update_service_primary_task_set(cluster, service["serviceName"], tasks.task_set_arn)


@after("ecs", "CreateService", "UpdateService")
def remember_service(context: Context, parameters: Parameters, answer: Answer) -> None:
    """Keeps the forgotten settings; those of an update replace the ones before, one by one."""
    service = answer["service"]
    asked = {name: parameters[name] for name in FORGOTTEN if parameters.get(name) is not None}
    _settings(context).setdefault(service["serviceArn"], {"availabilityZoneRebalancing": "DISABLED"}).update(asked)
    _complete(context, service)


@after("ecs", "DescribeServices")
def describe_services(context: Context, _parameters: Parameters, answer: Answer) -> None:
    """Adds the forgotten settings to every service."""
    for service in answer.get("services", []):
        _complete(context, service)


@after("ecs", "DeleteService")
def forget_service(context: Context, _parameters: Parameters, answer: Answer) -> None:
    """A service of the same name starts afresh."""
    _settings(context).pop(answer["service"]["serviceArn"], None)


@after("ecs", "DescribeTasks")
def finish_tasks(_context: Context, _parameters: Parameters, answer: Answer) -> None:
    """A task that nobody keeps running has done its work when somebody asks: there is no container behind it."""
    for task in answer.get("tasks", []):
        if not str(task.get("group", "")).startswith("service:"):
            task |= {"lastStatus": "STOPPED", "desiredStatus": "STOPPED", "stopCode": "EssentialContainerExited"}
            task["containers"] = [{**each, "lastStatus": "STOPPED", "exitCode": 0} for each in _containers(task)]


def _containers(task: dict[str, Any]) -> list[dict[str, Any]]:
    return task.get("containers") or [{}]


def _complete(context: Context, service: dict[str, Any]) -> None:
    """Every asked task runs, and one finished deployment is left."""
    service.update(_settings(context).get(service["serviceArn"], {}))
    if service.get("capacityProviderStrategy"):
        _launch_by_strategy(service)
    if service.get("status") != "ACTIVE":
        return
    counts = {"runningCount": service.get("desiredCount", 0), "pendingCount": 0}
    service.update(counts)
    primary = [each for each in service.get("deployments", []) if each.get("status") == "PRIMARY"]
    desired = {"desiredCount": service.get("desiredCount", 0), "taskDefinition": service.get("taskDefinition")}
    for tasks in service.get("taskSets") or []:
        tasks |= counts | {"computedDesiredCount": service.get("desiredCount", 0), "stabilityStatus": "STEADY_STATE"}
    service["deployments"] = [{**each, **counts, **desired, "rolloutState": "COMPLETED"} for each in primary][:1]


def _launch_by_strategy(service: dict[str, Any]) -> None:
    """A service has a strategy or a launch type, never both."""
    service.pop("launchType", None)
    service["capacityProviderStrategy"] = [{"base": 0, **each} for each in service["capacityProviderStrategy"]]


def _settings(context: Context) -> Table:
    return context.table("services")
