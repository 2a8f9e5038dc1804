"""AWS Budgets: changed budgets, who is told by a notification, and tags, none of which moto has."""

from datetime import datetime
from typing import Any

from moto.backends import get_backend
from moto.budgets.models import Budget, Notification

from ..context import Context, Table
from ..registry import Answer, Fault, Parameters, after, before, own

#: What tells notifications of a budget apart.
IDENTITY = ("NotificationType", "ComparisonOperator", "Threshold", "ThresholdType")


@after("budgets", "CreateBudget")
def remember_tags(context: Context, parameters: Parameters, _answer: Answer) -> None:
    """Keeps the tags that a budget is made with."""
    _tags(context)[_arn(context, parameters["Budget"]["BudgetName"])] = _map(parameters.get("ResourceTags"))


@own("budgets", "UpdateBudget")
def update(context: Context, parameters: Parameters) -> Answer:
    """Replaces a budget; its notifications stay."""
    asked = _as_moto_keeps_moments(parameters["NewBudget"])
    budget = _budget(context, asked["BudgetName"])
    period = budget.budget["TimePeriod"] | asked.get("TimePeriod", {})
    budget.budget = budget.budget | asked | {"TimePeriod": period}
    return {}


def _as_moto_keeps_moments(value: Any) -> Any:
    """Seconds in the place of moments, at any depth: whoever changes a budget may send back all that was described."""
    if isinstance(value, dict):
        return {name: _as_moto_keeps_moments(each) for name, each in value.items()}
    return value.timestamp() if isinstance(value, datetime) else value


@before("budgets", "CreateNotification")
def refuse_repetition(context: Context, parameters: Parameters) -> None:
    """A budget tells the same thing once."""
    if _find(_budget(context, parameters["BudgetName"]), parameters["Notification"]):
        raise Fault("DuplicateRecordException", "Unable to create notification - it already exists.")


@before("budgets", "DescribeNotificationsForBudget")
def refuse_unknown(context: Context, parameters: Parameters) -> None:
    """moto answers about any budget."""
    _budget(context, parameters["BudgetName"])


@own("budgets", "DeleteNotification")
def delete_notification(context: Context, parameters: Parameters) -> Answer:
    """moto compares more than what tells notifications apart, and passes over unknown ones."""
    budget = _budget(context, parameters["BudgetName"])
    budget.notifications.remove(_notification(budget, parameters["Notification"]))
    return {}


@own("budgets", "DescribeSubscribersForNotification")
def describe_subscribers(context: Context, parameters: Parameters) -> Answer:
    """Who is told."""
    notification = _notification(_budget(context, parameters["BudgetName"]), parameters["Notification"])
    return {"Subscribers": notification.subscribers}


@own("budgets", "TagResource")
def tag(context: Context, parameters: Parameters) -> Answer:
    """Adds tags, or changes them."""
    _tags(context).setdefault(parameters["ResourceARN"], {}).update(_map(parameters["ResourceTags"]))
    return {}


@own("budgets", "UntagResource")
def untag(context: Context, parameters: Parameters) -> Answer:
    """Removes tags."""
    for key in parameters["ResourceTagKeys"]:
        _tags(context).get(parameters["ResourceARN"], {}).pop(key, None)
    return {}


@own("budgets", "ListTagsForResource")
def list_tags(context: Context, parameters: Parameters) -> Answer:
    """Tells the tags."""
    tags = _tags(context).get(parameters["ResourceARN"], {})
    return {"ResourceTags": [{"Key": key, "Value": value} for key, value in tags.items()]}


def _budget(context: Context, name: str) -> Budget:
    budgets = get_backend("budgets")[context.account]["aws"].budgets[context.account]
    if name not in budgets:
        raise Fault("NotFoundException", f"Unable to get budget: {name} - the budget doesn't exist.")
    return budgets[name]


def _notification(budget: Budget, asked: Parameters) -> Notification:
    found = _find(budget, asked)
    if found is None:
        raise Fault("NotFoundException", "Unable to get notification - the notification doesn't exist.")
    return found


def _find(budget: Budget, asked: Parameters) -> Notification | None:
    same = (each for each in budget.notifications if _identity(each.details) == _identity(asked))
    return next(same, None)


def _identity(notification: Parameters) -> tuple[Any, ...]:
    return tuple(notification.get(field) for field in IDENTITY)


def _map(tags: list[dict[str, str]] | None) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in tags or []}


def _tags(context: Context) -> Table:
    return context.table("tags")


def _arn(context: Context, name: str) -> str:
    return f"arn:aws:budgets::{context.account}:budget/{name}"
