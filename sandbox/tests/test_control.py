"""What the emulator says of itself."""

from typing import Any

import pytest


def test_health_names_process_account_versions_and_contents(aws: Any) -> None:
    health = aws.health
    assert health["pid"] == aws.process.pid
    assert health["account"] == "123456789012"
    assert set(health["versions"]) == {"account", "gateway", "moto", "python"}
    assert health["token"] == aws.announcement["token"]


def test_health_counts_what_was_made_and_not_what_every_account_has(start: Any) -> None:
    emulator = start()
    emulator.client("ec2").describe_vpcs()
    assert emulator.health["resources"] == {}
    emulator.client("ec2").create_vpc(CidrBlock="10.0.0.0/16")
    emulator.client("kms").create_key()
    assert emulator.health["resources"] == {"ec2 VPCs": 1, "kms keys": 1}


def test_works_for_the_account_it_was_given(start: Any) -> None:
    emulator = start("--account", "210987654321")
    assert emulator.client("sts").get_caller_identity()["Account"] == "210987654321"
    assert ":210987654321:" in emulator.client("kms").create_key()["KeyMetadata"]["Arn"]


def test_listens_on_loopback_only(aws: Any) -> None:
    lines = open("/proc/net/tcp").read().splitlines()
    port = f"{aws.announcement['port']:04X}"
    sockets = [(fields[1], fields[3]) for fields in map(str.split, lines[1:])]
    listening = {address for address, state in sockets if address.endswith(f":{port}") and state == "0A"}
    assert listening == {f"0100007F:{port}"}


@pytest.mark.parametrize("path", ["/_estate/health", "/_estate/save"])
def test_no_aws_call_is_taken_for_a_control_request(aws: Any, path: str) -> None:
    with pytest.raises(Exception, match="NoSuchBucket"):
        aws.client("s3").put_object(Bucket="_estate", Key=path.removeprefix("/_estate/"), Body=b"")
