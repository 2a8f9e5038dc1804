"""API Gateway: moto knows no change of a method, and lets a stage log in an account that has no role for it."""

from typing import Any

from ..context import Context
from ..registry import Answer, Fault, Parameters, before, own

#: What a patch may replace as a whole, by moto's name of it.
REPLACED = {
    "authorizationType": "authorization_type",
    "authorizerId": "authorizer_id",
    "operationName": "operation_name",
    "requestValidatorId": "request_validator_id",
}
#: What a patch changes entry by entry.
ENTRIES = {"requestParameters": "request_parameters", "requestModels": "request_models"}


@own("apigateway", "UpdateMethod")
def update_method(context: Context, parameters: Parameters) -> Answer:
    """Applies patches one after the other; the next deployment has them."""
    method = context.backend().get_method(parameters["restApiId"], parameters["resourceId"], parameters["httpMethod"])
    for patch in parameters.get("patchOperations", []):
        _apply(method, patch)
    answer: Answer = method.to_json()
    return answer


@before("apigateway", "UpdateStage")
def requires_the_role_for_logs(context: Context, parameters: Parameters) -> None:
    """AWS refuses access and execution logs until the account has a role that writes them."""
    if context.backend().account.cloudwatch_role_arn in (None, "") and any(map(_logs, parameters.get("patchOperations", []))):
        raise Fault("BadRequestException", "CloudWatch Logs role ARN must be set in account settings to enable logging")


def _logs(patch: Parameters) -> bool:
    if patch["op"] == "remove":
        return False
    path = patch["path"]
    return path.startswith("/accessLogSettings/") or (path.endswith("/logging/loglevel") and patch["value"] != "OFF")


def _apply(method: Any, patch: Parameters) -> None:
    name, _, entry = patch["path"].removeprefix("/").partition("/")
    if name == "apiKeyRequired":
        method.api_key_required = patch["value"] == "true"
    elif name in REPLACED:
        setattr(method, REPLACED[name], patch.get("value"))
    elif name in ENTRIES:
        entries = dict(getattr(method, ENTRIES[name]) or {})
        key = entry.replace("~1", "/")
        if patch["op"] == "remove":
            entries.pop(key, None)
        else:
            entries[key] = patch["value"] == "true" if name == "requestParameters" else patch["value"]
        setattr(method, ENTRIES[name], entries)
    else:
        raise Fault("BadRequestException", f"Invalid patch path {patch['path']}")
