"""Security Hub: settings of the hub, and its standards."""

from collections.abc import Iterator
from typing import Any

import pytest

STANDARD = "arn:aws:securityhub:us-east-1::standards/aws-foundational-security-best-practices/v/1.0.0"
SUBSCRIPTION = "arn:aws:securityhub:us-east-1:123456789012:subscription/aws-foundational-security-best-practices/v/1.0.0"


@pytest.fixture
def hub(aws: Any) -> Iterator[Any]:
    client = aws.client("securityhub")
    client.enable_security_hub(EnableDefaultStandards=False, ControlFindingGenerator="SECURITY_CONTROL")
    yield client
    client.disable_security_hub()


def test_remembers_its_settings(hub: Any) -> None:
    hub.update_security_hub_configuration(AutoEnableControls=False)
    described = hub.describe_hub()
    assert (described["AutoEnableControls"], described["ControlFindingGenerator"]) == (False, "SECURITY_CONTROL")


def test_enables_and_disables_standards(hub: Any) -> None:
    hub.batch_enable_standards(StandardsSubscriptionRequests=[{"StandardsArn": STANDARD}])
    (enabled,) = hub.get_enabled_standards(StandardsSubscriptionArns=[SUBSCRIPTION])["StandardsSubscriptions"]
    assert (enabled["StandardsArn"], enabled["StandardsStatus"]) == (STANDARD, "READY")
    hub.batch_disable_standards(StandardsSubscriptionArns=[SUBSCRIPTION])
    assert hub.get_enabled_standards()["StandardsSubscriptions"] == []


def test_begins_without_the_standards_of_an_earlier_hub(hub: Any) -> None:
    hub.batch_enable_standards(StandardsSubscriptionRequests=[{"StandardsArn": STANDARD}])
    hub.disable_security_hub()
    hub.enable_security_hub(EnableDefaultStandards=False)
    assert hub.get_enabled_standards()["StandardsSubscriptions"] == []
