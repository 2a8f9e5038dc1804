"""Secrets Manager: rotation by a function, and versions."""

import json
import time
from typing import Any

import pytest

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:rotate"


def test_a_schedule_alone_leaves_the_value_and_rotating_replaces_the_password(aws: Any) -> None:
    manager = aws.client("secretsmanager")
    first = json.dumps({"username": "user", "password": "first"})
    arn = manager.create_secret(Name="rotating", SecretString=first)["ARN"]
    rules = {"AutomaticallyAfterDays": 30}
    manager.rotate_secret(SecretId=arn, RotationLambdaARN=FUNCTION, RotationRules=rules, RotateImmediately=False)
    described = manager.describe_secret(SecretId=arn)
    assert described["RotationEnabled"] and described["RotationRules"] == rules
    assert described["RotationLambdaARN"] == FUNCTION
    assert manager.get_secret_value(SecretId=arn)["SecretString"] == first

    manager.rotate_secret(SecretId=arn)
    rotated = json.loads(manager.get_secret_value(SecretId=arn)["SecretString"])
    assert rotated["username"] == "user" and rotated["password"] != "first"
    assert manager.get_secret_value(SecretId=arn, VersionStage="AWSPREVIOUS")["SecretString"] == first
    manager.cancel_rotate_secret(SecretId=arn)
    assert not manager.describe_secret(SecretId=arn).get("RotationEnabled")


def test_rotation_needs_a_function(aws: Any) -> None:
    manager = aws.client("secretsmanager")
    arn = manager.create_secret(Name="without function", SecretString="{}")["ARN"]
    with pytest.raises(manager.exceptions.InvalidRequestException):
        manager.rotate_secret(SecretId=arn)


def test_versions_keep_the_day_on_which_they_were_made(aws: Any) -> None:
    manager = aws.client("secretsmanager")
    arn = manager.create_secret(Name="versions", SecretString="first")["ARN"]
    time.sleep(1.1)
    manager.put_secret_value(SecretId=arn, SecretString="second")

    def made() -> dict[str, Any]:
        versions = manager.list_secret_version_ids(SecretId="versions")["Versions"]
        return {version["VersionStages"][0]: version["CreatedDate"] for version in versions}

    first = made()
    assert first["AWSPREVIOUS"] < first["AWSCURRENT"]
    time.sleep(1.1)
    assert made() == first
    manager.put_secret_value(SecretId=arn, SecretString="third")
    assert made()["AWSPREVIOUS"] == first["AWSCURRENT"]


def test_versions_of_no_secret_are_not_found(aws: Any) -> None:
    manager = aws.client("secretsmanager")
    with pytest.raises(manager.exceptions.ResourceNotFoundException):
        manager.list_secret_version_ids(SecretId="none")
