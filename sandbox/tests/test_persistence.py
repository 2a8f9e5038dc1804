"""What survives an end of the emulator, and what is refused."""

import json
import signal
import socket
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from functions import create_function


def fill(emulator: Any) -> dict[str, str]:
    """One thing of each kind that moto keeps in its own way."""
    vpc = emulator.client("ec2").create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    key = emulator.client("kms").create_key()["KeyMetadata"]["KeyId"]
    emulator.client("kms").enable_key_rotation(KeyId=key, RotationPeriodInDays=200)
    secret = emulator.client("secretsmanager").create_secret(Name="s", SecretString="kept", KmsKeyId=key)["ARN"]
    put_state(emulator, b"content")
    attribute = {"AttributeName": "LockID", "AttributeType": "S"}
    emulator.client("dynamodb").create_table(
        TableName="lock",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[attribute],
        KeySchema=[{"AttributeName": "LockID", "KeyType": "HASH"}],
    )
    emulator.client("dynamodb").put_item(TableName="lock", Item={"LockID": {"S": "a"}})
    emulator.client("rds").create_db_cluster(
        DBClusterIdentifier="c",
        Engine="aurora-postgresql",
        MasterUsername="postgres",
        ManageMasterUserPassword=True,
        DatabaseInsightsMode="advanced",
    )
    return {"vpc": vpc, "key": key, "secret": secret}


def put_state(emulator: Any, content: bytes) -> None:
    """A bucket with one object."""
    emulator.client("s3").create_bucket(Bucket="state")
    emulator.client("s3").put_object(Bucket="state", Key="k", Body=content)


def state(emulator: Any) -> bytes:
    return emulator.client("s3").get_object(Bucket="state", Key="k")["Body"].read()


@pytest.fixture
def saved(start: Callable[..., Any], tmp_path: Path) -> Path:
    """The data file of an emulator that was stopped."""
    emulator = start()
    put_state(emulator, b"old")
    assert emulator.stop() == 0
    return tmp_path / "sandbox.data"


def test_everything_is_there_again_after_a_stop_and_a_start(start: Callable[..., Any]) -> None:
    emulator = start()
    ids = fill(emulator)
    assert emulator.stop() == 0
    again = start()
    assert again.health["restored"] is True
    assert again.client("ec2").describe_vpcs(VpcIds=[ids["vpc"]])["Vpcs"][0]["CidrBlock"] == "10.9.0.0/16"
    assert again.client("kms").get_key_rotation_status(KeyId=ids["key"])["RotationPeriodInDays"] == 200
    assert again.client("secretsmanager").get_secret_value(SecretId=ids["secret"])["SecretString"] == "kept"
    assert state(again) == b"content"
    assert "Item" in again.client("dynamodb").get_item(TableName="lock", Key={"LockID": {"S": "a"}})
    assert again.client("rds").describe_db_clusters()["DBClusters"][0]["DatabaseInsightsMode"] == "advanced"


def test_a_function_can_be_called_by_name_and_arn_and_deleted_after_a_start(start: Callable[..., Any]) -> None:
    emulator = start()
    name = create_function(emulator, "exports.handler = async () => 1;", TracingConfig={"Mode": "Active"})
    assert emulator.stop() == 0
    functions = start().client("lambda")
    told = functions.get_function_configuration(FunctionName=name)
    assert told["TracingConfig"] == {"Mode": "Active"}
    for named in (name, told["FunctionArn"]):
        assert functions.invoke(FunctionName=named)["Payload"].read() == b"1"
    functions.delete_function(FunctionName=name)


def test_a_restored_sandbox_can_be_changed_and_saved_again(start: Callable[..., Any], saved: Path) -> None:
    emulator = start()
    assert state(emulator) == b"old"
    emulator.client("s3").put_object(Bucket="state", Key="k", Body=b"newer")
    assert emulator.stop() == 0
    assert state(start()) == b"newer"


def test_only_the_owner_can_read_what_is_saved(saved: Path) -> None:
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600


def test_the_announcement_goes_when_all_is_saved_and_stays_after_a_kill(
    start: Callable[..., Any], tmp_path: Path
) -> None:
    announcement = tmp_path / "sandbox.json"
    start().stop(signal.SIGKILL)
    assert announcement.exists()
    start().stop()
    assert not announcement.exists()


def test_sigusr1_saves_and_goes_on(start: Callable[..., Any], tmp_path: Path) -> None:
    emulator = start()
    put_state(emulator, b"saved")
    emulator.process.send_signal(signal.SIGUSR1)
    deadline = time.monotonic() + 20
    while not (tmp_path / "sandbox.data").exists():
        assert time.monotonic() < deadline, "nothing was saved"
        time.sleep(0.05)
    emulator.client("s3").put_object(Bucket="state", Key="k", Body=b"lost")
    emulator.stop(signal.SIGKILL)
    assert state(start()) == b"saved"


def test_a_post_saves_too(start: Callable[..., Any], tmp_path: Path) -> None:
    emulator = start()
    with urlopen(Request(f"{emulator.endpoint}/_estate/save", method="POST")) as response:
        assert json.load(response) == {"saved": True}
    assert (tmp_path / "sandbox.data").exists()


def test_a_post_that_cannot_save_says_why(start: Callable[..., Any], tmp_path: Path) -> None:
    emulator = start()
    (tmp_path / "sandbox.data").mkdir()
    with pytest.raises(HTTPError) as failed:
        urlopen(Request(f"{emulator.endpoint}/_estate/save", method="POST"))
    assert "IsADirectoryError" in json.load(failed.value)["error"]


def test_a_stop_that_cannot_save_ends_with_code_1(start: Callable[..., Any], tmp_path: Path) -> None:
    emulator = start()
    (tmp_path / "sandbox.data").mkdir()
    assert emulator.stop() == 1


def test_refuses_data_of_another_account(start: Callable[..., Any], saved: Path) -> None:
    emulator = start("--account", "210987654321")
    assert emulator.process.wait() == 3
    assert "it was saved by account 123456789012 (now 210987654321)" in emulator.complaint()


def test_refuses_truncated_data(start: Callable[..., Any], saved: Path) -> None:
    saved.write_bytes(saved.read_bytes()[:-100])
    emulator = start()
    assert emulator.process.wait() == 3
    assert "truncated or damaged" in emulator.complaint()


def test_refuses_a_second_emulator_on_the_same_folder(start: Callable[..., Any]) -> None:
    first = start()
    assert start().process.wait() == 5
    assert first.health["restored"] is False


def test_refuses_a_port_that_is_taken(start: Callable[..., Any]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        emulator = start("--port", str(other.getsockname()[1]))
        assert emulator.process.wait() == 4
        assert "Address already in use" in emulator.complaint()
