"""AWS Budgets: a budget, who is told of it, and its tags."""

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest

ACCOUNT = "123456789012"
SPENT = {"NotificationType": "ACTUAL", "ComparisonOperator": "GREATER_THAN", "Threshold": 80.0, "ThresholdType": "PERCENTAGE"}
MAIL = {"SubscriptionType": "EMAIL", "Address": "operations@example.org"}


@pytest.fixture
def budgets(aws: Any) -> Any:
    return aws.client("budgets")


@pytest.fixture
def named(budgets: Any) -> dict[str, str]:
    """A budget that tells one person."""
    name = uuid.uuid4().hex
    told = [{"Notification": SPENT, "Subscribers": [MAIL]}]
    tags = [{"Key": "HIPAA", "Value": "true"}]
    budgets.create_budget(AccountId=ACCOUNT, Budget=document(name), NotificationsWithSubscribers=told, ResourceTags=tags)
    return {"AccountId": ACCOUNT, "BudgetName": name}


def document(name: str, usd: str = "400") -> dict[str, Any]:
    limit = {"Amount": usd, "Unit": "USD"}
    return {"BudgetName": name, "BudgetType": "COST", "TimeUnit": "MONTHLY", "BudgetLimit": limit}


def test_a_changed_limit_is_kept_and_so_are_the_notifications(budgets: Any, named: dict[str, str]) -> None:
    start = budgets.describe_budget(**named)["Budget"]["TimePeriod"]["Start"]
    changed = document(named["BudgetName"], "500")
    for period in ({}, {"TimePeriod": {"Start": start, "End": datetime(2050, 1, 1, tzinfo=UTC)}}):
        budgets.update_budget(AccountId=ACCOUNT, NewBudget=changed | period)
    found = budgets.describe_budget(**named)["Budget"]
    assert found["BudgetLimit"]["Amount"] == "500"
    assert found["TimePeriod"]["Start"] == start and found["TimePeriod"]["End"].year == 2050
    assert len(budgets.describe_notifications_for_budget(**named)["Notifications"]) == 1


def test_takes_back_all_that_it_described(budgets: Any, named: dict[str, str]) -> None:
    described = budgets.describe_budget(**named)["Budget"] | {"LastUpdatedTime": datetime(2026, 1, 1, tzinfo=UTC)}
    budgets.update_budget(AccountId=ACCOUNT, NewBudget=described | {"BudgetLimit": {"Amount": "600", "Unit": "USD"}})
    assert budgets.describe_budget(**named)["Budget"]["BudgetLimit"]["Amount"] == "600"


def test_it_tells_who_is_told(budgets: Any, named: dict[str, str]) -> None:
    assert budgets.describe_subscribers_for_notification(**named, Notification=SPENT)["Subscribers"] == [MAIL]
    other = SPENT | {"Threshold": 90.0}
    with pytest.raises(budgets.exceptions.NotFoundException):
        budgets.describe_subscribers_for_notification(**named, Notification=other)
    budgets.create_notification(**named, Notification=other, Subscribers=[MAIL])
    assert budgets.describe_subscribers_for_notification(**named, Notification=other)["Subscribers"] == [MAIL]


def test_a_notification_exists_once_and_goes_once(budgets: Any, named: dict[str, str]) -> None:
    with pytest.raises(budgets.exceptions.DuplicateRecordException):
        budgets.create_notification(**named, Notification=SPENT, Subscribers=[MAIL])
    budgets.delete_notification(**named, Notification=SPENT | {"NotificationState": "OK"})
    assert budgets.describe_notifications_for_budget(**named)["Notifications"] == []
    with pytest.raises(budgets.exceptions.NotFoundException):
        budgets.delete_notification(**named, Notification=SPENT)


def test_tags_are_found_by_arn(budgets: Any, named: dict[str, str]) -> None:
    arn = f"arn:aws:budgets::{ACCOUNT}:budget/{named['BudgetName']}"
    budgets.tag_resource(ResourceARN=arn, ResourceTags=[{"Key": "Environment", "Value": "dev"}])
    budgets.untag_resource(ResourceARN=arn, ResourceTagKeys=["HIPAA"])
    assert budgets.list_tags_for_resource(ResourceARN=arn)["ResourceTags"] == [{"Key": "Environment", "Value": "dev"}]


def test_nothing_is_said_about_a_budget_that_does_not_exist(budgets: Any) -> None:
    nobody = {"AccountId": ACCOUNT, "BudgetName": "nobody"}
    with pytest.raises(budgets.exceptions.NotFoundException):
        budgets.describe_notifications_for_budget(**nobody)
    with pytest.raises(budgets.exceptions.NotFoundException):
        budgets.update_budget(AccountId=ACCOUNT, NewBudget=document("nobody"))
