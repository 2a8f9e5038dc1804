"""AWS Config: conformance packs and what a delivery channel last did, which moto does not know, and changes of a recorder."""

import uuid
from datetime import UTC, datetime
from typing import Any

from moto.config.models import ConfigBackend
from moto.iam.models import SERVICE_NAME_CONVERSION

from ..context import Context, Table
from ..registry import Answer, Fault, Parameters, own

#: What the request may set and the description repeats.
DESCRIBED = ("ConformancePackInputParameters", "DeliveryS3Bucket", "DeliveryS3KeyPrefix")

#: moto names the service-linked role AWSServiceRoleForconfig.
SERVICE_NAME_CONVERSION["config"] = "Config"

put_recorder = ConfigBackend.put_configuration_recorder


def put_any_recorder(backend: ConfigBackend, recorder: dict[str, Any]) -> None:
    """Takes a list of no exclusions for none, as AWS does: Terraform sends it with every change."""
    group = recorder.get("recordingGroup") or {}
    if not group.get("exclusionByResourceTypes", {}).get("resourceTypes"):
        group.pop("exclusionByResourceTypes", None)
    put_recorder(backend, recorder)


ConfigBackend.put_configuration_recorder = put_any_recorder


@own("config", "PutConformancePack")
def put_pack(context: Context, parameters: Parameters) -> Answer:
    """Makes or changes a pack; AWS refuses one while nothing is recorded."""
    if not any(status["recording"] for status in _recorders(context)):
        raise Fault("NoAvailableConfigurationRecorderException", "There is no configuration recorder that records")
    name = parameters["ConformancePackName"]
    identifier = _packs(context).get(name, {}).get("ConformancePackId", f"conformance-pack-{uuid.uuid4().hex[:9]}")
    _packs(context)[name] = {
        "ConformancePackName": name,
        "ConformancePackArn": f"arn:aws:config:{context.region}:{context.account}:conformance-pack/{name}/{identifier}",
        "ConformancePackId": identifier,
        "LastUpdateRequestedTime": datetime.now(UTC).timestamp(),
        **{field: parameters[field] for field in DESCRIBED if parameters.get(field)},
    }
    return {"ConformancePackArn": _packs(context)[name]["ConformancePackArn"]}


@own("config", "DescribeConformancePacks")
def describe_packs(context: Context, parameters: Parameters) -> Answer:
    """The packs, or those asked for; an error for one that does not exist."""
    return {"ConformancePackDetails": _asked_for(context, parameters)}


@own("config", "DescribeConformancePackStatus")
def describe_status(context: Context, parameters: Parameters) -> Answer:
    """Every pack is complete at once."""
    named = parameters.get("ConformancePackNames") or list(_packs(context))
    packs = [_packs(context)[name] for name in named if name in _packs(context)]
    return {"ConformancePackStatusDetails": [_status(pack) for pack in packs]}


@own("config", "DeleteConformancePack")
def delete_pack(context: Context, parameters: Parameters) -> Answer:
    """Forgets the pack."""
    _asked_for(context, {"ConformancePackNames": [parameters["ConformancePackName"]]})
    del _packs(context)[parameters["ConformancePackName"]]
    return {}


@own("config", "DescribeDeliveryChannelStatus")
def describe_channel_status(context: Context, parameters: Parameters) -> Answer:
    """Channels that have delivered nothing yet: the sandbox writes no history."""
    channels = context.backend().describe_delivery_channels(parameters.get("DeliveryChannelNames"))
    return {"DeliveryChannelsStatus": [{"name": each["name"], "configHistoryDeliveryInfo": {}} for each in channels]}


def _asked_for(context: Context, parameters: Parameters) -> list[dict[str, Any]]:
    named = parameters.get("ConformancePackNames") or list(_packs(context))
    missing = [name for name in named if name not in _packs(context)]
    if missing:
        raise Fault("NoSuchConformancePackException", f"There is no conformance pack {missing[0]}")
    return [_packs(context)[name] for name in named]


def _status(pack: dict[str, Any]) -> dict[str, Any]:
    copied = {key: pack[key] for key in ("ConformancePackName", "ConformancePackArn", "ConformancePackId")}
    stack = pack["ConformancePackArn"].replace(":config:", ":cloudformation:").replace("conformance-pack/", "stack/")
    return copied | {
        "ConformancePackState": "CREATE_COMPLETE",
        "StackArn": stack,
        "LastUpdateRequestedTime": pack["LastUpdateRequestedTime"],
    }


def _recorders(context: Context) -> list[dict[str, Any]]:
    return list(context.backend().describe_configuration_recorder_status(None))


def _packs(context: Context) -> Table:
    return context.table("conformance packs")
