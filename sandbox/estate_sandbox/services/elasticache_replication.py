"""ElastiCache replication groups without shards, and their nodes: moto's do not change, never go, and have no nodes."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from ..context import Context
from ..registry import Answer, Fault, Parameters, own
from .elasticache_nodes import described_alone, described_group, described_node
from .elasticache_rules import refuse_contradictions
from .elasticache_snapshots import keep_snapshot, restored
from .elasticache_state import arn_of, forget_tags, node_settings, replication_groups, require_user_groups, tag

SERVICE = "elasticache"
#: Request parameter -> field of the group.
OF_GROUP = {
    "AtRestEncryptionEnabled": "AtRestEncryptionEnabled",
    "AutoMinorVersionUpgrade": "AutoMinorVersionUpgrade",
    "CacheNodeType": "CacheNodeType",
    "Engine": "Engine",
    "KmsKeyId": "KmsKeyId",
    "ReplicationGroupDescription": "Description",
    "SnapshotRetentionLimit": "SnapshotRetentionLimit",
    "SnapshotWindow": "SnapshotWindow",
    "TransitEncryptionEnabled": "TransitEncryptionEnabled",
    "TransitEncryptionMode": "TransitEncryptionMode",
}
OF_NODES = (
    "CacheParameterGroupName",
    "CacheSubnetGroupName",
    "NotificationTopicArn",
    "Port",
    "PreferredMaintenanceWindow",
    "SecurityGroupIds",
)
#: What AWS makes of a version that names no patch.
VERSIONS = {"7.0": "7.0.7", "7.1": "7.1.0"}
LATEST = "7.1"


@own(SERVICE, "CreateReplicationGroup")
def create(context: Context, parameters: Parameters) -> Answer:
    """Available at once; from a snapshot, it is like the group that was saved unless told otherwise."""
    name = parameters["ReplicationGroupId"]
    if name in replication_groups(context):
        raise Fault("ReplicationGroupAlreadyExists", f"Replication group {name} already exists.")
    if parameters.get("NumNodeGroups", 1) > 1 or parameters.get("ClusterMode", "disabled") != "disabled":
        raise NotImplementedError("replication groups with shards")
    parameters = restored(context, parameters)
    count = parameters.get("NumCacheClusters") or parameters.get("ReplicasPerNodeGroup", 0) + 1
    group = {
        "ReplicationGroupId": name,
        "Status": "available",
        "ARN": arn_of(context, "replicationgroup", name),
        "MemberClusters": _members(name, count),
        "AutomaticFailover": "disabled",
        "MultiAZ": "disabled",
        "ClusterEnabled": False,
        "ClusterMode": "disabled",
        "AuthTokenEnabled": "AuthToken" in parameters,
        "AutoMinorVersionUpgrade": True,
        "AtRestEncryptionEnabled": False,
        "TransitEncryptionEnabled": False,
        "SnapshotRetentionLimit": 0,
        "SnapshotWindow": "05:00-06:00",
        "DataTiering": "disabled",
        "NetworkType": "ipv4",
        "IpDiscovery": "ipv4",
        "Engine": "redis",
        "UserGroupIds": [],
        "LogDeliveryConfigurations": [],
        "ReplicationGroupCreateTime": datetime.now(UTC),
    }
    settings = {
        "CacheParameterGroupName": "default.redis7",
        "CacheSubnetGroupName": "default",
        "Domain": f"{name}.{uuid4().hex[:6]}.use1.cache.amazonaws.com",
        "EngineVersion": VERSIONS[LATEST],
        "Port": 6379,
        "PreferredMaintenanceWindow": "sun:05:00-sun:06:00",
        "SecurityGroupIds": [],
    }
    _change(context, group, settings, parameters | {"UserGroupIdsToAdd": parameters.get("UserGroupIds") or []})
    if group["TransitEncryptionEnabled"]:
        group.setdefault("TransitEncryptionMode", "required")
    replication_groups(context)[name] = group
    node_settings(context)[name] = settings
    tag(context, group["ARN"], parameters)
    return {"ReplicationGroup": described_group(context, group)}


@own(SERVICE, "DescribeReplicationGroups")
def describe(context: Context, parameters: Parameters) -> Answer:
    """One, or all."""
    named = "ReplicationGroupId" in parameters
    groups = [_existing(context, parameters)] if named else list(replication_groups(context).values())
    return {"ReplicationGroups": [described_group(context, group) for group in groups]}


@own(SERVICE, "ModifyReplicationGroup")
def modify(context: Context, parameters: Parameters) -> Answer:
    """Changes at once what the request names, or nothing when it is refused."""
    group = dict(_existing(context, parameters))
    name = group["ReplicationGroupId"]
    settings = dict(node_settings(context)[name])
    _change(context, group, settings, parameters)
    replication_groups(context)[name] = group
    node_settings(context)[name] = settings
    return {"ReplicationGroup": described_group(context, group)}


@own(SERVICE, "IncreaseReplicaCount", "DecreaseReplicaCount")
def change_replicas(context: Context, parameters: Parameters) -> Answer:
    """Nodes come and go at the end of the line; failover needs one replica."""
    group = _existing(context, parameters)
    count = parameters["NewReplicaCount"] + 1
    if count == 1 and group["AutomaticFailover"] == "enabled":
        raise Fault("InvalidParameterValue", "Must have at least one replica while automatic failover is enabled.")
    group["MemberClusters"] = _members(group["ReplicationGroupId"], count)
    return {"ReplicationGroup": described_group(context, group)}


@own(SERVICE, "DeleteReplicationGroup")
def delete(context: Context, parameters: Parameters) -> Answer:
    """Gone at once, with its nodes; a final snapshot stays."""
    group = _existing(context, parameters)
    if "FinalSnapshotIdentifier" in parameters:
        keep_snapshot(context, parameters["FinalSnapshotIdentifier"], group)
    described = described_group(context, group)
    del replication_groups(context)[group["ReplicationGroupId"]]
    del node_settings(context)[group["ReplicationGroupId"]]
    forget_tags(context, group["ARN"])
    return {"ReplicationGroup": described | {"Status": "deleting"}}


@own(SERVICE, "DescribeCacheClusters")
def describe_nodes(context: Context, parameters: Parameters) -> Answer:
    """The nodes of replication groups, and moto's clusters that stand alone."""
    wanted = parameters.get("CacheClusterId")
    nodes = [
        described_node(context, group, member)
        for group in replication_groups(context).values()
        for member in group["MemberClusters"]
        if wanted in (None, member)
    ]
    if not nodes or wanted is None:
        nodes += [described_alone(each) for each in context.backend().describe_cache_clusters(wanted)]
    return {"CacheClusters": nodes}


def _existing(context: Context, parameters: Parameters) -> dict[str, Any]:
    name = parameters["ReplicationGroupId"]
    if name not in replication_groups(context):
        raise Fault("ReplicationGroupNotFoundFault", f"ReplicationGroup {name} not found.")
    return replication_groups(context)[name]


def _members(name: str, count: int) -> list[str]:
    return [f"{name}-{number:03}" for number in range(1, count + 1)]


def _change(context: Context, group: dict[str, Any], settings: dict[str, Any], parameters: Parameters) -> None:
    group.update({field: parameters[key] for key, field in OF_GROUP.items() if key in parameters})
    settings.update({key: parameters[key] for key in OF_NODES if key in parameters})
    if "EngineVersion" in parameters:
        settings["EngineVersion"] = VERSIONS.get(parameters["EngineVersion"], parameters["EngineVersion"])
    for key, field in (("AutomaticFailoverEnabled", "AutomaticFailover"), ("MultiAZEnabled", "MultiAZ")):
        if key in parameters:
            group[field] = "enabled" if parameters[key] else "disabled"
    group["UserGroupIds"] = _changed_user_groups(context, group["UserGroupIds"], parameters)
    group["LogDeliveryConfigurations"] = _changed_logs(group["LogDeliveryConfigurations"], parameters)
    refuse_contradictions(context, group, settings)


def _changed_user_groups(context: Context, known: list[str], parameters: Parameters) -> list[str]:
    added = parameters.get("UserGroupIdsToAdd") or []
    require_user_groups(context, added)
    gone = known if parameters.get("RemoveUserGroups") else parameters.get("UserGroupIdsToRemove") or []
    return [each for each in known if each not in gone] + added


def _changed_logs(known: list[dict[str, Any]], parameters: Parameters) -> list[dict[str, Any]]:
    logs = {each["LogType"]: each for each in known}
    for requested in parameters.get("LogDeliveryConfigurations") or []:
        configuration = dict(requested)
        logs.pop(configuration["LogType"], None)
        if configuration.pop("Enabled", True):
            logs[configuration["LogType"]] = configuration | {"Status": "active"}
    return list(logs.values())
