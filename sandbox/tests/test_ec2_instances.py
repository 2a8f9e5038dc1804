"""EC2: detailed monitoring and addresses of instances."""

from typing import Any

import pytest
from botocore.exceptions import ClientError


def test_turns_detailed_monitoring_on_and_off(aws: Any) -> None:
    ec2 = aws.client("ec2")
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    started = ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1)["Instances"][0]
    instance = started["InstanceId"]

    def state() -> str:
        [reservation] = ec2.describe_instances(InstanceIds=[instance])["Reservations"]
        return reservation["Instances"][0]["Monitoring"]["State"]

    assert state() == "disabled"
    ec2.monitor_instances(InstanceIds=[instance])
    assert state() == "enabled"
    ec2.unmonitor_instances(InstanceIds=[instance])
    assert state() == "disabled"


def test_gives_no_public_address_to_an_instance_that_refuses_one(aws: Any) -> None:
    ec2 = aws.client("ec2")
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    interface = {"DeviceIndex": 0, "AssociatePublicIpAddress": False}
    started = ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1, NetworkInterfaces=[interface])
    instance = started["Instances"][0]["InstanceId"]
    [reservation] = ec2.describe_instances(InstanceIds=[instance])["Reservations"]
    assert "PublicIpAddress" not in reservation["Instances"][0]


def test_tells_the_groups_of_an_instance_that_gets_them_with_its_network_interface(aws: Any) -> None:
    ec2 = aws.client("ec2")
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    group = ec2.create_security_group(GroupName="closed", Description="closed")["GroupId"]
    interface = {"DeviceIndex": 0, "AssociatePublicIpAddress": False, "Groups": [group]}
    started = ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1, NetworkInterfaces=[interface])
    instance = started["Instances"][0]["InstanceId"]
    [reservation] = ec2.describe_instances(InstanceIds=[instance])["Reservations"]
    assert [each["GroupId"] for each in reservation["Instances"][0]["SecurityGroups"]] == [group]


def test_keeps_an_instance_that_is_protected_from_its_start(aws: Any) -> None:
    ec2 = aws.client("ec2")
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    started = ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1, DisableApiTermination=True)
    instance = started["Instances"][0]["InstanceId"]
    asked = ec2.describe_instance_attribute(InstanceId=instance, Attribute="disableApiTermination")
    assert asked["DisableApiTermination"] == {"Value": True}
    with pytest.raises(ClientError, match="may not be terminated"):
        ec2.terminate_instances(InstanceIds=[instance])
