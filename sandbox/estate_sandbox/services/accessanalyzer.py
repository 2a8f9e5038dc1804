"""IAM Access Analyzer: moto does not know the service."""

from datetime import UTC, datetime

from ..context import Context, Table
from ..registry import Answer, Fault, Parameters, own


@own("accessanalyzer", "CreateAnalyzer")
def create_analyzer(context: Context, parameters: Parameters) -> Answer:
    """An analyzer is active at once and finds nothing."""
    name = parameters["analyzerName"]
    if name in _analyzers(context):
        raise Fault("ConflictException", f"An analyzer named {name} exists")
    arn = f"arn:aws:access-analyzer:{context.region}:{context.account}:analyzer/{name}"
    _analyzers(context)[name] = {
        "arn": arn,
        "name": name,
        "type": parameters["type"],
        "createdAt": datetime.now(UTC).isoformat(timespec="seconds"),
        "status": "ACTIVE",
        "tags": parameters.get("tags", {}),
    }
    return {"arn": arn}


@own("accessanalyzer", "GetAnalyzer")
def get_analyzer(context: Context, parameters: Parameters) -> Answer:
    """One analyzer."""
    return {"analyzer": _analyzer(context, parameters["analyzerName"])}


@own("accessanalyzer", "ListAnalyzers")
def list_analyzers(context: Context, _parameters: Parameters) -> Answer:
    """All analyzers."""
    return {"analyzers": list(_analyzers(context).values())}


@own("accessanalyzer", "DeleteAnalyzer")
def delete_analyzer(context: Context, parameters: Parameters) -> Answer:
    """Forgets an analyzer."""
    del _analyzers(context)[_analyzer(context, parameters["analyzerName"])["name"]]
    return {}


@own("accessanalyzer", "ListTagsForResource")
def list_tags(context: Context, parameters: Parameters) -> Answer:
    """Tags of an analyzer."""
    return {"tags": _tags(context, parameters)}


@own("accessanalyzer", "TagResource")
def tag(context: Context, parameters: Parameters) -> Answer:
    """Adds tags."""
    _tags(context, parameters).update(parameters["tags"])
    return {}


@own("accessanalyzer", "UntagResource")
def untag(context: Context, parameters: Parameters) -> Answer:
    """Removes tags."""
    for key in parameters["tagKeys"]:
        _tags(context, parameters).pop(key, None)
    return {}


def _tags(context: Context, parameters: Parameters) -> dict[str, str]:
    return _analyzer(context, parameters["resourceArn"].rpartition("/")[2])["tags"]


def _analyzer(context: Context, name: str) -> Answer:
    if name not in _analyzers(context):
        raise Fault("ResourceNotFoundException", f"There is no analyzer {name}")
    return _analyzers(context)[name]


def _analyzers(context: Context) -> Table:
    return context.table("analyzers")
