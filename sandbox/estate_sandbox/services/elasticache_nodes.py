"""How ElastiCache tells of replication groups and of their nodes."""

from typing import Any

from ..context import Context
from .elasticache_state import arn_of, node_settings

CACHE_NODE_ID = "0001"
#: Fields that every node has as its group has them.
AS_THE_GROUP = (
    "AtRestEncryptionEnabled",
    "AuthTokenEnabled",
    "AutoMinorVersionUpgrade",
    "CacheNodeType",
    "Engine",
    "IpDiscovery",
    "LogDeliveryConfigurations",
    "NetworkType",
    "ReplicationGroupId",
    "SnapshotRetentionLimit",
    "SnapshotWindow",
    "TransitEncryptionEnabled",
    "TransitEncryptionMode",
)


def described_group(context: Context, group: dict[str, Any]) -> dict[str, Any]:
    """The group with its endpoints and members; the first one is the primary."""
    settings = node_settings(context)[group["ReplicationGroupId"]]
    members = [
        {
            "CacheClusterId": member,
            "CacheNodeId": CACHE_NODE_ID,
            "ReadEndpoint": _endpoint(settings, member),
            "PreferredAvailabilityZone": _zone(context, group, member),
            "CurrentRole": "primary" if member == group["MemberClusters"][0] else "replica",
        }
        for member in group["MemberClusters"]
    ]
    node_group = {
        "NodeGroupId": CACHE_NODE_ID,
        "Status": "available",
        "PrimaryEndpoint": _endpoint(settings, "master"),
        "ReaderEndpoint": _endpoint(settings, "replica"),
        "NodeGroupMembers": members,
    }
    saved = {"SnapshottingClusterId": group["MemberClusters"][-1]} if group["SnapshotRetentionLimit"] else {}
    return group | {"NodeGroups": [node_group]} | saved


def described_node(context: Context, group: dict[str, Any], member: str) -> dict[str, Any]:
    """One node, with the settings that AWS tells nowhere else."""
    settings = node_settings(context)[group["ReplicationGroupId"]]
    created = group["ReplicationGroupCreateTime"]
    zone = _zone(context, group, member)
    node = {
        "CacheNodeId": CACHE_NODE_ID,
        "CacheNodeStatus": "available",
        "CacheNodeCreateTime": created,
        "Endpoint": _endpoint(settings, member),
        "ParameterGroupStatus": "in-sync",
        "CustomerAvailabilityZone": zone,
    }
    parameter_group = {
        "CacheParameterGroupName": settings["CacheParameterGroupName"],
        "ParameterApplyStatus": "in-sync",
        "CacheNodeIdsToReboot": [],
    }
    return {field: group[field] for field in AS_THE_GROUP if field in group} | {
        "ARN": arn_of(context, "cluster", member),
        "CacheClusterCreateTime": created,
        "CacheClusterId": member,
        "CacheClusterStatus": "available",
        "CacheNodes": [node],
        "CacheParameterGroup": parameter_group,
        "CacheSubnetGroupName": settings["CacheSubnetGroupName"],
        "EngineVersion": settings["EngineVersion"],
        "NumCacheNodes": 1,
        "PreferredAvailabilityZone": zone,
        "PreferredMaintenanceWindow": settings["PreferredMaintenanceWindow"],
        "ReplicationGroupLogDeliveryEnabled": bool(group["LogDeliveryConfigurations"]),
        "SecurityGroups": [{"SecurityGroupId": each, "Status": "active"} for each in settings["SecurityGroupIds"]],
    }


def described_alone(cluster: Any) -> dict[str, Any]:
    """A cluster outside of replication groups, which moto keeps."""
    return {
        "ARN": cluster.arn,
        "CacheClusterCreateTime": cluster.cache_cluster_create_time,
        "CacheClusterId": cluster.cache_cluster_id,
        "CacheClusterStatus": cluster.cache_cluster_status,
        "CacheNodeType": cluster.cache_node_type,
        "CacheSubnetGroupName": cluster.cache_subnet_group_name,
        "Engine": cluster.engine,
        "EngineVersion": cluster.engine_version,
        "NumCacheNodes": cluster.num_cache_nodes,
    }


def vpc_of(context: Context, group: dict[str, Any]) -> str | None:
    """Where its subnets are."""
    found = _subnet_group(context, group)
    return found.vpc_id if found else None


def _endpoint(settings: dict[str, Any], host: str) -> dict[str, Any]:
    return {"Address": f"{host}.{settings['Domain']}", "Port": settings["Port"]}


def _zone(context: Context, group: dict[str, Any], member: str) -> str:
    """The subnets' zones in turn."""
    found = _subnet_group(context, group)
    first = f"{context.region}a"
    zones = sorted({each.get("subnet_availability_zone", first) for each in found.subnets}) if found else [first]
    return zones[group["MemberClusters"].index(member) % len(zones)]


def _subnet_group(context: Context, group: dict[str, Any]) -> Any:
    name = node_settings(context)[group["ReplicationGroupId"]]["CacheSubnetGroupName"]
    return context.backend().cache_subnet_groups.get(name)
