"""CloudWatch Logs: moto has no saved queries."""

from uuid import uuid4

from ..context import Context, Table
from ..registry import Answer, Parameters, own


@own("logs", "PutQueryDefinition")
def put(context: Context, parameters: Parameters) -> Answer:
    """Creates one, or changes the one of the given id."""
    query_id = parameters.get("queryDefinitionId") or str(uuid4())
    kept = {key: parameters[key] for key in ("name", "queryString", "logGroupNames") if key in parameters}
    _queries(context)[query_id] = {"queryDefinitionId": query_id} | kept
    return {"queryDefinitionId": query_id}


@own("logs", "DescribeQueryDefinitions")
def describe(context: Context, parameters: Parameters) -> Answer:
    """Those whose name starts so."""
    prefix = parameters.get("queryDefinitionNamePrefix", "")
    return {"queryDefinitions": [each for each in _queries(context).values() if each["name"].startswith(prefix)]}


@own("logs", "DeleteQueryDefinition")
def delete(context: Context, parameters: Parameters) -> Answer:
    """Forgets it."""
    return {"success": _queries(context).pop(parameters["queryDefinitionId"], None) is not None}


def _queries(context: Context) -> Table:
    return context.table("query definitions")
