"""S3: bucket policies without what only AWS can judge, notifications, and replication."""

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


def versioned(s3: Any, bucket: str) -> str:
    s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    return bucket


def replication_to(bucket: str) -> dict[str, Any]:
    on = {"Status": "Enabled"}
    rule = on | {
        "ID": "copy",
        "Priority": 1,
        "Filter": {"Prefix": ""},
        "DeleteMarkerReplication": on,
        "SourceSelectionCriteria": {"SseKmsEncryptedObjects": on},
        "Destination": {
            "Bucket": f"arn:aws:s3:::{bucket}",
            "EncryptionConfiguration": {"ReplicaKmsKeyID": "arn:aws:kms:us-west-2:123456789012:key/copies"},
            "ReplicationTime": on | {"Time": {"Minutes": 15}},
            "Metrics": on | {"EventThreshold": {"Minutes": 15}},
        },
    }
    return {"Role": "arn:aws:iam::123456789012:role/copies", "Rules": [rule]}


def test_answers_with_the_whole_replication_of_a_bucket(s3: Any) -> None:
    source, copy = versioned(s3, "copied"), versioned(s3, "its-copy")
    s3.put_bucket_replication(Bucket=source, ReplicationConfiguration=replication_to(copy))
    assert s3.get_bucket_replication(Bucket=source)["ReplicationConfiguration"] == replication_to(copy)


def test_knows_no_replication_of_a_bucket_that_has_none_any_more(s3: Any) -> None:
    source, copy = versioned(s3, "copied-once"), versioned(s3, "its-old-copy")
    with pytest.raises(ClientError, match="ReplicationConfigurationNotFoundError"):
        s3.get_bucket_replication(Bucket=source)
    s3.put_bucket_replication(Bucket=source, ReplicationConfiguration=replication_to(copy))
    s3.delete_bucket_replication(Bucket=source)
    with pytest.raises(ClientError, match="ReplicationConfigurationNotFoundError"):
        s3.get_bucket_replication(Bucket=source)


def test_refuses_to_replicate_to_a_bucket_that_is_not_there_or_keeps_no_versions(s3: Any) -> None:
    source = versioned(s3, "copied-nowhere")
    with pytest.raises(ClientError, match="must exist"):
        s3.put_bucket_replication(Bucket=source, ReplicationConfiguration=replication_to("nowhere"))
    s3.create_bucket(Bucket="without-versions")
    with pytest.raises(ClientError, match="must have versioning enabled"):
        s3.put_bucket_replication(Bucket=source, ReplicationConfiguration=replication_to("without-versions"))
