"""Lambda: code signing configurations, and functions that run only what they allow."""

import base64
import secrets
from datetime import UTC, datetime
from typing import Any

from moto.backends import get_backend

from ..context import Context, Table
from ..registry import Answer, Fault, Parameters, after, before, own
from .lambda_functions import SERVICE, settings_of
from .signer import signature_of


@own(SERVICE, "CreateCodeSigningConfig")
def create(context: Context, parameters: Parameters) -> Answer:
    """Makes a configuration."""
    config_id = f"csc-{secrets.token_hex(9)[:17]}"
    arn = f"arn:aws:lambda:{context.region}:{context.account}:code-signing-config:{config_id}"
    _configs(context)[arn] = {
        "CodeSigningConfigId": config_id,
        "CodeSigningConfigArn": arn,
        "Description": parameters.get("Description", ""),
        "AllowedPublishers": parameters["AllowedPublishers"],
        "CodeSigningPolicies": parameters.get("CodeSigningPolicies") or {"UntrustedArtifactOnDeployment": "Warn"},
        "LastModified": _now(),
    }
    _tags(context)[arn] = dict(parameters.get("Tags") or {})
    return {"CodeSigningConfig": _configs(context)[arn]}


@own(SERVICE, "GetCodeSigningConfig")
def get(context: Context, parameters: Parameters) -> Answer:
    """Tells of one configuration."""
    return {"CodeSigningConfig": _config(context, parameters["CodeSigningConfigArn"])}


@own(SERVICE, "UpdateCodeSigningConfig")
def update(context: Context, parameters: Parameters) -> Answer:
    """Changes what the request names."""
    config = _config(context, parameters["CodeSigningConfigArn"])
    changed = ("Description", "AllowedPublishers", "CodeSigningPolicies")
    config.update({name: parameters[name] for name in changed if name in parameters}, LastModified=_now())
    return {"CodeSigningConfig": config}


@own(SERVICE, "DeleteCodeSigningConfig")
def delete(context: Context, parameters: Parameters) -> Answer:
    """A configuration that a function uses stays."""
    arn = parameters["CodeSigningConfigArn"]
    _config(context, arn)
    if any(each.code_signing_config_arn == arn for each in context.backend().list_functions(None)):
        raise Fault("ResourceConflictException", f"The code signing configuration {arn} is used by a function.")
    del _configs(context)[arn], _tags(context)[arn]
    return {}


@own(SERVICE, "PutFunctionCodeSigningConfig")
def attach(context: Context, parameters: Parameters) -> Answer:
    """Makes a function obey a configuration."""
    _config(context, parameters["CodeSigningConfigArn"])
    function = context.backend().get_function(parameters["FunctionName"])
    function.code_signing_config_arn = parameters["CodeSigningConfigArn"]
    return {"CodeSigningConfigArn": function.code_signing_config_arn, "FunctionName": function.function_name}


@own(SERVICE, "DeleteFunctionCodeSigningConfig")
def detach(context: Context, parameters: Parameters) -> Answer:
    """Lets a function run any code."""
    context.backend().get_function(parameters["FunctionName"]).code_signing_config_arn = None
    return {}


@before(SERVICE, "CreateFunction")
def require_signed(context: Context, parameters: Parameters) -> None:
    """Refuses code that no allowed profile signed."""
    arn = parameters.get("CodeSigningConfigArn")
    if arn:
        _require_allowed(context, _config(context, arn), _code(context, parameters["Code"]))


@before(SERVICE, "UpdateFunctionCode")
def require_signed_again(context: Context, parameters: Parameters) -> None:
    """The same for new code."""
    arn = context.backend().get_function(parameters["FunctionName"]).code_signing_config_arn
    if arn:
        _require_allowed(context, _config(context, arn), _code(context, parameters))


@after(SERVICE, "CreateFunction", "UpdateFunctionCode")
def tell_who_signed(context: Context, _parameters: Parameters, answer: Answer) -> None:
    """Functions tell whose signature their code has."""
    code = context.backend().get_function(answer["FunctionName"]).code_bytes
    signature = signature_of(context.region, code) or {}
    settings = settings_of(context, answer["FunctionName"])
    for name in ("SigningJobArn", "SigningProfileVersionArn"):
        settings.pop(name, None)
    settings.update(signature)
    answer.update(signature)


@own(SERVICE, "ListTags")
def list_tags(context: Context, parameters: Parameters) -> Answer:
    """Tells the tags of functions and configurations."""
    arn = parameters["Resource"]
    return {"Tags": _tags(context)[arn] if arn in _tags(context) else context.backend().list_tags(arn)}


@own(SERVICE, "TagResource")
def tag(context: Context, parameters: Parameters) -> Answer:
    """Adds tags, or changes them."""
    arn = parameters["Resource"]
    if arn in _tags(context):
        _tags(context)[arn].update(parameters["Tags"])
    else:
        context.backend().tag_resource(arn, parameters["Tags"])
    return {}


@own(SERVICE, "UntagResource")
def untag(context: Context, parameters: Parameters) -> Answer:
    """Removes tags."""
    arn = parameters["Resource"]
    if arn in _tags(context):
        for key in parameters["TagKeys"]:
            _tags(context)[arn].pop(key, None)
    else:
        context.backend().untag_resource(arn, parameters["TagKeys"])
    return {}


def _require_allowed(context: Context, config: dict[str, Any], code: bytes) -> None:
    if config["CodeSigningPolicies"]["UntrustedArtifactOnDeployment"] != "Enforce":
        return
    signature = signature_of(context.region, code) or {}
    allowed = config["AllowedPublishers"]["SigningProfileVersionArns"]
    if signature.get("SigningProfileVersionArn") not in allowed:
        message = "Lambda cannot deploy the function. The function or layer might be signed using a signature that the client is not configured to accept. Check the provided signature for unsigned."
        raise Fault("CodeVerificationFailedException", message)


def _code(context: Context, code: dict[str, Any]) -> bytes:
    if "S3Key" not in code:
        content = code.get("ZipFile", b"")
        return content if isinstance(content, bytes) else base64.b64decode(content)
    found = get_backend("s3")[context.account]["aws"].get_object(code["S3Bucket"], code["S3Key"])
    return bytes(found.value) if found else b""


def _config(context: Context, arn: str) -> dict[str, Any]:
    if arn not in _configs(context):
        raise Fault("ResourceNotFoundException", f"The code signing configuration cannot be found: {arn}")
    return _configs(context)[arn]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _configs(context: Context) -> Table:
    return context.table("code signing configs")


def _tags(context: Context) -> Table:
    """Of configurations: moto keeps those of functions."""
    return context.table("tags of code signing configs")
