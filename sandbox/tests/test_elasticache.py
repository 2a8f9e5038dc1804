"""ElastiCache: groups of subnets and parameters, users, and tags, as the provider must find and change them."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

OFF = {"UserName": "default", "AccessString": "off -@all", "NoPasswordRequired": True, "Engine": "redis"}


@pytest.fixture
def elasticache(aws: Any) -> Any:
    return aws.client("elasticache")


@pytest.fixture
def parameter_group(elasticache: Any) -> str:
    name = f"parameters-{uuid4().hex[:8]}"
    elasticache.create_cache_parameter_group(
        CacheParameterGroupName=name, CacheParameterGroupFamily="redis7", Description="A sample"
    )
    return name


@pytest.fixture
def subnet_group(aws: Any, elasticache: Any) -> str:
    name = f"subnets-{uuid4().hex[:8]}"
    elasticache.create_cache_subnet_group(
        CacheSubnetGroupName=name, CacheSubnetGroupDescription="A sample", SubnetIds=subnets(aws)[:1]
    )
    return name


@pytest.fixture
def user(elasticache: Any) -> Callable[..., str]:
    def create(**settings: Any) -> str:
        name = f"user-{uuid4().hex[:8]}"
        elasticache.create_user(**{"UserId": name, "UserName": name, **IAM, **settings})
        return name

    return create


IAM = {"AccessString": "on ~* +@all", "AuthenticationMode": {"Type": "iam"}, "Engine": "redis"}


@pytest.fixture
def user_group(elasticache: Any, user: Callable[..., str]) -> str:
    name = f"users-{uuid4().hex[:8]}"
    elasticache.create_user_group(UserGroupId=name, Engine="redis", UserIds=[nobody(elasticache), user()])
    return name


def nobody(elasticache: Any) -> str:
    user_id = f"nobody-{uuid4().hex[:8]}"
    elasticache.create_user(UserId=user_id, **OFF)
    return user_id


def subnets(aws: Any) -> list[str]:
    ec2 = aws.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    return [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{number}.0/24", AvailabilityZone=f"us-east-1{zone}")["Subnet"][
            "SubnetId"
        ]
        for number, zone in enumerate("ab")
    ]


def refuses(code: str) -> Any:
    return pytest.raises(ClientError, match=rf"\({code}\)")


def set_parameters(elasticache: Any, name: str, **values: str) -> None:
    pairs = [{"ParameterName": key, "ParameterValue": value} for key, value in values.items()]
    elasticache.modify_cache_parameter_group(CacheParameterGroupName=name, ParameterNameValues=pairs)


def parameters_of(elasticache: Any, name: str, **filters: str) -> dict[str, str]:
    found = elasticache.describe_cache_parameters(CacheParameterGroupName=name, **filters)["Parameters"]
    return {each["ParameterName"]: each["ParameterValue"] for each in found}


def test_a_parameter_group_is_found_under_its_name(elasticache: Any, parameter_group: str) -> None:
    [found] = elasticache.describe_cache_parameter_groups(CacheParameterGroupName=parameter_group)[
        "CacheParameterGroups"
    ]
    assert (found["CacheParameterGroupFamily"], found["Description"]) == ("redis7", "A sample")
    assert found["ARN"] == f"arn:aws:elasticache:us-east-1:123456789012:parametergroup:{parameter_group}"


def test_a_parameter_group_is_among_all(elasticache: Any, parameter_group: str) -> None:
    found = elasticache.describe_cache_parameter_groups()["CacheParameterGroups"]
    assert parameter_group in [each["CacheParameterGroupName"] for each in found]


def test_a_second_parameter_group_of_the_same_name_is_refused(elasticache: Any, parameter_group: str) -> None:
    with refuses("CacheParameterGroupAlreadyExists"):
        elasticache.create_cache_parameter_group(
            CacheParameterGroupName=parameter_group, CacheParameterGroupFamily="redis7", Description="A sample"
        )


def test_a_parameter_group_holds_what_somebody_set(elasticache: Any, parameter_group: str) -> None:
    assert parameters_of(elasticache, parameter_group) == {}
    set_parameters(elasticache, parameter_group, timeout="300", databases="1")
    assert parameters_of(elasticache, parameter_group, Source="user") == {"timeout": "300", "databases": "1"}
    assert parameters_of(elasticache, parameter_group, Source="system") == {}


@pytest.mark.parametrize(
    ("request_", "left"),
    [
        ({"ParameterNameValues": [{"ParameterName": "timeout", "ParameterValue": "0"}]}, {"databases": "1"}),
        ({"ResetAllParameters": True}, {}),
    ],
)
def test_parameters_are_taken_back(elasticache: Any, parameter_group: str, request_: Any, left: Any) -> None:
    set_parameters(elasticache, parameter_group, timeout="300", databases="1")
    elasticache.reset_cache_parameter_group(CacheParameterGroupName=parameter_group, **request_)
    assert parameters_of(elasticache, parameter_group) == left


def test_a_deleted_parameter_group_is_gone(elasticache: Any, parameter_group: str) -> None:
    elasticache.delete_cache_parameter_group(CacheParameterGroupName=parameter_group)
    with refuses("CacheParameterGroupNotFound"):
        elasticache.describe_cache_parameter_groups(CacheParameterGroupName=parameter_group)


def test_a_subnet_group_changes_and_keeps_its_tags(aws: Any, elasticache: Any, subnet_group: str) -> None:
    arn = f"arn:aws:elasticache:us-east-1:123456789012:subnetgroup:{subnet_group}"
    elasticache.add_tags_to_resource(ResourceName=arn, Tags=[{"Key": "HIPAA", "Value": "true"}])
    both = subnets(aws)
    changed = elasticache.modify_cache_subnet_group(
        CacheSubnetGroupName=subnet_group, CacheSubnetGroupDescription="Another", SubnetIds=both
    )["CacheSubnetGroup"]
    assert (changed["CacheSubnetGroupDescription"], changed["ARN"]) == ("Another", arn)
    [found] = elasticache.describe_cache_subnet_groups(CacheSubnetGroupName=subnet_group)["CacheSubnetGroups"]
    assert found["CacheSubnetGroupDescription"] == "Another"
    assert sorted(each["SubnetIdentifier"] for each in found["Subnets"]) == sorted(both)
    assert elasticache.list_tags_for_resource(ResourceName=arn)["TagList"] == [{"Key": "HIPAA", "Value": "true"}]


def test_a_subnet_group_stays_when_its_change_is_refused(aws: Any, elasticache: Any, subnet_group: str) -> None:
    [before] = elasticache.describe_cache_subnet_groups(CacheSubnetGroupName=subnet_group)["CacheSubnetGroups"]
    strangers = [subnets(aws)[0], subnets(aws)[0]]
    with refuses("InvalidSubnet"):
        elasticache.modify_cache_subnet_group(CacheSubnetGroupName=subnet_group, SubnetIds=strangers)
    [after] = elasticache.describe_cache_subnet_groups(CacheSubnetGroupName=subnet_group)["CacheSubnetGroups"]
    assert after["Subnets"] == before["Subnets"]


def test_a_deleted_subnet_group_is_gone(elasticache: Any, subnet_group: str) -> None:
    elasticache.delete_cache_subnet_group(CacheSubnetGroupName=subnet_group)
    with refuses("CacheSubnetGroupNotFoundFault"):
        elasticache.describe_cache_subnet_groups(CacheSubnetGroupName=subnet_group)


def test_a_parameter_group_has_tags_that_change(elasticache: Any) -> None:
    name = f"parameters-{uuid4().hex[:8]}"
    created = elasticache.create_cache_parameter_group(
        CacheParameterGroupName=name,
        CacheParameterGroupFamily="redis7",
        Description="A sample",
        Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}],
    )
    arn = created["CacheParameterGroup"]["ARN"]
    added = elasticache.add_tags_to_resource(ResourceName=arn, Tags=[{"Key": "a", "Value": "3"}])["TagList"]
    assert {each["Key"]: each["Value"] for each in added} == {"a": "3", "b": "2"}
    left = elasticache.remove_tags_from_resource(ResourceName=arn, TagKeys=["b"])["TagList"]
    assert left == [{"Key": "a", "Value": "3"}]


def test_a_new_parameter_group_knows_nothing_of_a_deleted_one(elasticache: Any, parameter_group: str) -> None:
    arn = f"arn:aws:elasticache:us-east-1:123456789012:parametergroup:{parameter_group}"
    elasticache.add_tags_to_resource(ResourceName=arn, Tags=[{"Key": "a", "Value": "1"}])
    set_parameters(elasticache, parameter_group, timeout="300")
    elasticache.delete_cache_parameter_group(CacheParameterGroupName=parameter_group)
    elasticache.create_cache_parameter_group(
        CacheParameterGroupName=parameter_group, CacheParameterGroupFamily="redis7", Description="A sample"
    )
    assert parameters_of(elasticache, parameter_group) == {}
    assert elasticache.list_tags_for_resource(ResourceName=arn)["TagList"] == []


def describe_user(elasticache: Any, user_id: str) -> dict[str, Any]:
    return elasticache.describe_users(UserId=user_id)["Users"][0]


def test_a_user_who_comes_by_iam_is_called_like_its_id(elasticache: Any, user: Any) -> None:
    assert describe_user(elasticache, user())["Authentication"]["Type"] == "iam"
    with refuses("InvalidParameterValue"):
        elasticache.create_user(UserId="one", UserName="another", **IAM)


def test_a_user_without_password_says_so(elasticache: Any) -> None:
    assert describe_user(elasticache, nobody(elasticache))["Authentication"]["Type"] == "no-password"


def test_a_changed_user_shows_the_change(elasticache: Any, user: Any) -> None:
    user_id = user()
    elasticache.modify_user(UserId=user_id, AccessString="on ~app:* +@read")
    assert describe_user(elasticache, user_id)["AccessString"] == "on ~app:* +@read"
    elasticache.modify_user(UserId=user_id, AppendAccessString="-@dangerous")
    assert describe_user(elasticache, user_id)["AccessString"] == "on ~app:* +@read -@dangerous"


@pytest.mark.parametrize(
    ("request_", "kind", "passwords"),
    [
        ({"AuthenticationMode": {"Type": "password", "Passwords": ["not-a-secret-at-all"]}}, "password", 1),
        ({"Passwords": ["not-a-secret-at-all", "nor-is-this-one-ever"]}, "password", 2),
        ({"NoPasswordRequired": True}, "no-password", None),
        ({"AuthenticationMode": {"Type": "iam"}}, "iam", None),
    ],
)
def test_a_user_changes_how_it_comes(elasticache: Any, user: Any, request_: Any, kind: str, passwords: Any) -> None:
    user_id = user()
    elasticache.modify_user(UserId=user_id, **request_)
    found = describe_user(elasticache, user_id)["Authentication"]
    assert (found["Type"], found.get("PasswordCount")) == (kind, passwords)


def test_a_user_of_another_name_cannot_change_to_iam(elasticache: Any) -> None:
    with refuses("InvalidParameterValue"):
        elasticache.modify_user(UserId=nobody(elasticache), AuthenticationMode={"Type": "iam"})


def test_a_deleted_user_is_gone_at_once_and_leaves_its_groups(elasticache: Any, user_group: str) -> None:
    [found] = elasticache.describe_user_groups(UserGroupId=user_group)["UserGroups"]
    _, member = found["UserIds"]
    assert describe_user(elasticache, member)["UserGroupIds"] == [user_group]
    elasticache.delete_user(UserId=member)
    with refuses("UserNotFound"):
        elasticache.describe_users(UserId=member)
    [left] = elasticache.describe_user_groups(UserGroupId=user_group)["UserGroups"]
    assert left["UserIds"] == found["UserIds"][:1]


def test_a_group_keeps_its_default_user(elasticache: Any, user_group: str) -> None:
    [found] = elasticache.describe_user_groups(UserGroupId=user_group)["UserGroups"]
    with refuses("DefaultUserAssociatedToUserGroup"):
        elasticache.delete_user(UserId=found["UserIds"][0])


@pytest.mark.parametrize("operation", ["modify_user", "delete_user"])
def test_what_no_user_is_cannot_change_or_go(elasticache: Any, operation: str) -> None:
    with refuses("UserNotFound"):
        getattr(elasticache, operation)(UserId="nobody-of-that-name")


def test_a_group_of_users_is_active_with_its_members(elasticache: Any, user_group: str) -> None:
    [found] = elasticache.describe_user_groups(UserGroupId=user_group)["UserGroups"]
    assert (found["Status"], found["Engine"], len(found["UserIds"])) == ("active", "redis", 2)
    assert found["ARN"] == f"arn:aws:elasticache:us-east-1:123456789012:usergroup:{user_group}"
    assert found["ReplicationGroups"] == []
    all_of_them = elasticache.describe_user_groups()["UserGroups"]
    assert user_group in [each["UserGroupId"] for each in all_of_them]


def test_a_group_needs_a_default_user_and_known_ones_of_different_names(elasticache: Any, user: Any) -> None:
    def group(*user_ids: str) -> None:
        elasticache.create_user_group(UserGroupId=f"users-{uuid4().hex[:8]}", Engine="redis", UserIds=list(user_ids))

    with refuses("DefaultUserRequired"):
        group(user())
    with refuses("UserNotFound"):
        group(nobody(elasticache), "nobody-of-that-name")
    with refuses("DuplicateUserName"):
        group(nobody(elasticache), nobody(elasticache))


def test_a_second_group_of_users_of_the_same_name_is_refused(elasticache: Any, user_group: str) -> None:
    with refuses("UserGroupAlreadyExists"):
        elasticache.create_user_group(UserGroupId=user_group, Engine="redis", UserIds=[nobody(elasticache)])


def test_users_come_to_a_group_and_go(elasticache: Any, user: Any, user_group: str) -> None:
    [found] = elasticache.describe_user_groups(UserGroupId=user_group)["UserGroups"]
    default, member = found["UserIds"]
    newcomer = user()
    changed = elasticache.modify_user_group(
        UserGroupId=user_group, UserIdsToAdd=[newcomer], UserIdsToRemove=[member]
    )
    assert changed["UserIds"] == [default, newcomer]
    with refuses("DefaultUserRequired"):
        elasticache.modify_user_group(UserGroupId=user_group, UserIdsToRemove=[default])


def test_a_deleted_group_of_users_is_gone_and_its_users_stay(elasticache: Any, user_group: str) -> None:
    [found] = elasticache.describe_user_groups(UserGroupId=user_group)["UserGroups"]
    elasticache.delete_user_group(UserGroupId=user_group)
    with refuses("UserGroupNotFound"):
        elasticache.describe_user_groups(UserGroupId=user_group)
    assert describe_user(elasticache, found["UserIds"][1])["UserGroupIds"] == []
