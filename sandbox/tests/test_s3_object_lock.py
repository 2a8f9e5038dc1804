"""S3: object locks of buckets in use."""

import uuid
from typing import Any

import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def s3(aws: Any) -> Any:
    return aws.client("s3")


def lock(days: int | None) -> dict[str, Any]:
    retention = {"Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": days}}} if days else {}
    return {"ObjectLockEnabled": "Enabled"} | retention


@pytest.fixture
def in_use(s3: Any) -> str:
    """A bucket that may lock objects, and holds one."""
    bucket = f"in-use-{uuid.uuid4().hex}"
    s3.create_bucket(Bucket=bucket, ObjectLockEnabledForBucket=True)
    s3.put_object(Bucket=bucket, Key="before", Body=b"")
    return bucket


def delete_version(s3: Any, bucket: str, key: str, **bypass: bool) -> None:
    version = s3.put_object(Bucket=bucket, Key=key, Body=b"")["VersionId"]
    s3.delete_object(Bucket=bucket, Key=key, VersionId=version, **bypass)


def test_locks_new_objects_of_a_bucket_that_holds_others(s3: Any, in_use: str) -> None:
    s3.put_object_lock_configuration(Bucket=in_use, ObjectLockConfiguration=lock(days=7))
    retention = s3.get_object_lock_configuration(Bucket=in_use)["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]
    assert (retention["Mode"], retention["Days"]) == ("GOVERNANCE", 7)
    with pytest.raises(ClientError, match="AccessDenied"):
        delete_version(s3, in_use, "locked")
    delete_version(s3, in_use, "locked", BypassGovernanceRetention=True)


def test_ends_the_default_retention_of_a_bucket_that_holds_objects(s3: Any, in_use: str) -> None:
    s3.put_object_lock_configuration(Bucket=in_use, ObjectLockConfiguration=lock(days=7))
    s3.put_object_lock_configuration(Bucket=in_use, ObjectLockConfiguration=lock(days=None))
    delete_version(s3, in_use, "free")


def test_refuses_a_lock_without_versions_as_aws_does(s3: Any) -> None:
    s3.create_bucket(Bucket="no-versions")
    with pytest.raises(ClientError, match="InvalidBucketState"):
        s3.put_object_lock_configuration(Bucket="no-versions", ObjectLockConfiguration=lock(days=7))


def test_knows_no_lock_of_a_bucket_that_does_not_exist(s3: Any) -> None:
    with pytest.raises(ClientError, match="NoSuchBucket"):
        s3.put_object_lock_configuration(Bucket="nowhere", ObjectLockConfiguration=lock(days=7))
