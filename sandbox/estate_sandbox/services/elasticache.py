"""ElastiCache: subnet groups that change and go, parameter groups, and tags; moto only makes subnet groups."""

from typing import Any

from moto.core.exceptions import ServiceException

from ..context import Context, Table
from ..registry import Answer, Fault, Parameters, own
from .elasticache_state import arn_of, forget_tags, nodes_using, tag

SERVICE = "elasticache"


@own(SERVICE, "ModifyCacheSubnetGroup")
def modify_subnet_group(context: Context, parameters: Parameters) -> Answer:
    """Changes description and subnets; its tags stay, because its ARN does."""
    group = _subnet_group(context, parameters)
    backend = context.backend()
    del backend.cache_subnet_groups[group.cache_subnet_group_name]
    try:
        changed = backend.create_cache_subnet_group(
            group.cache_subnet_group_name,
            parameters.get("CacheSubnetGroupDescription", group.cache_subnet_group_description),
            parameters.get("SubnetIds") or group.subnet_ids,
            tags=[],
        )
    except ServiceException:
        backend.cache_subnet_groups[group.cache_subnet_group_name] = group
        raise
    described = {
        "CacheSubnetGroupName": changed.cache_subnet_group_name,
        "CacheSubnetGroupDescription": changed.cache_subnet_group_description,
        "VpcId": changed.vpc_id,
        "Subnets": [{"SubnetIdentifier": each} for each in changed.subnet_ids],
        "ARN": changed.arn,
    }
    return {"CacheSubnetGroup": described}


@own(SERVICE, "DeleteCacheSubnetGroup")
def delete_subnet_group(context: Context, parameters: Parameters) -> Answer:
    """Refused while a replication group lies in it."""
    group = _subnet_group(context, parameters)
    if nodes_using(context, "CacheSubnetGroupName", group.cache_subnet_group_name):
        raise Fault("CacheSubnetGroupInUse", f"{group.cache_subnet_group_name} is currently in use by a cache cluster.")
    del context.backend().cache_subnet_groups[group.cache_subnet_group_name]
    forget_tags(context, group.arn)
    return {}


@own(SERVICE, "CreateCacheParameterGroup")
def create_parameter_group(context: Context, parameters: Parameters) -> Answer:
    """A group without parameters of its own."""
    name = parameters["CacheParameterGroupName"]
    if name in _parameter_groups(context):
        raise Fault("CacheParameterGroupAlreadyExists", f"Cache parameter group {name} already exists.")
    group = {
        "CacheParameterGroupName": name,
        "CacheParameterGroupFamily": parameters["CacheParameterGroupFamily"],
        "Description": parameters["Description"],
        "IsGlobal": False,
        "ARN": arn_of(context, "parametergroup", name),
    }
    _parameter_groups(context)[name] = group
    tag(context, group["ARN"], parameters)
    return {"CacheParameterGroup": group}


@own(SERVICE, "DescribeCacheParameterGroups")
def describe_parameter_groups(context: Context, parameters: Parameters) -> Answer:
    """One, or all of the account's own."""
    if "CacheParameterGroupName" in parameters:
        return {"CacheParameterGroups": [_parameter_group(context, parameters)]}
    return {"CacheParameterGroups": list(_parameter_groups(context).values())}


@own(SERVICE, "DescribeCacheParameters")
def describe_parameters(context: Context, parameters: Parameters) -> Answer:
    """Those that somebody set; the engine's own are unknown here."""
    name = _parameter_group(context, parameters)["CacheParameterGroupName"]
    if parameters.get("Source") not in (None, "user"):
        return {"Parameters": []}
    values = _values(context, name).items()
    return {"Parameters": [{"ParameterName": key, "ParameterValue": value, "Source": "user"} for key, value in values]}


@own(SERVICE, "ModifyCacheParameterGroup")
def modify_parameter_group(context: Context, parameters: Parameters) -> Answer:
    """Sets parameters."""
    name = _parameter_group(context, parameters)["CacheParameterGroupName"]
    for each in parameters["ParameterNameValues"]:
        _values(context, name)[each["ParameterName"]] = each["ParameterValue"]
    return {"CacheParameterGroupName": name}


@own(SERVICE, "ResetCacheParameterGroup")
def reset_parameter_group(context: Context, parameters: Parameters) -> Answer:
    """Takes back the named parameters, or all."""
    name = _parameter_group(context, parameters)["CacheParameterGroupName"]
    values = _values(context, name)
    named = [each["ParameterName"] for each in parameters.get("ParameterNameValues", [])]
    for key in list(values) if parameters.get("ResetAllParameters") else named:
        values.pop(key, None)
    return {"CacheParameterGroupName": name}


@own(SERVICE, "DeleteCacheParameterGroup")
def delete_parameter_group(context: Context, parameters: Parameters) -> Answer:
    """Refused while a replication group uses it."""
    group = _parameter_group(context, parameters)
    name = group["CacheParameterGroupName"]
    if nodes_using(context, "CacheParameterGroupName", name):
        raise Fault("InvalidCacheParameterGroupState", f"One or more cache clusters are still members of {name}.")
    del _parameter_groups(context)[name]
    context.table("parameters").pop(name, None)
    forget_tags(context, group["ARN"])
    return {}


@own(SERVICE, "ListTagsForResource")
def list_tags(context: Context, parameters: Parameters) -> Answer:
    """Tags of any resource."""
    return _tags(context, parameters)


@own(SERVICE, "AddTagsToResource")
def add_tags(context: Context, parameters: Parameters) -> Answer:
    """Adds tags, or changes them."""
    tag(context, parameters["ResourceName"], parameters)
    return _tags(context, parameters)


@own(SERVICE, "RemoveTagsFromResource")
def remove_tags(context: Context, parameters: Parameters) -> Answer:
    """Removes tags."""
    context.backend().tagging_service.untag_resource_using_names(parameters["ResourceName"], parameters["TagKeys"])
    return _tags(context, parameters)


def _tags(context: Context, parameters: Parameters) -> Answer:
    return {"TagList": context.backend().tagging_service.list_tags_for_resource(parameters["ResourceName"])["Tags"]}


def _subnet_group(context: Context, parameters: Parameters) -> Any:
    return context.backend().describe_cache_subnet_groups(parameters["CacheSubnetGroupName"])[0]


def _parameter_groups(context: Context) -> Table:
    return context.table("parameter groups")


def _parameter_group(context: Context, parameters: Parameters) -> dict[str, Any]:
    name = parameters["CacheParameterGroupName"]
    if name not in _parameter_groups(context):
        raise Fault("CacheParameterGroupNotFound", f"CacheParameterGroup {name} not found.")
    return _parameter_groups(context)[name]


def _values(context: Context, name: str) -> Table:
    return context.table("parameters").setdefault(name, {})
