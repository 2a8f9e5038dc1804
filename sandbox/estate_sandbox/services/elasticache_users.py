"""ElastiCache users that change, and groups of users: moto has no groups, and its users stay as they were made."""

from typing import Any

from ..context import Context
from ..registry import Answer, Fault, Parameters, after, before, own
from .elasticache_state import arn_of, forget_tags, replication_groups, require_user_groups, tag, user_groups

SERVICE = "elasticache"
#: Requested type of authentication -> how a user is described.
AUTHENTICATION = {"password": "password", "no-password-required": "no-password", "iam": "iam"}


@before(SERVICE, "CreateUser")
def check_new_user(_context: Context, parameters: Parameters) -> None:
    """IAM knows users by their id, Redis by their name."""
    by_iam = parameters.get("AuthenticationMode", {}).get("Type") == "iam"
    if by_iam and parameters["UserId"] != parameters["UserName"]:
        raise Fault("InvalidParameterValue", "For IAM authentication, UserId and UserName must be identical.")


@after(SERVICE, "DescribeUsers")
def add_groups(context: Context, _parameters: Parameters, answer: Answer) -> None:
    """Which groups a user is in."""
    for user in answer["Users"]:
        user["UserGroupIds"] = _groups_of(context, user["UserId"])


@own(SERVICE, "ModifyUser")
def modify_user(context: Context, parameters: Parameters) -> Answer:
    """Changes what the user may do, and how it proves who it is."""
    user = _user(context, parameters["UserId"])
    mode = parameters.get("AuthenticationMode", {})
    if mode.get("Type") == "iam" and user.id != user.name:
        raise Fault("InvalidParameterValue", "For IAM authentication, UserId and UserName must be identical.")
    user.access_string = parameters.get("AccessString", user.access_string)
    if "AppendAccessString" in parameters:
        user.access_string += f" {parameters['AppendAccessString']}"
    passwords = parameters.get("Passwords") or mode.get("Passwords")
    kind = "password" if passwords else mode.get("Type")
    if parameters.get("NoPasswordRequired"):
        kind = "no-password-required"
    if kind:
        user.authentication_type = AUTHENTICATION[kind]
        user.no_password_required = kind == "no-password-required"
        user.passwords = passwords or []
    return _described(context, user)


@own(SERVICE, "DeleteUser")
def delete_user(context: Context, parameters: Parameters) -> Answer:
    """It leaves its groups; a group keeps its user called default."""
    user = _user(context, parameters["UserId"])
    groups = _groups_of(context, user.id)
    if user.name == "default" and groups:
        raise Fault("DefaultUserAssociatedToUserGroup", f"User {user.id} is the default user of {', '.join(groups)}.")
    for user_group_id in groups:
        user_groups(context)[user_group_id]["UserIds"].remove(user.id)
    del context.backend().users[user.id]
    forget_tags(context, user.arn)
    return _described(context, user) | {"Status": "deleting"}


@own(SERVICE, "CreateUserGroup")
def create_group(context: Context, parameters: Parameters) -> Answer:
    """A group of users, one of them called default."""
    user_group_id = parameters["UserGroupId"]
    if user_group_id in user_groups(context):
        raise Fault("UserGroupAlreadyExists", f"UserGroup {user_group_id} already exists.")
    user_ids = parameters.get("UserIds") or []
    _require_members(context, user_ids)
    user_groups(context)[user_group_id] = {
        "UserGroupId": user_group_id,
        "Status": "active",
        "Engine": parameters["Engine"].lower(),
        "UserIds": user_ids,
        "MinimumEngineVersion": "6.0",
        "ARN": arn_of(context, "usergroup", user_group_id),
    }
    tag(context, user_groups(context)[user_group_id]["ARN"], parameters)
    return _described_group(context, user_group_id)


@own(SERVICE, "DescribeUserGroups")
def describe_groups(context: Context, parameters: Parameters) -> Answer:
    """One, or all."""
    ids = [parameters["UserGroupId"]] if "UserGroupId" in parameters else list(user_groups(context))
    return {"UserGroups": [_described_group(context, user_group_id) for user_group_id in ids]}


@own(SERVICE, "ModifyUserGroup")
def modify_group(context: Context, parameters: Parameters) -> Answer:
    """Users come and go."""
    user_group_id = parameters["UserGroupId"]
    require_user_groups(context, [user_group_id])
    group = user_groups(context)[user_group_id]
    leaving = parameters.get("UserIdsToRemove") or []
    user_ids = [each for each in group["UserIds"] if each not in leaving] + (parameters.get("UserIdsToAdd") or [])
    _require_members(context, user_ids)
    group["UserIds"] = user_ids
    return _described_group(context, user_group_id)


@own(SERVICE, "DeleteUserGroup")
def delete_group(context: Context, parameters: Parameters) -> Answer:
    """Refused while a replication group admits it."""
    described = _described_group(context, parameters["UserGroupId"])
    if described["ReplicationGroups"]:
        raise Fault("InvalidUserGroupState", f"UserGroup {parameters['UserGroupId']} is in use by a replication group.")
    del user_groups(context)[parameters["UserGroupId"]]
    forget_tags(context, described["ARN"])
    return described | {"Status": "deleting"}


def _user(context: Context, user_id: str) -> Any:
    user = context.backend().users.get(user_id)
    if user is None:
        raise Fault("UserNotFound", f"User {user_id} not found.")
    return user


def _described(context: Context, user: Any) -> Answer:
    return {
        "UserId": user.id,
        "UserName": user.name,
        "Status": user.status,
        "Engine": user.engine,
        "MinimumEngineVersion": user.minimum_engine_version,
        "AccessString": user.access_string,
        "UserGroupIds": _groups_of(context, user.id),
        "Authentication": user.authentication,
        "ARN": user.arn,
    }


def _groups_of(context: Context, user_id: str) -> list[str]:
    return [each["UserGroupId"] for each in user_groups(context).values() if user_id in each["UserIds"]]


def _require_members(context: Context, user_ids: list[str]) -> None:
    names = [_user(context, user_id).name for user_id in user_ids]
    if "default" not in names:
        raise Fault("DefaultUserRequired", "A user group needs to contain a user with the user name default.")
    if len(set(names)) < len(names):
        raise Fault("DuplicateUserName", "A user group cannot contain two users of the same name.")


def _described_group(context: Context, user_group_id: str) -> dict[str, Any]:
    require_user_groups(context, [user_group_id])
    admitting = [
        each["ReplicationGroupId"]
        for each in replication_groups(context).values()
        if user_group_id in each["UserGroupIds"]
    ]
    return user_groups(context)[user_group_id] | {"ReplicationGroups": admitting}
