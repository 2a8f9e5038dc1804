"""DynamoDB: tables, and their replicas in another region."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

OTHER_REGION = "us-west-2"
KEY = f"arn:aws:kms:{OTHER_REGION}:123456789012:key/copy"


@pytest.fixture
def here(aws: Any) -> Any:
    return aws.client("dynamodb")


@pytest.fixture
def there(aws: Any) -> Any:
    """The other region."""
    keys = {"aws_access_key_id": "sandbox", "aws_secret_access_key": "sandbox"}
    return boto3.client("dynamodb", OTHER_REGION, endpoint_url=aws.endpoint, **keys)


@pytest.fixture
def create(here: Any) -> Iterator[Callable[..., str]]:
    """Makes tables, with a stream unless told otherwise."""

    def _create(**settings: Any) -> str:
        name = uuid.uuid4().hex
        here.create_table(
            TableName=name,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "owner", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "owner", "KeyType": "HASH"}],
            **({"StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}} | settings),
        )
        return name

    yield _create


@pytest.fixture
def replicated(here: Any, create: Callable[..., str]) -> str:
    """A table with a replica."""
    name = create()
    update(here, name, "Create", KMSMasterKeyId=KEY)
    return name


def update(client: Any, name: str, change: str, **settings: str) -> Any:
    updates = [{change: {"RegionName": OTHER_REGION} | settings}]
    return client.update_table(TableName=name, ReplicaUpdates=updates)["TableDescription"]


def test_a_replica_is_listed_and_stands_in_its_region_under_its_own_key(here: Any, there: Any, create: Callable[..., str]) -> None:
    name = create()
    arn = f"arn:aws:dynamodb:{OTHER_REGION}:123456789012:table/{name}"
    listed = {"RegionName": OTHER_REGION, "ReplicaStatus": "ACTIVE", "ReplicaArn": arn, "KMSMasterKeyId": KEY}
    assert update(here, name, "Create", KMSMasterKeyId=KEY)["Replicas"] == [listed]
    assert here.describe_table(TableName=name)["Table"]["Replicas"] == [listed]
    replica = there.describe_table(TableName=name)["Table"]
    assert replica["TableArn"] == arn and replica["SSEDescription"]["KMSMasterKeyArn"] == KEY
    assert [other["RegionName"] for other in replica["Replicas"]] == ["us-east-1"]


def test_what_is_written_on_either_side_is_read_on_the_other(here: Any, there: Any, replicated: str) -> None:
    for writer, reader, owner in ((here, there, "a"), (there, here, "b")):
        item = {"owner": {"S": owner}}
        writer.put_item(TableName=replicated, Item=item)
        assert reader.get_item(TableName=replicated, Key=item)["Item"] == item


def test_ttl_is_the_tables_but_recovery_protection_and_tags_are_the_replicas_own(here: Any, there: Any, replicated: str) -> None:
    here.update_time_to_live(TableName=replicated, TimeToLiveSpecification={"Enabled": True, "AttributeName": "until"})
    assert there.describe_time_to_live(TableName=replicated)["TimeToLiveDescription"]["AttributeName"] == "until"
    there.update_table(TableName=replicated, DeletionProtectionEnabled=True)
    recovery = {"PointInTimeRecoveryEnabled": True}
    there.update_continuous_backups(TableName=replicated, PointInTimeRecoverySpecification=recovery)
    arn = there.describe_table(TableName=replicated)["Table"]["TableArn"]
    there.tag_resource(ResourceArn=arn, Tags=[{"Key": "HIPAA", "Value": "true"}])
    table = here.describe_table(TableName=replicated)["Table"]
    assert not table["DeletionProtectionEnabled"]
    assert here.list_tags_of_resource(ResourceArn=table["TableArn"])["Tags"] == []
    backups = here.describe_continuous_backups(TableName=replicated)["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "DISABLED"


def test_a_table_without_a_stream_is_not_replicated(here: Any, create: Callable[..., str]) -> None:
    with pytest.raises(ClientError, match="NEW_AND_OLD_IMAGES"):
        update(here, create(StreamSpecification={"StreamEnabled": False}), "Create")


def test_a_replicated_table_keeps_its_stream(here: Any, replicated: str) -> None:
    off = {"StreamEnabled": False}
    with pytest.raises(ClientError, match="cannot be disabled"):
        here.update_table(TableName=replicated, StreamSpecification=off)
    update(here, replicated, "Delete")
    here.update_table(TableName=replicated, StreamSpecification=off)


def test_a_stream_that_was_switched_off_can_be_switched_on_again(here: Any, create: Callable[..., str]) -> None:
    name, stream = create(), {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
    with pytest.raises(ClientError, match="Cannot enable stream"):
        here.update_table(TableName=name, StreamSpecification=stream)
    here.update_table(TableName=name, StreamSpecification={"StreamEnabled": False})
    here.update_table(TableName=name, StreamSpecification=stream)
    assert here.describe_table(TableName=name)["Table"]["StreamSpecification"] == stream


def test_a_table_that_only_has_the_same_name_is_no_replica(here: Any, there: Any, create: Callable[..., str]) -> None:
    name = create()
    there.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "owner", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "owner", "KeyType": "HASH"}],
    )
    assert "Replicas" not in here.describe_table(TableName=name)["Table"]
    with pytest.raises(ClientError, match="exists in us-west-2"):
        update(here, name, "Create")


def test_a_protected_replica_stays(here: Any, there: Any, replicated: str) -> None:
    there.update_table(TableName=replicated, DeletionProtectionEnabled=True)
    with pytest.raises(ClientError, match="protected against deletion"):
        update(here, replicated, "Delete")
    assert there.describe_table(TableName=replicated)


def test_a_replica_goes_once_and_then_its_table(here: Any, there: Any, replicated: str) -> None:
    with pytest.raises(ClientError, match="Delete the replicas"):
        here.delete_table(TableName=replicated)
    assert "Replicas" not in update(here, replicated, "Delete")
    with pytest.raises(there.exceptions.ResourceNotFoundException):
        there.describe_table(TableName=replicated)
    with pytest.raises(ClientError, match="request was not found"):
        update(here, replicated, "Delete")
    here.delete_table(TableName=replicated)


def test_a_changed_key_is_kept(here: Any, create: Callable[..., str]) -> None:
    name, key = create(), "arn:aws:kms:us-east-1:123456789012:key/another"
    changed = {"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key}
    here.update_table(TableName=name, SSESpecification=changed)
    assert here.describe_table(TableName=name)["Table"]["SSEDescription"]["KMSMasterKeyArn"] == key


def test_a_replica_survives_a_restart_with_its_items(start: Callable[..., Any]) -> None:
    first = start()
    name = "kept"
    first.client("dynamodb").create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "owner", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "owner", "KeyType": "HASH"}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    update(first.client("dynamodb"), name, "Create")
    first.stop()
    second = start()
    here = second.client("dynamodb")
    here.put_item(TableName=name, Item={"owner": {"S": "after"}})
    assert [replica["RegionName"] for replica in here.describe_table(TableName=name)["Table"]["Replicas"]] == [OTHER_REGION]
    keys = {"aws_access_key_id": "sandbox", "aws_secret_access_key": "sandbox"}
    there = boto3.client("dynamodb", OTHER_REGION, endpoint_url=second.endpoint, **keys)
    assert there.get_item(TableName=name, Key={"owner": {"S": "after"}})["Item"]
