"""AWS Config: conformance packs and the state of delivery channels."""

from collections.abc import Iterator
from typing import Any

import pytest

ROLE = "arn:aws:iam::123456789012:role/config"


@pytest.fixture
def config(aws: Any) -> Iterator[Any]:
    """A recorder with a channel, not yet started."""
    aws.client("s3").create_bucket(Bucket="history")
    client = aws.client("config")
    client.put_configuration_recorder(ConfigurationRecorder={"name": "all", "roleARN": ROLE})
    client.put_delivery_channel(DeliveryChannel={"name": "all", "s3BucketName": "history"})
    yield client
    for pack in client.describe_conformance_packs()["ConformancePackDetails"]:
        client.delete_conformance_pack(ConformancePackName=pack["ConformancePackName"])
    client.stop_configuration_recorder(ConfigurationRecorderName="all")
    client.delete_delivery_channel(DeliveryChannelName="all")
    client.delete_configuration_recorder(ConfigurationRecorderName="all")


@pytest.fixture
def pack(config: Any) -> str:
    """A pack, while the recorder runs."""
    config.start_configuration_recorder(ConfigurationRecorderName="all")
    parameters = [{"ParameterName": "Vpcs", "ParameterValue": "vpc-1"}]
    config.put_conformance_pack(
        ConformancePackName="hipaa", TemplateBody="{}", ConformancePackInputParameters=parameters
    )
    return "hipaa"


def test_makes_no_pack_while_nothing_is_recorded(config: Any) -> None:
    with pytest.raises(config.exceptions.NoAvailableConfigurationRecorderException):
        config.put_conformance_pack(ConformancePackName="hipaa", TemplateBody="{}")


def test_describes_a_pack_with_its_parameters(config: Any, pack: str) -> None:
    (found,) = config.describe_conformance_packs(ConformancePackNames=[pack])["ConformancePackDetails"]
    assert found["ConformancePackInputParameters"] == [{"ParameterName": "Vpcs", "ParameterValue": "vpc-1"}]
    assert found["ConformancePackArn"].startswith("arn:aws:config:us-east-1:123456789012:conformance-pack/hipaa/")
    (status,) = config.describe_conformance_pack_status()["ConformancePackStatusDetails"]
    assert status["ConformancePackState"] == "CREATE_COMPLETE"


def test_keeps_the_arn_of_a_pack_that_changes(config: Any, pack: str) -> None:
    before = config.describe_conformance_packs()["ConformancePackDetails"][0]["ConformancePackArn"]
    assert config.put_conformance_pack(ConformancePackName=pack, TemplateBody="[]")["ConformancePackArn"] == before


def test_forgets_a_deleted_pack(config: Any, pack: str) -> None:
    config.delete_conformance_pack(ConformancePackName=pack)
    with pytest.raises(config.exceptions.NoSuchConformancePackException):
        config.describe_conformance_packs(ConformancePackNames=[pack])
    assert config.describe_conformance_pack_status(ConformancePackNames=[pack])["ConformancePackStatusDetails"] == []


def test_records_from_start_to_stop_and_keeps_history_as_long_as_asked(config: Any, pack: str) -> None:
    (status,) = config.describe_configuration_recorder_status()["ConfigurationRecordersStatus"]
    assert status["recording"] is True
    config.put_retention_configuration(RetentionPeriodInDays=2557)
    (retention,) = config.describe_retention_configurations()["RetentionConfigurations"]
    assert retention["RetentionPeriodInDays"] == 2557


def test_takes_a_change_of_the_recorder_as_terraform_sends_it(config: Any) -> None:
    group = {"allSupported": True, "includeGlobalResourceTypes": True, "exclusionByResourceTypes": {}, "resourceTypes": []}
    config.put_configuration_recorder(
        ConfigurationRecorder={"name": "all", "roleARN": f"{ROLE}-new", "recordingGroup": group}
    )
    (recorder,) = config.describe_configuration_recorders()["ConfigurationRecorders"]
    assert recorder["roleARN"] == f"{ROLE}-new"


def test_names_the_service_linked_role_as_aws_does(aws: Any) -> None:
    role = aws.client("iam").create_service_linked_role(AWSServiceName="config.amazonaws.com")["Role"]
    assert role["RoleName"] == "AWSServiceRoleForConfig"


def test_knows_channels_that_have_delivered_nothing(config: Any) -> None:
    (status,) = config.describe_delivery_channel_status(DeliveryChannelNames=["all"])["DeliveryChannelsStatus"]
    assert status["name"] == "all"
    assert "lastStatus" not in status["configHistoryDeliveryInfo"]
