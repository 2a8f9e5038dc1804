"""CloudTrail: trails that are named by ARN, as Terraform does."""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture
def cloudtrail(aws: Any) -> Any:
    aws.client("s3").create_bucket(Bucket="trails")
    return aws.client("cloudtrail")


@pytest.fixture
def arns(cloudtrail: Any) -> Iterator[dict[str, str]]:
    """Two trails by name."""
    names = ("first", "second")
    yield {name: cloudtrail.create_trail(Name=name, S3BucketName="trails")["TrailARN"] for name in names}
    for trail in cloudtrail.describe_trails()["trailList"]:
        cloudtrail.delete_trail(Name=trail["Name"])


def described(cloudtrail: Any, *asked: str) -> list[str]:
    return [trail["Name"] for trail in cloudtrail.describe_trails(trailNameList=list(asked))["trailList"]]


def test_describes_only_the_trails_that_were_named_by_name_or_arn(cloudtrail: Any, arns: dict[str, str]) -> None:
    assert described(cloudtrail, arns["second"]) == ["second"]
    assert described(cloudtrail, "first") == ["first"]
    assert described(cloudtrail, "first", arns["second"]) == ["first", "second"]


def test_describes_every_trail_when_none_is_named(cloudtrail: Any, arns: dict[str, str]) -> None:
    assert described(cloudtrail) == list(arns)


def test_deletes_the_trail_that_is_named_by_arn(cloudtrail: Any, arns: dict[str, str]) -> None:
    cloudtrail.delete_trail(Name=arns["first"])
    assert described(cloudtrail) == ["second"]


def test_refuses_to_delete_a_trail_that_does_not_exist_as_aws_does(cloudtrail: Any) -> None:
    with pytest.raises(cloudtrail.exceptions.TrailNotFoundException):
        cloudtrail.delete_trail(Name="nowhere")


def test_understands_operations_as_the_sdk_for_go_names_them(cloudtrail: Any, arns: dict[str, str]) -> None:
    def without_package(request: Any, **_: Any) -> None:
        request.headers.replace_header("X-Amz-Target", request.headers["X-Amz-Target"].split(".", 4)[-1])

    cloudtrail.meta.events.register("before-sign.cloudtrail", without_package)
    cloudtrail.delete_trail(Name=arns["first"])
    assert described(cloudtrail) == ["second"]
