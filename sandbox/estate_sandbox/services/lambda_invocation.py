"""Lambda: calls of functions, which moto would run in Docker; here Node runs them on this machine."""

import base64
import json
from typing import Any

from moto.awslambda.models import LambdaFunction
from moto.backends import get_backend

from .. import lambda_runtime
from ..context import Context, tables
from ..registry import Fault, Parameters, before
from ..turn import turn
from .lambda_functions import SERVICE

#: Of the log, at most this much is told to the caller who asks for it.
TAIL_BYTES = 4096


@before(SERVICE, "Invoke")
def throttle(context: Context, parameters: Parameters) -> None:
    """A function that no call is reserved for is switched off."""
    name = parameters["FunctionName"].partition(":function:")[2] or parameters["FunctionName"]
    for function in context.backend().list_functions(None):
        if function.function_name == name.split(":")[0] and str(function.reserved_concurrency) == "0":
            raise Fault("TooManyRequestsException", "Rate Exceeded.")


def _invoke(self: Any, body: str, request_headers: Any, response_headers: Any) -> str | bytes:
    """
    In the place of moto's; meanwhile others have their turn, for the function has calls of its own. A call that nobody
    waits for goes to the queue of dead letters when it fails; AWS tries it twice more before.
    """
    kind = request_headers.get("x-amz-invocation-type", "RequestResponse")
    if kind == "DryRun":
        return b""
    settings = tables[SERVICE, self.region, "settings"].get(self.function_name, {})
    group = settings.get("LoggingConfig", {}).get("LogGroup", f"/aws/lambda/{self.function_name}")
    with turn.given_up():
        outcome = lambda_runtime.run(self, group, json.loads(body) if body else {})
    self.logs_group_name = group
    self.logs_backend.ensure_log_group(group)
    self.save_logs(outcome.log)
    if kind == "Event":
        if outcome.failed:
            _bury(self, settings, body, outcome.payload)
        return b""
    response_headers["x-amz-log-result"] = base64.b64encode(outcome.log.encode()[-TAIL_BYTES:]).decode()
    response_headers["x-amz-executed-version"] = str(self.version)
    if outcome.failed:
        response_headers["x-amz-function-error"] = "Unhandled"
    return outcome.payload.encode()


def _bury(function: Any, settings: dict[str, Any], body: str, error: str) -> None:
    arn = settings.get("DeadLetterConfig", {}).get("TargetArn", "")
    if ":sqs:" in arn:
        queues = get_backend("sqs")[function.account_id][function.region]
        message = {"DataType": "String", "StringValue": json.loads(error)["errorMessage"]}
        queues.send_message(arn.split(":")[-1], body, message_attributes={"ErrorMessage": message})


LambdaFunction.invoke = _invoke
