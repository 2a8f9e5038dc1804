"""CloudWatch Logs' deliveries: moto puts a changed source or destination in the place of the old one, without its tags and policy."""

from typing import Any

from ..context import Context
from ..registry import Answer, Parameters, after, before


@before("logs", "PutDeliveryDestination")
def remember_destination(context: Context, parameters: Parameters) -> None:
    """Keeps what a change may not touch: tags are given at creation alone, the policy by an operation of its own."""
    _remember(context, context.backend().delivery_destinations.get(parameters["name"]), ("tags", "policy"))


@before("logs", "PutDeliverySource")
def remember_source(context: Context, parameters: Parameters) -> None:
    """Keeps the tags, which are given at creation alone."""
    _remember(context, context.backend().delivery_sources.get(parameters["name"]), ("tags",))


@after("logs", "PutDeliveryDestination")
def keep_destination(context: Context, parameters: Parameters, answer: Answer) -> None:
    """Puts the remembered back."""
    _put_back(context, context.backend().delivery_destinations[parameters["name"]], answer["deliveryDestination"])


@after("logs", "PutDeliverySource")
def keep_source(context: Context, parameters: Parameters, answer: Answer) -> None:
    """Puts the remembered back."""
    _put_back(context, context.backend().delivery_sources[parameters["name"]], answer["deliverySource"])


def _remember(context: Context, old: Any, names: tuple[str, ...]) -> None:
    context.table("delivery before its change")["kept"] = {name: getattr(old, name) for name in names} if old else {}


def _put_back(context: Context, new: Any, answer: Answer) -> None:
    kept = context.table("delivery before its change").pop("kept", {})
    for name, value in kept.items():
        setattr(new, name, value)
    if kept.get("tags"):
        answer["tags"] = kept["tags"]
