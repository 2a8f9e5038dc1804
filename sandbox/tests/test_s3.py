"""S3: bucket policies without what only AWS can judge, and notifications."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

REFUSED = {"Effect": "Deny", "Principal": "*", "Action": "s3:*"}
WITHOUT_TLS = {"Condition": {"Bool": {"aws:SecureTransport": "false"}}}


@pytest.fixture
def s3(aws: Any) -> Any:
    return aws.client("s3")


def set_policy(s3: Any, bucket: str, statement: dict[str, Any]) -> None:
    s3.create_bucket(Bucket=bucket)
    policy = {"Version": "2012-10-17", "Statement": [statement | {"Resource": f"arn:aws:s3:::{bucket}/*"}]}
    s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy))


def test_a_policy_against_calls_without_tls_does_not_shut_out_everybody(s3: Any) -> None:
    set_policy(s3, "tls-only", REFUSED | WITHOUT_TLS)
    s3.put_object(Bucket="tls-only", Key="k", Body=b"")


def test_a_policy_that_refuses_everybody_does(s3: Any) -> None:
    set_policy(s3, "shut", REFUSED)
    with pytest.raises(ClientError, match="403"):
        s3.put_object(Bucket="shut", Key="k", Body=b"")


def test_tells_whether_a_bucket_sends_its_events_to_event_bridge(s3: Any) -> None:
    s3.create_bucket(Bucket="events")
    s3.put_bucket_notification_configuration(
        Bucket="events", NotificationConfiguration={"EventBridgeConfiguration": {}}
    )
    assert "EventBridgeConfiguration" in s3.get_bucket_notification_configuration(Bucket="events")
    s3.put_bucket_notification_configuration(Bucket="events", NotificationConfiguration={})
    assert "EventBridgeConfiguration" not in s3.get_bucket_notification_configuration(Bucket="events")
