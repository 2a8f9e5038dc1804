"""Cognito: what a change of a user pool leaves as it was, tags, and protection against deletion, which moto forgets."""

from moto.cognitoidp.models import CognitoIdpUserPool

from ..context import Context
from ..registry import Answer, Fault, Parameters, before, own

#: Decided when a pool is made; tags change by operations of their own.
KEPT = ("AliasAttributes", "UsernameAttributes", "UsernameConfiguration", "UserPoolTags")


@own("cognito-idp", "UpdateUserPool")
def update(context: Context, parameters: Parameters) -> Answer:
    """Sets what is asked, and the rest to its default, as AWS does; keeps what cannot change."""
    pool = context.backend().describe_user_pool(parameters["UserPoolId"])
    kept = {name: pool.extended_config[name] for name in KEPT if name in pool.extended_config}
    pool.update_extended_config(kept | {name: value for name, value in parameters.items() if name != "UserPoolId"})
    pool.mfa_config = parameters.get("MfaConfiguration", pool.mfa_config)
    pool.name = parameters.get("PoolName", pool.name)
    return {}


@before("cognito-idp", "DeleteUserPool")
def refuse_protected(context: Context, parameters: Parameters) -> None:
    """A protected pool stays."""
    pool = context.backend().describe_user_pool(parameters["UserPoolId"])
    if pool.extended_config.get("DeletionProtection") == "ACTIVE":
        raise Fault(
            "InvalidParameterException",
            "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.",
        )


@own("cognito-idp", "TagResource")
def tag(context: Context, parameters: Parameters) -> Answer:
    """Adds tags, or changes them."""
    pool = _pool(context, parameters)
    pool.extended_config["UserPoolTags"] = _tags(pool) | parameters["Tags"]
    return {}


@own("cognito-idp", "UntagResource")
def untag(context: Context, parameters: Parameters) -> Answer:
    """Removes tags."""
    pool = _pool(context, parameters)
    gone = parameters["TagKeys"]
    pool.extended_config["UserPoolTags"] = {key: value for key, value in _tags(pool).items() if key not in gone}
    return {}


@own("cognito-idp", "ListTagsForResource")
def list_tags(context: Context, parameters: Parameters) -> Answer:
    """Tells the tags."""
    return {"Tags": _tags(_pool(context, parameters))}


def _pool(context: Context, parameters: Parameters) -> CognitoIdpUserPool:
    pool: CognitoIdpUserPool = context.backend().describe_user_pool(parameters["ResourceArn"].split("/")[-1])
    return pool


def _tags(pool: CognitoIdpUserPool) -> dict[str, str]:
    tags: dict[str, str] = pool.extended_config.get("UserPoolTags", {})
    return tags
