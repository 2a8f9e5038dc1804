"""GuardDuty: features of a detector, and where findings are exported to."""

from collections.abc import Iterator
from typing import Any

import pytest

TARGET = {"DestinationArn": "arn:aws:s3:::findings", "KmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/1"}
AGENT = {"Name": "ECS_FARGATE_AGENT_MANAGEMENT", "Status": "ENABLED"}


@pytest.fixture
def guardduty(aws: Any) -> Any:
    return aws.client("guardduty")


@pytest.fixture
def detector(guardduty: Any) -> Iterator[str]:
    identifier = guardduty.create_detector(Enable=True, Features=[{"Name": "S3_DATA_EVENTS", "Status": "ENABLED"}])
    yield identifier["DetectorId"]
    guardduty.delete_detector(DetectorId=identifier["DetectorId"])


@pytest.fixture
def destination(guardduty: Any, detector: str) -> dict[str, str]:
    """How calls name a destination."""
    created = guardduty.create_publishing_destination(
        DetectorId=detector, DestinationType="S3", DestinationProperties=TARGET
    )
    return {"DetectorId": detector, "DestinationId": created["DestinationId"]}


def features(guardduty: Any, detector: str) -> dict[str, dict[str, Any]]:
    return {each["Name"]: each for each in guardduty.get_detector(DetectorId=detector)["Features"]}


def test_changes_only_the_feature_that_is_named(guardduty: Any, detector: str) -> None:
    runtime = {"Name": "RUNTIME_MONITORING", "Status": "ENABLED", "AdditionalConfiguration": [AGENT]}
    guardduty.update_detector(DetectorId=detector, Features=[runtime])
    found = features(guardduty, detector)
    assert found["S3_DATA_EVENTS"]["Status"] == "ENABLED"
    assert found["RUNTIME_MONITORING"]["AdditionalConfiguration"] == [AGENT]


def test_changes_the_tags_of_a_detector(guardduty: Any, detector: str) -> None:
    arn = f"arn:aws:guardduty:us-east-1:123456789012:detector/{detector}"
    guardduty.tag_resource(ResourceArn=arn, Tags={"Name": "threats", "HIPAA": "true"})
    guardduty.untag_resource(ResourceArn=arn, TagKeys=["Name"])
    assert guardduty.list_tags_for_resource(ResourceArn=arn)["Tags"] == {"HIPAA": "true"}
    assert guardduty.get_detector(DetectorId=detector)["Tags"] == {"HIPAA": "true"}


def test_exports_to_one_bucket(guardduty: Any, destination: dict[str, str]) -> None:
    found = guardduty.describe_publishing_destination(**destination)
    assert (found["Status"], found["DestinationProperties"]) == ("PUBLISHING", TARGET)
    with pytest.raises(guardduty.exceptions.BadRequestException):
        guardduty.create_publishing_destination(
            DetectorId=destination["DetectorId"], DestinationType="S3", DestinationProperties=TARGET
        )


def test_changes_and_ends_an_export(guardduty: Any, destination: dict[str, str]) -> None:
    other = TARGET | {"DestinationArn": "arn:aws:s3:::others"}
    guardduty.update_publishing_destination(**destination, DestinationProperties=other)
    assert guardduty.describe_publishing_destination(**destination)["DestinationProperties"] == other
    guardduty.delete_publishing_destination(**destination)
    detector = destination["DetectorId"]
    assert guardduty.list_publishing_destinations(DetectorId=detector)["Destinations"] == []
    with pytest.raises(guardduty.exceptions.BadRequestException):
        guardduty.describe_publishing_destination(**destination)
