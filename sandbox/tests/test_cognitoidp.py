"""Cognito: changes, tags and protection of a user pool."""

import uuid
from typing import Any

import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def cognito(aws: Any) -> Any:
    return aws.client("cognito-idp")


@pytest.fixture
def pool(cognito: Any) -> dict[str, Any]:
    """A protected pool whose people are named by their addresses."""
    made: dict[str, Any] = cognito.create_user_pool(
        PoolName=uuid.uuid4().hex,
        UsernameAttributes=["email"],
        UsernameConfiguration={"CaseSensitive": False},
        DeletionProtection="ACTIVE",
        UserPoolTags={"HIPAA": "true"},
    )["UserPool"]
    return made


def described(cognito: Any, pool: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = cognito.describe_user_pool(UserPoolId=pool["Id"])["UserPool"]
    return found


def test_a_change_is_kept_and_what_cannot_change_stays(cognito: Any, pool: dict[str, Any]) -> None:
    policy = {"PasswordPolicy": {"MinimumLength": 14}}
    cognito.update_user_pool(UserPoolId=pool["Id"], Policies=policy, MfaConfiguration="ON", PoolName="people")
    found = described(cognito, pool)
    assert found["Policies"]["PasswordPolicy"]["MinimumLength"] == 14
    assert (found["MfaConfiguration"], found["Name"]) == ("ON", "people")
    assert found["UsernameAttributes"] == ["email"]
    assert found["UsernameConfiguration"] == {"CaseSensitive": False}
    assert found["UserPoolTags"] == {"HIPAA": "true"}


def test_what_a_change_does_not_name_is_the_default_again(cognito: Any, pool: dict[str, Any]) -> None:
    cognito.update_user_pool(UserPoolId=pool["Id"], UserPoolAddOns={"AdvancedSecurityMode": "ENFORCED"})
    cognito.update_user_pool(UserPoolId=pool["Id"], DeletionProtection="ACTIVE")
    assert "UserPoolAddOns" not in described(cognito, pool)


def test_tags_are_added_changed_told_and_removed(cognito: Any, pool: dict[str, Any]) -> None:
    arn = pool["Arn"]
    cognito.tag_resource(ResourceArn=arn, Tags={"HIPAA": "yes", "Project": "x"})
    assert cognito.list_tags_for_resource(ResourceArn=arn)["Tags"] == {"HIPAA": "yes", "Project": "x"}
    cognito.untag_resource(ResourceArn=arn, TagKeys=["Project", "Other"])
    assert described(cognito, pool)["UserPoolTags"] == {"HIPAA": "yes"}


def test_a_protected_pool_is_not_deleted(cognito: Any, pool: dict[str, Any]) -> None:
    with pytest.raises(ClientError, match="deletion protection is activated"):
        cognito.delete_user_pool(UserPoolId=pool["Id"])
    cognito.update_user_pool(UserPoolId=pool["Id"], DeletionProtection="INACTIVE")
    cognito.delete_user_pool(UserPoolId=pool["Id"])
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        described(cognito, pool)


def test_an_unknown_pool_has_no_tags(cognito: Any) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        cognito.list_tags_for_resource(ResourceArn="arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_none")
