"""KMS: what moto drops about key rotation."""

from typing import Any

import pytest


@pytest.fixture
def kms(aws: Any) -> Any:
    return aws.client("kms")


@pytest.fixture
def key(kms: Any) -> str:
    return kms.create_key()["KeyMetadata"]["KeyId"]


def test_tells_the_rotation_period_that_was_asked_for(kms: Any, key: str) -> None:
    kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=180)
    assert kms.get_key_rotation_status(KeyId=key)["RotationPeriodInDays"] == 180


def test_rotates_yearly_unless_told_otherwise(kms: Any, key: str) -> None:
    kms.enable_key_rotation(KeyId=key)
    assert kms.get_key_rotation_status(KeyId=key)["RotationPeriodInDays"] == 365


def test_finds_the_period_whether_the_key_is_named_by_id_or_arn(kms: Any, key: str) -> None:
    arn = kms.describe_key(KeyId=key)["KeyMetadata"]["Arn"]
    kms.enable_key_rotation(KeyId=arn, RotationPeriodInDays=90)
    assert kms.get_key_rotation_status(KeyId=key)["RotationPeriodInDays"] == 90


def test_tells_no_period_of_a_key_that_does_not_rotate(kms: Any, key: str) -> None:
    assert "RotationPeriodInDays" not in kms.get_key_rotation_status(KeyId=key)


def test_refuses_a_key_that_does_not_exist_as_aws_does(kms: Any) -> None:
    with pytest.raises(kms.exceptions.NotFoundException):
        kms.get_key_rotation_status(KeyId="00000000-0000-0000-0000-000000000000")
