"""CloudFront: functions, at the stages in which they are developed and live."""

from ..context import Context
from ..registry import Answer, Fault, Parameters, own
from .cloudfront_state import all_of, etag, now, require_match, used


@own("cloudfront", "CreateFunction")
def create_function(context: Context, parameters: Parameters) -> Answer:
    """A function, in development first."""
    name = parameters["Name"]
    if name in all_of(context, "Function"):
        raise Fault("FunctionAlreadyExists", f"{name} exists already")
    all_of(context, "Function")[name] = {"id": name, "stages": {"DEVELOPMENT": _function_settings(parameters)}}
    return _function(context, name, "DEVELOPMENT")


@own("cloudfront", "UpdateFunction")
def update_function(context: Context, parameters: Parameters) -> Answer:
    """New code, in development; what is live stays."""
    stages = _find_function(context, parameters["Name"])["stages"]
    require_match(stages["DEVELOPMENT"], parameters)
    stages["DEVELOPMENT"] = _function_settings(parameters)
    return _function(context, parameters["Name"], "DEVELOPMENT")


@own("cloudfront", "PublishFunction")
def publish_function(context: Context, parameters: Parameters) -> Answer:
    """What was developed is live."""
    stages = _find_function(context, parameters["Name"])["stages"]
    require_match(stages["DEVELOPMENT"], parameters)
    stages["LIVE"] = stages["DEVELOPMENT"]
    return _function(context, parameters["Name"], "LIVE")


@own("cloudfront", "DescribeFunction", "GetFunction")
def describe_function(context: Context, parameters: Parameters) -> Answer:
    """A function at a stage."""
    return _function(context, parameters["Name"], parameters.get("Stage") or "DEVELOPMENT")


@own("cloudfront", "DeleteFunction")
def delete_function(context: Context, parameters: Parameters) -> Answer:
    """Forgets it, at every stage, once no distribution runs it."""
    function = _find_function(context, parameters["Name"])
    require_match(function["stages"]["DEVELOPMENT"], parameters)
    if used(context, _function_arn(context, function["id"])):
        raise Fault("FunctionInUse", f"{function['id']} is used by a distribution")
    del all_of(context, "Function")[function["id"]]
    return {}


def _function_settings(parameters: Parameters) -> Answer:
    code = parameters["FunctionCode"]
    return {"config": parameters["FunctionConfig"], "code": code.decode() if isinstance(code, bytes) else code}


def _function(context: Context, name: str, stage: str) -> Answer:
    stages = _find_function(context, name)["stages"]
    if stage not in stages:
        raise Fault("NoSuchFunctionExists", f"{name} is not at stage {stage}")
    settings = stages[stage]
    arn = _function_arn(context, name)
    summary = {
        "Name": name,
        "Status": "UNPUBLISHED" if stage == "DEVELOPMENT" else "DEPLOYED",
        "FunctionConfig": settings["config"],
        "FunctionMetadata": {"FunctionARN": arn, "Stage": stage, "LastModifiedTime": now(), "CreatedTime": now()},
    }
    return {"FunctionSummary": summary, "ETag": etag(settings), "FunctionCode": settings["code"].encode(), "ContentType": "text/javascript"}


def _function_arn(context: Context, name: str) -> str:
    return f"arn:aws:cloudfront::{context.account}:function/{name}"


def _find_function(context: Context, name: str) -> Answer:
    found: Answer | None = all_of(context, "Function").get(name)
    if found is None:
        raise Fault("NoSuchFunctionExists", f"There is no function {name}")
    return found
