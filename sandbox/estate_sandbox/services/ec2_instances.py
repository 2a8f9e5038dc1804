"""EC2: moto cannot monitor instances in detail, gives addresses to those that refuse one, forgets groups and protection."""

from typing import Any

from ..context import Context, Table
from ..registry import Answer, Parameters, after, own


@own("ec2", "MonitorInstances")
def monitor(context: Context, parameters: Parameters) -> Answer:
    """Turns it on."""
    return _turn(context, parameters, "enabled")


@own("ec2", "UnmonitorInstances")
def stop_monitoring(context: Context, parameters: Parameters) -> Answer:
    """Turns it off."""
    return _turn(context, parameters, "disabled")


@after("ec2", "RunInstances")
def remember_wishes(context: Context, parameters: Parameters, answer: Answer) -> None:
    """Monitoring and protection that are asked for at the start, and a refused public address."""
    for each in answer["Instances"]:
        instance = context.backend().get_instance(each["InstanceId"])
        instance.disable_api_termination = bool(parameters.get("DisableApiTermination"))
    if any(each.get("AssociatePublicIpAddress") is False for each in parameters.get("NetworkInterfaces", [])):
        _private(context).update({each["InstanceId"]: True for each in answer["Instances"]})
    if parameters.get("Monitoring", {}).get("Enabled"):
        _states(context).update({each["InstanceId"]: "enabled" for each in answer["Instances"]})
    _describe(context, answer["Instances"])


@after("ec2", "DescribeInstances")
def describe_instances(context: Context, _parameters: Parameters, answer: Answer) -> None:
    """Adds the state of monitoring, takes away refused addresses."""
    for reservation in answer.get("Reservations", []):
        _describe(context, reservation["Instances"])


def _turn(context: Context, parameters: Parameters, state: str) -> Answer:
    instances = parameters["InstanceIds"]
    _states(context).update(dict.fromkeys(instances, state))
    return {"InstanceMonitorings": [{"InstanceId": each, "Monitoring": {"State": state}} for each in instances]}


def _describe(context: Context, instances: list[dict[str, Any]]) -> None:
    for instance in instances:
        instance["Monitoring"] = {"State": _states(context).get(instance["InstanceId"], "disabled")}
        interfaces = instance.get("NetworkInterfaces") or [{}]
        instance["SecurityGroups"] = instance.get("SecurityGroups") or interfaces[0].get("Groups", [])
        if instance["InstanceId"] in _private(context):
            _take_address(instance)


def _take_address(instance: dict[str, Any]) -> None:
    instance.pop("PublicIpAddress", None)
    instance["PublicDnsName"] = ""
    for interface in instance.get("NetworkInterfaces", []):
        interface.pop("Association", None)


def _private(context: Context) -> Table:
    return context.table("instances without public address")


def _states(context: Context) -> Table:
    return context.table("monitoring")
