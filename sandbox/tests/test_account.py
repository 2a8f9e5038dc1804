"""What holds for the account: access analyzer, public access block, password policy, encrypted volumes."""

from typing import Any

import pytest

from conftest import client

ACCOUNT = "123456789012"
BLOCK = {
    "BlockPublicAcls": True,
    "BlockPublicPolicy": True,
    "IgnorePublicAcls": True,
    "RestrictPublicBuckets": True,
}


@pytest.fixture
def s3control(aws: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """As Terraform asks: at a host that begins with the account, with the emulator as proxy."""
    for name in ("http_proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTP_PROXY", aws.endpoint)
    return client("s3control", "http://s3-control.sandbox")


def test_keeps_analyzers_with_their_tags(aws: Any) -> None:
    analyzers = aws.client("accessanalyzer")
    arn = analyzers.create_analyzer(analyzerName="shared", type="ACCOUNT", tags={"HIPAA": "true"})["arn"]
    with pytest.raises(analyzers.exceptions.ConflictException):
        analyzers.create_analyzer(analyzerName="shared", type="ACCOUNT")
    analyzers.tag_resource(resourceArn=arn, tags={"Name": "shared"})
    analyzers.untag_resource(resourceArn=arn, tagKeys=["HIPAA"])
    assert analyzers.list_tags_for_resource(resourceArn=arn)["tags"] == {"Name": "shared"}
    assert analyzers.get_analyzer(analyzerName="shared")["analyzer"]["status"] == "ACTIVE"
    assert [each["name"] for each in analyzers.list_analyzers()["analyzers"]] == ["shared"]
    analyzers.delete_analyzer(analyzerName="shared")
    with pytest.raises(analyzers.exceptions.ResourceNotFoundException):
        analyzers.get_analyzer(analyzerName="shared")


def test_keeps_the_public_access_block_that_is_asked_for_through_the_proxy(s3control: Any) -> None:
    missing = s3control.exceptions.from_code("NoSuchPublicAccessBlockConfiguration")
    with pytest.raises(missing):
        s3control.get_public_access_block(AccountId=ACCOUNT)
    s3control.put_public_access_block(AccountId=ACCOUNT, PublicAccessBlockConfiguration=BLOCK)
    assert s3control.get_public_access_block(AccountId=ACCOUNT)["PublicAccessBlockConfiguration"] == BLOCK
    s3control.delete_public_access_block(AccountId=ACCOUNT)
    with pytest.raises(missing):
        s3control.get_public_access_block(AccountId=ACCOUNT)


def test_refuses_another_account(s3control: Any) -> None:
    with pytest.raises(s3control.exceptions.ClientError, match="AccessDenied"):
        s3control.get_public_access_block(AccountId="210987654321")


def test_keeps_the_password_policy(aws: Any) -> None:
    iam = aws.client("iam")
    iam.update_account_password_policy(MinimumPasswordLength=14, MaxPasswordAge=90, PasswordReusePrevention=24)
    assert iam.get_account_password_policy()["PasswordPolicy"]["MinimumPasswordLength"] == 14
    iam.delete_account_password_policy()
    with pytest.raises(iam.exceptions.NoSuchEntityException):
        iam.get_account_password_policy()


def test_encrypts_volumes_by_default_while_told_to(aws: Any) -> None:
    ec2 = aws.client("ec2")
    ec2.enable_ebs_encryption_by_default()
    assert ec2.get_ebs_encryption_by_default()["EbsEncryptionByDefault"] is True
    ec2.disable_ebs_encryption_by_default()
    assert ec2.get_ebs_encryption_by_default()["EbsEncryptionByDefault"] is False
