"""KMS: moto keeps whether a key rotates, but not how often."""

from typing import Any

from ..context import Context
from ..registry import Answer, Parameters, after

DEFAULT_PERIOD_DAYS = 365


@after("kms", "EnableKeyRotation")
def remember_period(context: Context, parameters: Parameters, _answer: Answer) -> None:
    """Keeps the rotation period by key."""
    periods(context)[_key_id(context, parameters)] = parameters.get("RotationPeriodInDays") or DEFAULT_PERIOD_DAYS


@after("kms", "GetKeyRotationStatus")
def add_period(context: Context, parameters: Parameters, answer: Answer) -> None:
    """Adds the period and the key's ARN, as AWS does for a key that rotates."""
    if answer.get("KeyRotationEnabled"):
        answer["RotationPeriodInDays"] = periods(context).get(_key_id(context, parameters), DEFAULT_PERIOD_DAYS)


def periods(context: Context) -> dict[str, int]:
    """Rotation periods in days by key id."""
    return context.table("rotation periods")


def _key_id(context: Context, parameters: Parameters) -> Any:
    """A key may be named by id, ARN or alias."""
    return context.backend().any_id_to_key_id(parameters["KeyId"])
