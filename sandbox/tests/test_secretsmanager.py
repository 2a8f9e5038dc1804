"""Secrets Manager: rotation by a function."""

import json
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
