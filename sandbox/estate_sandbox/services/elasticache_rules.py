"""What ElastiCache refuses about a replication group."""

from typing import Any

from ..context import Context
from ..registry import Fault


def refuse_contradictions(context: Context, group: dict[str, Any], settings: dict[str, Any]) -> None:
    """Judges a group as it would become."""
    if group["MultiAZ"] == "enabled" and group["AutomaticFailover"] != "enabled":
        raise Fault("InvalidParameterCombination", "Must enable automatic failover to enable Multi-AZ.")
    if group["AutomaticFailover"] == "enabled" and len(group["MemberClusters"]) < 2:
        raise Fault("InvalidParameterCombination", "Automatic failover needs at least one replica.")
    if group["UserGroupIds"] and not group["TransitEncryptionEnabled"]:
        raise Fault("InvalidParameterCombination", "User groups need encryption in transit.")
    if group["UserGroupIds"] and group["AuthTokenEnabled"]:
        raise Fault("InvalidParameterCombination", "A replication group has a token or user groups, not both.")
    parameter_group = settings["CacheParameterGroupName"]
    if not parameter_group.startswith("default.") and parameter_group not in context.table("parameter groups"):
        raise Fault("CacheParameterGroupNotFound", f"CacheParameterGroup {parameter_group} not found.")
    if settings["CacheSubnetGroupName"] != "default":
        context.backend().describe_cache_subnet_groups(settings["CacheSubnetGroupName"])  # moto's own error
