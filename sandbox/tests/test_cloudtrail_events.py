"""CloudTrail's event history: who wrote to what."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from conftest import REGION


@pytest.fixture
def written(aws: Any) -> Any:
    """A log group that alice made and bob changed; the client that looks up."""

    def logs(who: str) -> Any:
        return boto3.client("logs", REGION, endpoint_url=aws.endpoint, aws_access_key_id=who, aws_secret_access_key="x")

    logs("alice").create_log_group(logGroupName="/watched")
    logs("bob").put_retention_policy(logGroupName="/watched", retentionInDays=30)
    logs("bob").describe_log_groups(logGroupNamePrefix="/watched")
    yield aws.client("cloudtrail")
    logs("alice").delete_log_group(logGroupName="/watched")


def looked_up(cloudtrail: Any, key: str, value: str, **rest: Any) -> list[dict[str, Any]]:
    return cloudtrail.lookup_events(LookupAttributes=[{"AttributeKey": key, "AttributeValue": value}], **rest)["Events"]


def test_tells_the_writes_to_a_resource_with_who_made_them_the_newest_first(written: Any) -> None:
    newest, oldest = looked_up(written, "ResourceName", "/watched")[:2]
    assert [(each["EventName"], each["Username"]) for each in (newest, oldest)] == [
        ("PutRetentionPolicy", "bob"),
        ("CreateLogGroup", "alice"),
    ]
    detail = json.loads(newest["CloudTrailEvent"])
    assert detail["userIdentity"]["arn"] == "arn:aws:iam::123456789012:user/bob"
    assert detail["eventSource"] == "logs.amazonaws.com"
    assert "Boto3" in detail["userAgent"]


def test_keeps_neither_reads_nor_data_nor_what_was_refused(written: Any, aws: Any) -> None:
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="watched-bucket")
    s3.put_object(Bucket="watched-bucket", Key="a", Body=b"x")
    with pytest.raises(s3.exceptions.ClientError):
        s3.delete_bucket(Bucket="watched-nowhere")
    names = [each["EventName"] for each in looked_up(written, "ResourceName", "watched-bucket")]
    assert names == ["CreateBucket"]
    assert looked_up(written, "ResourceName", "watched-nowhere") == []
    assert looked_up(written, "EventName", "DescribeLogGroups") == []


def test_never_shows_what_was_written(written: Any, aws: Any) -> None:
    aws.client("secretsmanager").create_secret(Name="watched-secret", SecretString="pl4nted")
    [event] = looked_up(written, "ResourceName", "watched-secret")
    assert "pl4nted" not in str(event)


def test_gives_pages(written: Any) -> None:
    first = written.lookup_events(MaxResults=1)
    second = written.lookup_events(MaxResults=1, NextToken=first["NextToken"])
    assert first["Events"][0]["EventId"] != second["Events"][0]["EventId"]


def test_leaves_out_what_is_older_or_newer_than_asked(written: Any) -> None:
    now, hour = datetime.now(UTC), timedelta(hours=1)
    assert looked_up(written, "ResourceName", "/watched", StartTime=now - hour, EndTime=now + hour) != []
    assert looked_up(written, "ResourceName", "/watched", StartTime=now + hour) == []
    assert looked_up(written, "ResourceName", "/watched", EndTime=now - hour) == []


def test_refuses_attributes_that_it_does_not_know(written: Any) -> None:
    with pytest.raises(written.exceptions.InvalidLookupAttributesException):
        looked_up(written, "AccessKeyId", "alice")
