"""SNS: subscriptions by HTTPS, which AWS keeps waiting until the endpoint has confirmed them."""

from typing import Any
from urllib.parse import urlparse

from moto.sns.models import Subscription

from ..context import Context, Table
from ..registry import Answer, Fault, Parameters, after, before

#: Nobody answers at names that end so (RFC 2606).
UNREACHABLE = ".invalid"
WEB = ("http", "https")

_publish = Subscription.publish


def _publish_inside(self: Any, *arguments: Any, **options: Any) -> Any:
    """The embedded AWS reaches nobody outside: moto would send the message to the real endpoint."""
    return None if self.protocol in WEB else _publish(self, *arguments, **options)


Subscription.publish = _publish_inside


@before("sns", "Subscribe")
def require_endpoint(_context: Context, parameters: Parameters) -> None:
    """An endpoint's scheme is the protocol."""
    protocol, endpoint = parameters.get("Protocol"), parameters.get("Endpoint", "")
    if protocol in WEB and urlparse(endpoint).scheme != protocol:
        message = "Invalid parameter: Endpoint must match the specified protocol"
        raise Fault("InvalidParameter", message)


@after("sns", "Subscribe")
def wait_for_confirmation(context: Context, parameters: Parameters, answer: Answer) -> None:
    """A new subscription waits; its ARN is told only to those who ask for it."""
    if parameters.get("Protocol") not in WEB:
        return
    arn = answer["SubscriptionArn"]
    _waiting(context).setdefault(arn, True)
    if _waiting(context)[arn] and str(parameters.get("ReturnSubscriptionArn")).lower() != "true":
        answer["SubscriptionArn"] = "pending confirmation"


@after("sns", "ListSubscriptions", "ListSubscriptionsByTopic")
def list_subscriptions(context: Context, _parameters: Parameters, answer: Answer) -> None:
    """Shows who has not confirmed. Then endpoints confirm by themselves: who looks again finds them confirmed."""
    for subscription in answer.get("Subscriptions", []):
        arn = subscription["SubscriptionArn"]
        if not _waiting(context).get(arn):
            continue
        subscription["SubscriptionArn"] = "PendingConfirmation"
        _waiting(context)[arn] = (urlparse(subscription["Endpoint"]).hostname or "").endswith(UNREACHABLE)


@after("sns", "GetSubscriptionAttributes")
def describe_subscription(context: Context, parameters: Parameters, answer: Answer) -> None:
    """Says whether the subscription waits."""
    if _waiting(context).get(parameters["SubscriptionArn"]):
        answer["Attributes"]["PendingConfirmation"] = "true"


@after("sns", "Unsubscribe")
def forget(context: Context, parameters: Parameters, _answer: Answer) -> None:
    """The same endpoint starts afresh."""
    _waiting(context).pop(parameters["SubscriptionArn"], None)


def _waiting(context: Context) -> Table:
    """Subscription ARN -> whether it still waits for its confirmation."""
    return context.table("subscriptions")
