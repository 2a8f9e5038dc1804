"""What the files about ElastiCache share: ARNs, tags, and who uses what."""

from ..context import Context, Table
from ..registry import Fault, Parameters


def arn_of(context: Context, kind: str, name: str) -> str:
    """Such as `arn:aws:elasticache:us-east-1:123456789012:replicationgroup:sample`."""
    return f"arn:aws:elasticache:{context.region}:{context.account}:{kind}:{name}"


def tag(context: Context, arn: str, parameters: Parameters) -> None:
    """Adds the request's tags, or changes them."""
    context.backend().tagging_service.tag_resource(arn, parameters.get("Tags") or [])


def forget_tags(context: Context, arn: str) -> None:
    """A later resource of the same name has none of them."""
    context.backend().tagging_service.delete_all_tags_for_resource(arn)


def replication_groups(context: Context) -> Table:
    """By id, in AWS's own words, without what follows from the members."""
    return context.table("replication groups")


def node_settings(context: Context) -> Table:
    """By the replication group's id: what AWS tells of nodes only, although they all have the same."""
    return context.table("node settings")


def nodes_using(context: Context, setting: str, name: str) -> bool:
    """Whether the nodes of some replication group have this subnet or parameter group."""
    return any(settings.get(setting) == name for settings in node_settings(context).values())


def user_groups(context: Context) -> Table:
    """By id, in AWS's own words."""
    return context.table("user groups")


def require_user_groups(context: Context, ids: list[str]) -> None:
    """Refuses ids that no user group has."""
    for user_group_id in ids:
        if user_group_id not in user_groups(context):
            raise Fault("UserGroupNotFound", f"UserGroup {user_group_id} not found.")
