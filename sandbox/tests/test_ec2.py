"""EC2: descriptions of security group rules."""

from typing import Any

import pytest

TCP_443 = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}


@pytest.fixture
def ec2(aws: Any) -> Any:
    return aws.client("ec2")


@pytest.fixture
def groups(ec2: Any) -> list[str]:
    vpc = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    described = [{"GroupName": name, "Description": name, "VpcId": vpc} for name in ("from", "to")]
    return [ec2.create_security_group(**each)["GroupId"] for each in described]


def describe(ec2: Any, rule_id: str) -> dict[str, Any]:
    return ec2.describe_security_group_rules(SecurityGroupRuleIds=[rule_id])["SecurityGroupRules"][0]


def allow(ec2: Any, group: str, **source: Any) -> dict[str, Any]:
    answer = ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[TCP_443 | source])
    return answer["SecurityGroupRules"][0]


def test_keeps_the_description_of_a_rule_whose_source_is_a_group(ec2: Any, groups: list[str]) -> None:
    source, target = groups
    rule = allow(ec2, target, UserIdGroupPairs=[{"GroupId": source, "Description": "from the tasks"}])
    assert rule["Description"] == "from the tasks"
    assert describe(ec2, rule["SecurityGroupRuleId"])["Description"] == "from the tasks"


def test_keeps_the_description_of_a_rule_whose_source_is_a_prefix_list(ec2: Any, groups: list[str]) -> None:
    prefix_list = ec2.create_managed_prefix_list(PrefixListName="s3", MaxEntries=1, AddressFamily="IPv4")["PrefixList"]
    rule = allow(ec2, groups[1], PrefixListIds=[{"PrefixListId": prefix_list["PrefixListId"], "Description": "to S3"}])
    assert describe(ec2, rule["SecurityGroupRuleId"])["Description"] == "to S3"


def test_keeps_a_changed_description(ec2: Any, groups: list[str]) -> None:
    source, target = groups
    rule_id = allow(ec2, target, UserIdGroupPairs=[{"GroupId": source, "Description": "old"}])["SecurityGroupRuleId"]
    change = TCP_443 | {"ReferencedGroupId": source, "Description": "new"}
    rules = [{"SecurityGroupRuleId": rule_id, "SecurityGroupRule": change}]
    ec2.modify_security_group_rules(GroupId=target, SecurityGroupRules=rules)
    assert describe(ec2, rule_id)["Description"] == "new"


def test_invents_no_description(ec2: Any, groups: list[str]) -> None:
    source, target = groups
    rule = allow(ec2, target, UserIdGroupPairs=[{"GroupId": source}])
    assert "Description" not in describe(ec2, rule["SecurityGroupRuleId"])
