"""Lambda: settings of functions that moto drops or does not change."""

from typing import Any

from moto.backends import get_backend

from ..context import Context, Table
from ..registry import Answer, Fault, Parameters, after, before

SERVICE = "lambda"
#: Told as they were given.
KEPT = ("DeadLetterConfig", "LoggingConfig", "TracingConfig", "KMSKeyArn")


@before(SERVICE, "CreateFunction", "UpdateFunctionConfiguration")
def require_queue(context: Context, parameters: Parameters) -> None:
    """AWS looks whether the queue of dead letters is there."""
    arn = (parameters.get("DeadLetterConfig") or {}).get("TargetArn", "")
    queues = get_backend("sqs")[context.account][context.region].queues.values()
    if ":sqs:" in arn and arn not in [queue.queue_arn for queue in queues]:
        raise Fault("InvalidParameterValueException", f"The target {arn} does not exist.")


@after(SERVICE, "CreateFunction", "UpdateFunctionConfiguration")
def remember(context: Context, parameters: Parameters, answer: Answer) -> None:
    """Keeps what the request sets."""
    kept = settings_of(context, answer["FunctionName"])
    kept.update({name: parameters[name] for name in KEPT if name in parameters})
    _complete(context, answer)


@after(SERVICE, "GetFunction")
def describe(context: Context, _parameters: Parameters, answer: Answer) -> None:
    """Adds the settings."""
    _complete(context, answer["Configuration"])


@after(SERVICE, "GetFunctionConfiguration", "UpdateFunctionCode")
def describe_configuration(context: Context, _parameters: Parameters, answer: Answer) -> None:
    """Adds the settings."""
    _complete(context, answer)


@after(SERVICE, "DeleteFunction")
def forget(context: Context, parameters: Parameters, _answer: Answer) -> None:
    """A function of the same name starts afresh."""
    _settings(context).pop(parameters["FunctionName"].split(":")[-1], None)


def settings_of(context: Context, name: str) -> dict[str, Any]:
    """What the gateway keeps of a function."""
    return _settings(context).setdefault(name, {})


def _complete(context: Context, configuration: dict[str, Any]) -> None:
    name = configuration["FunctionName"]
    default = {"LoggingConfig": {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{name}"}}
    configuration.update(default | settings_of(context, name))
    vpc = configuration.get("VpcConfig") or {}
    if vpc.get("SubnetIds"):
        vpc["VpcId"] = _vpc_of(context, vpc["SubnetIds"][0])


def _vpc_of(context: Context, subnet_id: str) -> str:
    return str(get_backend("ec2")[context.account][context.region].get_subnet(subnet_id).vpc_id)


def _settings(context: Context) -> Table:
    return context.table("settings")
