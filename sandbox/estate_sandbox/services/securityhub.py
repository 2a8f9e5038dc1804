"""Security Hub: standards and how controls become findings; moto knows neither."""

from typing import Any

from ..context import Context, Table
from ..registry import Answer, Parameters, after, own

SETTINGS = ("AutoEnableControls", "ControlFindingGenerator")


@after("securityhub", "EnableSecurityHub")
def start_afresh(context: Context, parameters: Parameters, _answer: Answer) -> None:
    """A hub begins with what the request says, and with no standards."""
    context.table("settings").clear()
    context.table("standards").clear()
    context.table("settings").update({key: parameters[key] for key in SETTINGS if parameters.get(key)})


@own("securityhub", "UpdateSecurityHubConfiguration")
def update_settings(context: Context, parameters: Parameters) -> Answer:
    """Changes settings."""
    context.table("settings").update(parameters)
    return {}


@after("securityhub", "DescribeHub")
def add_settings(context: Context, _parameters: Parameters, answer: Answer) -> None:
    """Adds the settings."""
    answer.update({key: value for key, value in context.table("settings").items() if key in SETTINGS})


@own("securityhub", "BatchEnableStandards")
def enable_standards(context: Context, parameters: Parameters) -> Answer:
    """Standards are ready at once."""
    enabled = []
    for request in parameters["StandardsSubscriptionRequests"]:
        name = request["StandardsArn"].partition("standards/")[2] or request["StandardsArn"].partition("ruleset/")[2]
        arn = f"arn:aws:securityhub:{context.region}:{context.account}:subscription/{name}"
        enabled.append(
            {
                "StandardsSubscriptionArn": arn,
                "StandardsArn": request["StandardsArn"],
                "StandardsInput": request.get("StandardsInput", {}),
                "StandardsStatus": "READY",
            }
        )
        _standards(context)[arn] = enabled[-1]
    return {"StandardsSubscriptions": enabled}


@own("securityhub", "GetEnabledStandards")
def get_standards(context: Context, parameters: Parameters) -> Answer:
    """The enabled standards, or those asked for."""
    return {"StandardsSubscriptions": _asked_for(context, parameters)}


@own("securityhub", "BatchDisableStandards")
def disable_standards(context: Context, parameters: Parameters) -> Answer:
    """Ends subscriptions."""
    ended = [_standards(context).pop(each["StandardsSubscriptionArn"]) for each in _asked_for(context, parameters)]
    return {"StandardsSubscriptions": [each | {"StandardsStatus": "DELETING"} for each in ended]}


def _asked_for(context: Context, parameters: Parameters) -> list[dict[str, Any]]:
    asked = parameters.get("StandardsSubscriptionArns")
    return [each for arn, each in _standards(context).items() if not asked or arn in asked]


def _standards(context: Context) -> Table:
    return context.table("standards")
