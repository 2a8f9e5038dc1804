"""SNS: subscriptions by HTTPS."""

from typing import Any

import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def sns(aws: Any) -> Any:
    return aws.client("sns")


def subscribe(sns: Any, topic: str, endpoint: str, **options: Any) -> tuple[str, str]:
    """Topic and what AWS calls the subscription."""
    arn = sns.create_topic(Name=topic)["TopicArn"]
    return arn, sns.subscribe(TopicArn=arn, Protocol="https", Endpoint=endpoint, **options)["SubscriptionArn"]


def listed(sns: Any, topic: str) -> list[str]:
    return [each["SubscriptionArn"] for each in sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]]


def test_a_subscription_waits_until_its_endpoint_has_confirmed_it(sns: Any) -> None:
    topic, told = subscribe(sns, "waits", "https://events.example.com/key")
    assert told == "pending confirmation"
    assert listed(sns, topic) == ["PendingConfirmation"]
    [confirmed] = listed(sns, topic)
    assert confirmed.startswith(f"{topic}:")
    assert sns.get_subscription_attributes(SubscriptionArn=confirmed)["Attributes"]["PendingConfirmation"] == "false"


def test_the_arn_is_told_to_those_who_ask_for_it(sns: Any) -> None:
    topic, told = subscribe(sns, "asks", "https://events.example.com/key", ReturnSubscriptionArn=True)
    assert told.startswith(f"{topic}:")
    assert sns.get_subscription_attributes(SubscriptionArn=told)["Attributes"]["PendingConfirmation"] == "true"


def test_an_endpoint_that_nobody_reaches_never_confirms(sns: Any) -> None:
    topic, _ = subscribe(sns, "silent", "https://events.invalid/key")
    assert [listed(sns, topic) for _ in range(3)] == [["PendingConfirmation"]] * 3


def test_an_ended_subscription_starts_afresh(sns: Any) -> None:
    topic, told = subscribe(sns, "again", "https://events.example.com/key", ReturnSubscriptionArn=True)
    sns.unsubscribe(SubscriptionArn=told)
    assert listed(sns, topic) == []
    assert subscribe(sns, "again", "https://events.example.com/key") == (topic, "pending confirmation")


def test_an_endpoint_of_another_protocol_is_refused(sns: Any) -> None:
    with pytest.raises(ClientError, match="Endpoint must match the specified protocol"):
        subscribe(sns, "plain", "http://events.example.com/key")


def test_messages_reach_nobody_outside(sns: Any) -> None:
    topic, _ = subscribe(sns, "published", "https://127.0.0.1:9/key")  # nobody listens there: moto would fail
    assert sns.publish(TopicArn=topic, Message="fire")["MessageId"]


def test_mail_needs_no_confirmation_here(sns: Any) -> None:
    topic = sns.create_topic(Name="mail")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="oncall@example.com")
    assert listed(sns, topic)[0].startswith(f"{topic}:")
