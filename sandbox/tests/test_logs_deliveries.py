"""CloudWatch Logs' deliveries: what a change leaves as it was."""

import uuid
from typing import Any

import pytest

TAGS = {"HIPAA": "true"}
DISTRIBUTION = "arn:aws:cloudfront::123456789012:distribution/E1"


@pytest.fixture
def logs(aws: Any) -> Any:
    return aws.client("logs")


def stored_in(group: str) -> dict[str, str]:
    return {"destinationResourceArn": f"arn:aws:logs:us-east-1:123456789012:log-group:{group}"}


def test_a_changed_destination_keeps_its_tags_and_its_policy(logs: Any) -> None:
    name = uuid.uuid4().hex
    first = logs.put_delivery_destination(name=name, deliveryDestinationConfiguration=stored_in("a"), tags=TAGS)
    logs.put_delivery_destination_policy(deliveryDestinationName=name, deliveryDestinationPolicy="{}")
    changed = logs.put_delivery_destination(name=name, deliveryDestinationConfiguration=stored_in("b"))
    found = logs.get_delivery_destination(name=name)["deliveryDestination"]
    assert found == changed["deliveryDestination"]
    assert found["deliveryDestinationConfiguration"] == stored_in("b")
    assert found["tags"] == first["deliveryDestination"]["tags"] == TAGS
    policy = logs.get_delivery_destination_policy(deliveryDestinationName=name)
    assert policy["policy"]["deliveryDestinationPolicy"] == "{}"


def test_a_source_put_again_keeps_its_tags(logs: Any) -> None:
    source = {"name": uuid.uuid4().hex, "resourceArn": DISTRIBUTION, "logType": "ACCESS_LOGS"}
    logs.put_delivery_source(**source, tags=TAGS)
    again = logs.put_delivery_source(**source)
    assert again["deliverySource"]["tags"] == TAGS
    assert logs.get_delivery_source(name=source["name"])["deliverySource"]["tags"] == TAGS


def test_what_was_refused_leaves_nothing_for_the_next_one(logs: Any) -> None:
    tagged, plain = uuid.uuid4().hex, uuid.uuid4().hex
    logs.put_delivery_destination(name=tagged, deliveryDestinationConfiguration=stored_in("a"), tags=TAGS)
    with pytest.raises(logs.exceptions.ConflictException):
        logs.put_delivery_destination(name=tagged, deliveryDestinationConfiguration=stored_in("a"), tags=TAGS)
    new = logs.put_delivery_destination(name=plain, deliveryDestinationConfiguration=stored_in("a"))
    assert "tags" not in new["deliveryDestination"]
