"""ElastiCache snapshots: made of groups and nodes, copied, exported to a bucket, and restored from."""

from datetime import UTC, datetime
from typing import Any

from moto.backends import get_backend

from ..context import Context, Table
from ..registry import Answer, Fault, Parameters, own
from .elasticache_nodes import CACHE_NODE_ID, vpc_of
from .elasticache_state import arn_of, forget_tags, node_settings, replication_groups, tag

SERVICE = "elasticache"
#: What a group that is made from a snapshot takes over.
RESTORED = ("AutoMinorVersionUpgrade", "CacheNodeType", "Engine", "EngineVersion", "Port")
#: Value of the request's filter -> how a snapshot is described.
SOURCES = {"system": "automated", "user": "manual"}


@own(SERVICE, "CreateSnapshot")
def create(context: Context, parameters: Parameters) -> Answer:
    """Saves a replication group, by its name or by one of its nodes."""
    group, node = _source(context, parameters)
    snapshot = keep_snapshot(context, parameters["SnapshotName"], group, node, parameters.get("KmsKeyId"))
    tag(context, snapshot["ARN"], parameters)
    return {"Snapshot": snapshot}


@own(SERVICE, "DescribeSnapshots")
def describe(context: Context, parameters: Parameters) -> Answer:
    """One, or all of a group, a node or a source; those of deleted groups too."""
    if "SnapshotName" in parameters:
        return {"Snapshots": [_existing(context, parameters["SnapshotName"])]}
    wanted = {key: parameters[key] for key in ("ReplicationGroupId", "CacheClusterId") if key in parameters}
    if "SnapshotSource" in parameters:
        wanted["SnapshotSource"] = SOURCES.get(parameters["SnapshotSource"], parameters["SnapshotSource"])
    return {"Snapshots": [each for each in _snapshots(context).values() if wanted.items() <= each.items()]}


@own(SERVICE, "CopySnapshot")
def copy(context: Context, parameters: Parameters) -> Answer:
    """A second snapshot, perhaps with another key; or, with a bucket, a file there and no snapshot."""
    source = _existing(context, parameters["SourceSnapshotName"])
    name = parameters["TargetSnapshotName"]
    if "TargetBucket" in parameters:
        _export(context, source, name, parameters["TargetBucket"])
        return {"Snapshot": source | {"SnapshotStatus": "exporting"}}
    _require_free(context, name)
    key = {"KmsKeyId": parameters["KmsKeyId"]} if "KmsKeyId" in parameters else {}
    named = {"SnapshotName": name, "ARN": arn_of(context, "snapshot", name), "SnapshotSource": "manual"}
    _snapshots(context)[name] = source | named | key
    tag(context, _snapshots(context)[name]["ARN"], parameters)
    return {"Snapshot": _snapshots(context)[name]}


@own(SERVICE, "DeleteSnapshot")
def delete(context: Context, parameters: Parameters) -> Answer:
    """Gone at once."""
    snapshot = _existing(context, parameters["SnapshotName"])
    del _snapshots(context)[snapshot["SnapshotName"]]
    forget_tags(context, snapshot["ARN"])
    return {"Snapshot": snapshot | {"SnapshotStatus": "deleting"}}


def keep_snapshot(
    context: Context, name: str, group: dict[str, Any], node: str | None = None, key: str | None = None
) -> dict[str, Any]:
    """Saves the group; it keeps its key unless told otherwise."""
    _require_free(context, name)
    settings = node_settings(context)[group["ReplicationGroupId"]]
    now = datetime.now(UTC)
    saved = node or group["MemberClusters"][-1]
    snapshot = {
        "SnapshotName": name,
        "ARN": arn_of(context, "snapshot", name),
        "ReplicationGroupId": group["ReplicationGroupId"],
        "ReplicationGroupDescription": group["Description"],
        "CacheClusterId": saved,
        "SnapshotStatus": "available",
        "SnapshotSource": "manual",
        "NumCacheNodes": 1,
        "NumNodeGroups": 1,
        "AutomaticFailover": group["AutomaticFailover"],
        "CacheClusterCreateTime": group["ReplicationGroupCreateTime"],
        "NodeSnapshots": [
            {
                "CacheClusterId": saved,
                "NodeGroupId": CACHE_NODE_ID,
                "CacheNodeId": CACHE_NODE_ID,
                "CacheSize": "1 MB",
                "CacheNodeCreateTime": group["ReplicationGroupCreateTime"],
                "SnapshotCreateTime": now,
            }
        ],
        "KmsKeyId": key or group.get("KmsKeyId"),
        "VpcId": vpc_of(context, group),
    }
    of_group = ("AutoMinorVersionUpgrade", "CacheNodeType", "Engine", "SnapshotRetentionLimit", "SnapshotWindow")
    of_nodes = (
        "CacheParameterGroupName",
        "CacheSubnetGroupName",
        "EngineVersion",
        "Port",
        "PreferredMaintenanceWindow",
    )
    snapshot |= {field: group[field] for field in of_group if field in group}
    snapshot |= {field: settings[field] for field in of_nodes if field in settings}
    _snapshots(context)[name] = snapshot
    return snapshot


def restored(context: Context, parameters: Parameters) -> Parameters:
    """The request for a new group, completed by the snapshot that it is made from."""
    if "SnapshotName" not in parameters:
        return parameters
    snapshot = _existing(context, parameters["SnapshotName"])
    return {field: snapshot[field] for field in RESTORED if field in snapshot} | parameters


def _source(context: Context, parameters: Parameters) -> tuple[dict[str, Any], str | None]:
    groups = replication_groups(context)
    wanted, node = parameters.get("ReplicationGroupId"), parameters.get("CacheClusterId")
    if (wanted is None) == (node is None):
        raise Fault("InvalidParameterCombination", "One of CacheClusterId and ReplicationGroupId must be provided.")
    if node is None:
        if wanted not in groups:
            raise Fault("ReplicationGroupNotFoundFault", f"ReplicationGroup {wanted} not found.")
        return groups[wanted], None
    for group in groups.values():
        if node in group["MemberClusters"]:
            return group, node
    raise Fault("CacheClusterNotFound", f"CacheCluster {node} not found.")


def _export(context: Context, source: dict[str, Any], name: str, bucket: str) -> None:
    """One file for each group of nodes, as AWS names it; no data stands behind it."""
    s3 = get_backend("s3")[context.account]["aws"]
    if bucket not in s3.buckets:
        raise Fault("InvalidParameterValue", f"The S3 bucket {bucket} does not exist.")
    s3.put_object(bucket, f"{name}-{CACHE_NODE_ID}.rdb", f"REDIS {source['SnapshotName']}".encode())


def _snapshots(context: Context) -> Table:
    return context.table("snapshots")


def _existing(context: Context, name: str) -> dict[str, Any]:
    if name not in _snapshots(context):
        raise Fault("SnapshotNotFoundFault", f"Snapshot {name} not found.")
    return _snapshots(context)[name]


def _require_free(context: Context, name: str) -> None:
    if name in _snapshots(context):
        raise Fault("SnapshotAlreadyExistsFault", f"Snapshot {name} already exists.")
