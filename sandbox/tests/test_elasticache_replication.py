"""ElastiCache replication groups: made, changed, saved, copied, restored and deleted as on AWS."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

KEY = "arn:aws:kms:us-east-1:123456789012:key/redis"
FAILOVER = {"NumCacheClusters": 2, "AutomaticFailoverEnabled": True, "MultiAZEnabled": True}


@pytest.fixture
def elasticache(aws: Any) -> Any:
    return aws.client("elasticache")


@pytest.fixture
def group(elasticache: Any) -> Callable[..., str]:
    def create(**settings: Any) -> str:
        name = f"group-{uuid4().hex[:8]}"
        common = {"ReplicationGroupDescription": "A sample", "CacheNodeType": "cache.t4g.small", "Engine": "redis"}
        elasticache.create_replication_group(**{"ReplicationGroupId": name, **common, **settings})
        return name

    return create


@pytest.fixture
def user_group(elasticache: Any) -> str:
    name = f"users-{uuid4().hex[:8]}"
    off = {"UserName": "default", "AccessString": "off -@all", "NoPasswordRequired": True}
    elasticache.create_user(UserId=name, Engine="redis", **off)
    elasticache.create_user_group(UserGroupId=name, Engine="redis", UserIds=[name])
    return name


@pytest.fixture
def snapshot(elasticache: Any, group: Callable[..., str]) -> tuple[str, str]:
    name = group(KmsKeyId=KEY, AtRestEncryptionEnabled=True, EngineVersion="7.0", CacheNodeType="cache.r6g.large")
    saved = f"snapshot-{uuid4().hex[:8]}"
    elasticache.create_snapshot(SnapshotName=saved, ReplicationGroupId=name)
    return name, saved


def refuses(code: str) -> Any:
    return pytest.raises(ClientError, match=rf"\({code}\)")


def log(kind: str, **more: Any) -> dict[str, Any]:
    return {
        "LogType": kind,
        "DestinationType": "cloudwatch-logs",
        "DestinationDetails": {"CloudWatchLogsDetails": {"LogGroup": f"/aws/elasticache/sample/{kind}"}},
        "LogFormat": "json",
        **more,
    }


def describe(elasticache: Any, name: str) -> dict[str, Any]:
    return elasticache.describe_replication_groups(ReplicationGroupId=name)["ReplicationGroups"][0]


def describe_node(elasticache: Any, name: str) -> dict[str, Any]:
    return elasticache.describe_cache_clusters(CacheClusterId=name, ShowCacheNodeInfo=True)["CacheClusters"][0]


def test_a_group_is_available_at_once_as_it_was_asked_for(elasticache: Any, group: Any, user_group: str) -> None:
    settings = {
        "AtRestEncryptionEnabled": True,
        "KmsKeyId": KEY,
        "TransitEncryptionEnabled": True,
        "TransitEncryptionMode": "required",
        "SnapshotRetentionLimit": 15,
        "SnapshotWindow": "02:00-03:00",
        "AutoMinorVersionUpgrade": True,
    }
    name = group(UserGroupIds=[user_group], LogDeliveryConfigurations=[log("slow-log")], **FAILOVER, **settings)
    found = describe(elasticache, name)
    assert {key: found[key] for key in settings} == settings
    assert (found["Status"], found["Description"], found["CacheNodeType"]) == (
        "available",
        "A sample",
        "cache.t4g.small",
    )
    assert (found["MultiAZ"], found["AutomaticFailover"], found["ClusterEnabled"]) == ("enabled", "enabled", False)
    assert found["MemberClusters"] == [f"{name}-001", f"{name}-002"]
    assert found["UserGroupIds"] == [user_group]
    assert found["LogDeliveryConfigurations"] == [log("slow-log", Status="active")]
    assert found["ARN"] == f"arn:aws:elasticache:us-east-1:123456789012:replicationgroup:{name}"


def test_a_group_has_a_primary_and_replicas_behind_two_endpoints(elasticache: Any, group: Any) -> None:
    name = group(**FAILOVER)
    [node_group] = describe(elasticache, name)["NodeGroups"]
    roles = {each["CacheClusterId"]: each["CurrentRole"] for each in node_group["NodeGroupMembers"]}
    assert roles == {f"{name}-001": "primary", f"{name}-002": "replica"}
    assert node_group["PrimaryEndpoint"]["Address"].startswith(f"master.{name}.")
    assert node_group["ReaderEndpoint"]["Address"].startswith(f"replica.{name}.")
    assert node_group["PrimaryEndpoint"]["Port"] == 6379


def test_a_group_is_among_all(elasticache: Any, group: Any) -> None:
    name = group()
    found = elasticache.describe_replication_groups()["ReplicationGroups"]
    assert name in [each["ReplicationGroupId"] for each in found]


def test_a_second_group_of_the_same_name_is_refused(group: Any) -> None:
    with refuses("ReplicationGroupAlreadyExists"):
        group(ReplicationGroupId=group())


def test_a_group_with_tls_demands_it_unless_told_otherwise(elasticache: Any, group: Any) -> None:
    assert describe(elasticache, group(TransitEncryptionEnabled=True))["TransitEncryptionMode"] == "required"
    assert "TransitEncryptionMode" not in describe(elasticache, group())


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"MultiAZEnabled": True, "NumCacheClusters": 2}, "InvalidParameterCombination"),
        ({"AutomaticFailoverEnabled": True, "NumCacheClusters": 1}, "InvalidParameterCombination"),
        ({"UserGroupIds": ["nobody"], "TransitEncryptionEnabled": True}, "UserGroupNotFound"),
        ({"CacheParameterGroupName": "nothing"}, "CacheParameterGroupNotFound"),
        ({"CacheSubnetGroupName": "nowhere"}, "CacheSubnetGroupNotFoundFault"),
        ({"SnapshotName": "never-made"}, "SnapshotNotFoundFault"),
        ({"NumNodeGroups": 2}, "NotImplemented"),
    ],
)
def test_a_group_is_refused(group: Any, settings: Any, code: str) -> None:
    with refuses(code):
        group(**settings)


def test_users_need_tls_and_no_token(group: Any, user_group: str) -> None:
    with refuses("InvalidParameterCombination"):
        group(UserGroupIds=[user_group])
    with refuses("InvalidParameterCombination"):
        group(UserGroupIds=[user_group], TransitEncryptionEnabled=True, AuthToken="not-a-secret-at-all")


def test_nodes_tell_version_groups_and_windows(aws: Any, elasticache: Any, group: Any) -> None:
    ec2 = aws.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    lying = [("10.0.0.0/24", "us-east-1b"), ("10.0.1.0/24", "us-east-1a")]
    subnets = [ec2.create_subnet(VpcId=vpc, CidrBlock=c, AvailabilityZone=z)["Subnet"]["SubnetId"] for c, z in lying]
    groups = f"groups-{uuid4().hex[:8]}"
    elasticache.create_cache_subnet_group(
        CacheSubnetGroupName=groups, CacheSubnetGroupDescription="A sample", SubnetIds=subnets
    )
    elasticache.create_cache_parameter_group(
        CacheParameterGroupName=groups, CacheParameterGroupFamily="redis7", Description="A sample"
    )
    name = group(
        EngineVersion="7.1",
        CacheSubnetGroupName=groups,
        CacheParameterGroupName=groups,
        SecurityGroupIds=["sg-1"],
        PreferredMaintenanceWindow="mon:05:00-mon:06:00",
        **FAILOVER,
    )
    nodes = [describe_node(elasticache, f"{name}-{number}") for number in ("001", "002")]
    assert [each["PreferredAvailabilityZone"] for each in nodes] == ["us-east-1a", "us-east-1b"]
    for node in nodes:
        assert (node["EngineVersion"], node["CacheClusterStatus"]) == ("7.1.0", "available")
        assert node["ReplicationGroupId"] == name
        assert node["CacheSubnetGroupName"] == groups
        assert node["CacheParameterGroup"]["CacheParameterGroupName"] == groups
        assert node["PreferredMaintenanceWindow"] == "mon:05:00-mon:06:00"
        assert node["SecurityGroups"] == [{"SecurityGroupId": "sg-1", "Status": "active"}]
        assert node["CacheNodes"][0]["Endpoint"]["Port"] == 6379

    for delete, code in (
        (lambda: elasticache.delete_cache_subnet_group(CacheSubnetGroupName=groups), "CacheSubnetGroupInUse"),
        (
            lambda: elasticache.delete_cache_parameter_group(CacheParameterGroupName=groups),
            "InvalidCacheParameterGroupState",
        ),
    ):
        with refuses(code):
            delete()


def test_clusters_that_stand_alone_are_found_beside_nodes(elasticache: Any, group: Any) -> None:
    alone = f"alone-{uuid4().hex[:8]}"
    elasticache.create_cache_cluster(CacheClusterId=alone, CacheNodeType="cache.t4g.small", Engine="redis")
    name = group()
    found = [each["CacheClusterId"] for each in elasticache.describe_cache_clusters()["CacheClusters"]]
    assert {alone, f"{name}-001"} <= set(found)
    assert describe_node(elasticache, alone)["CacheClusterId"] == alone
    with refuses("CacheClusterNotFound"):
        describe_node(elasticache, f"{name}-002")


def test_a_changed_group_shows_the_change(elasticache: Any, group: Any) -> None:
    name = group(SnapshotRetentionLimit=15, **FAILOVER)
    change = {"CacheNodeType": "cache.r6g.large", "SnapshotRetentionLimit": 20, "SnapshotWindow": "01:00-02:00"}
    elasticache.modify_replication_group(
        ReplicationGroupId=name,
        ReplicationGroupDescription="Another",
        MultiAZEnabled=False,
        AutomaticFailoverEnabled=False,
        EngineVersion="7.0",
        PreferredMaintenanceWindow="tue:05:00-tue:06:00",
        SecurityGroupIds=["sg-2"],
        **change,
    )
    found = describe(elasticache, name)
    assert {key: found[key] for key in change} == change
    assert (found["Description"], found["MultiAZ"], found["AutomaticFailover"]) == ("Another", "disabled", "disabled")
    node = describe_node(elasticache, f"{name}-001")
    assert (node["EngineVersion"], node["PreferredMaintenanceWindow"]) == ("7.0.7", "tue:05:00-tue:06:00")
    assert node["SecurityGroups"] == [{"SecurityGroupId": "sg-2", "Status": "active"}]


def test_a_refused_change_changes_nothing(elasticache: Any, group: Any) -> None:
    name = group(**FAILOVER)
    with refuses("InvalidParameterCombination"):
        elasticache.modify_replication_group(
            ReplicationGroupId=name, AutomaticFailoverEnabled=False, CacheParameterGroupName="default.redis6.x"
        )
    assert describe(elasticache, name)["AutomaticFailover"] == "enabled"
    node = describe_node(elasticache, f"{name}-001")
    assert node["CacheParameterGroup"]["CacheParameterGroupName"] == "default.redis7"


def test_logs_are_turned_on_changed_and_off(elasticache: Any, group: Any) -> None:
    name = group(LogDeliveryConfigurations=[log("slow-log")])

    def change(*configurations: dict[str, Any]) -> list[tuple[str, str]]:
        elasticache.modify_replication_group(ReplicationGroupId=name, LogDeliveryConfigurations=list(configurations))
        found = describe(elasticache, name)["LogDeliveryConfigurations"]
        return sorted((each["LogType"], each["LogFormat"]) for each in found)

    assert change(log("engine-log")) == [("engine-log", "json"), ("slow-log", "json")]
    assert change(log("slow-log") | {"LogFormat": "text"}) == [("engine-log", "json"), ("slow-log", "text")]
    assert change({"LogType": "slow-log", "Enabled": False}) == [("engine-log", "json")]


def test_user_groups_are_admitted_and_sent_away(elasticache: Any, group: Any, user_group: str) -> None:
    name = group(TransitEncryptionEnabled=True)
    elasticache.modify_replication_group(ReplicationGroupId=name, UserGroupIdsToAdd=[user_group])
    assert describe(elasticache, name)["UserGroupIds"] == [user_group]
    [found] = elasticache.describe_user_groups(UserGroupId=user_group)["UserGroups"]
    assert found["ReplicationGroups"] == [name]
    with refuses("InvalidUserGroupState"):
        elasticache.delete_user_group(UserGroupId=user_group)
    elasticache.modify_replication_group(ReplicationGroupId=name, UserGroupIdsToRemove=[user_group])
    assert describe(elasticache, name)["UserGroupIds"] == []


def test_replicas_come_and_go(elasticache: Any, group: Any) -> None:
    name = group(**FAILOVER)
    elasticache.increase_replica_count(ReplicationGroupId=name, NewReplicaCount=3, ApplyImmediately=True)
    assert describe(elasticache, name)["MemberClusters"] == [f"{name}-00{number}" for number in (1, 2, 3, 4)]
    elasticache.decrease_replica_count(ReplicationGroupId=name, NewReplicaCount=1, ApplyImmediately=True)
    assert describe(elasticache, name)["MemberClusters"] == [f"{name}-001", f"{name}-002"]
    with refuses("InvalidParameterValue"):
        elasticache.decrease_replica_count(ReplicationGroupId=name, NewReplicaCount=0, ApplyImmediately=True)


def test_tags_of_a_group_change_and_go_with_it(elasticache: Any, group: Any) -> None:
    name = group(Tags=[{"Key": "HIPAA", "Value": "true"}])
    arn = describe(elasticache, name)["ARN"]
    assert elasticache.list_tags_for_resource(ResourceName=arn)["TagList"] == [{"Key": "HIPAA", "Value": "true"}]
    elasticache.delete_replication_group(ReplicationGroupId=name)
    group(ReplicationGroupId=name)
    assert elasticache.list_tags_for_resource(ResourceName=arn)["TagList"] == []


def test_a_deleted_group_is_gone_at_once_with_its_nodes(elasticache: Any, group: Any) -> None:
    name = group()
    elasticache.delete_replication_group(ReplicationGroupId=name)
    with refuses("ReplicationGroupNotFoundFault"):
        describe(elasticache, name)
    with refuses("CacheClusterNotFound"):
        describe_node(elasticache, f"{name}-001")


def test_a_deleted_group_leaves_its_final_snapshot(elasticache: Any, group: Any) -> None:
    name = group(KmsKeyId=KEY, AtRestEncryptionEnabled=True)
    elasticache.delete_replication_group(ReplicationGroupId=name, FinalSnapshotIdentifier=f"{name}-final")
    [found] = elasticache.describe_snapshots(ReplicationGroupId=name)["Snapshots"]
    assert (found["SnapshotName"], found["SnapshotStatus"], found["KmsKeyId"]) == (f"{name}-final", "available", KEY)


def test_a_group_stays_when_its_final_snapshot_has_a_taken_name(elasticache: Any, snapshot: tuple[str, str]) -> None:
    name, taken = snapshot
    with refuses("SnapshotAlreadyExistsFault"):
        elasticache.delete_replication_group(ReplicationGroupId=name, FinalSnapshotIdentifier=taken)
    assert describe(elasticache, name)["Status"] == "available"


def test_a_snapshot_tells_what_it_was_made_of(elasticache: Any, snapshot: tuple[str, str]) -> None:
    name, saved = snapshot
    [found] = elasticache.describe_snapshots(SnapshotName=saved)["Snapshots"]
    expected = {
        "ReplicationGroupId": name,
        "CacheNodeType": "cache.r6g.large",
        "EngineVersion": "7.0.7",
        "KmsKeyId": KEY,
        "SnapshotSource": "manual",
        "SnapshotStatus": "available",
        "ARN": f"arn:aws:elasticache:us-east-1:123456789012:snapshot:{saved}",
    }
    assert {key: found[key] for key in expected} == expected


def test_a_snapshot_may_be_made_of_one_node(elasticache: Any, group: Any) -> None:
    name = group(**FAILOVER)
    elasticache.create_snapshot(SnapshotName=f"{name}-s", CacheClusterId=f"{name}-002")
    [found] = elasticache.describe_snapshots(CacheClusterId=f"{name}-002")["Snapshots"]
    assert (found["SnapshotName"], found["CacheClusterId"]) == (f"{name}-s", f"{name}-002")
    assert elasticache.describe_snapshots(CacheClusterId=f"{name}-001")["Snapshots"] == []


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ({}, "InvalidParameterCombination"),
        ({"ReplicationGroupId": "one", "CacheClusterId": "one-001"}, "InvalidParameterCombination"),
        ({"ReplicationGroupId": "one"}, "ReplicationGroupNotFoundFault"),
        ({"CacheClusterId": "one-001"}, "CacheClusterNotFound"),
    ],
)
def test_a_snapshot_needs_one_source_that_exists(elasticache: Any, source: Any, code: str) -> None:
    with refuses(code):
        elasticache.create_snapshot(SnapshotName="s", **source)


def test_snapshots_are_found_by_who_made_them(elasticache: Any, snapshot: tuple[str, str]) -> None:
    name, saved = snapshot
    by_people = elasticache.describe_snapshots(ReplicationGroupId=name, SnapshotSource="user")["Snapshots"]
    assert [each["SnapshotName"] for each in by_people] == [saved]
    assert elasticache.describe_snapshots(ReplicationGroupId=name, SnapshotSource="system")["Snapshots"] == []


def test_a_snapshot_is_copied_with_another_key(elasticache: Any, snapshot: tuple[str, str]) -> None:
    _, saved = snapshot
    elasticache.copy_snapshot(
        SourceSnapshotName=saved,
        TargetSnapshotName=f"{saved}-copy",
        KmsKeyId="arn:other",
        Tags=[{"Key": "a", "Value": "1"}],
    )
    [copy] = elasticache.describe_snapshots(SnapshotName=f"{saved}-copy")["Snapshots"]
    [source] = elasticache.describe_snapshots(SnapshotName=saved)["Snapshots"]
    assert (copy["KmsKeyId"], source["KmsKeyId"]) == ("arn:other", KEY)
    assert copy["ARN"].endswith(f":snapshot:{saved}-copy")
    assert elasticache.list_tags_for_resource(ResourceName=copy["ARN"])["TagList"] == [{"Key": "a", "Value": "1"}]
    with refuses("SnapshotAlreadyExistsFault"):
        elasticache.copy_snapshot(SourceSnapshotName=saved, TargetSnapshotName=f"{saved}-copy")


def test_a_snapshot_is_exported_to_a_bucket(aws: Any, elasticache: Any, snapshot: tuple[str, str]) -> None:
    _, saved = snapshot
    s3 = aws.client("s3")
    bucket = f"exports-{uuid4().hex[:8]}"
    s3.create_bucket(Bucket=bucket)
    elasticache.copy_snapshot(SourceSnapshotName=saved, TargetSnapshotName="out", TargetBucket=bucket)
    assert [each["Key"] for each in s3.list_objects_v2(Bucket=bucket)["Contents"]] == ["out-0001.rdb"]
    with refuses("SnapshotNotFoundFault"):
        elasticache.describe_snapshots(SnapshotName="out")
    with refuses("InvalidParameterValue"):
        elasticache.copy_snapshot(SourceSnapshotName=saved, TargetSnapshotName="out", TargetBucket="no-such-bucket")


def test_a_group_is_restored_like_the_one_that_was_saved(elasticache: Any, snapshot: tuple[str, str]) -> None:
    _, saved = snapshot
    name = f"restored-{uuid4().hex[:8]}"
    elasticache.create_replication_group(
        ReplicationGroupId=name,
        ReplicationGroupDescription="Restored",
        SnapshotName=saved,
        TransitEncryptionEnabled=True,
        **FAILOVER,
    )
    found = describe(elasticache, name)
    assert (found["Status"], found["CacheNodeType"], found["MultiAZ"]) == ("available", "cache.r6g.large", "enabled")
    assert describe_node(elasticache, f"{name}-001")["EngineVersion"] == "7.0.7"


def test_a_restored_group_may_differ_from_the_saved(elasticache: Any, group: Any, snapshot: tuple[str, str]) -> None:
    name = group(SnapshotName=snapshot[1], CacheNodeType="cache.t4g.medium", EngineVersion="7.1")
    assert describe(elasticache, name)["CacheNodeType"] == "cache.t4g.medium"
    assert describe_node(elasticache, f"{name}-001")["EngineVersion"] == "7.1.0"


def test_a_deleted_snapshot_is_gone(elasticache: Any, snapshot: tuple[str, str]) -> None:
    _, saved = snapshot
    elasticache.delete_snapshot(SnapshotName=saved)
    with refuses("SnapshotNotFoundFault"):
        elasticache.describe_snapshots(SnapshotName=saved)
