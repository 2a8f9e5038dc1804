"""Application Auto Scaling: moto has no tags for scalable targets."""

from ..context import Context, Table
from ..registry import Answer, Parameters, after, own

SERVICE = "application-autoscaling"


@after(SERVICE, "RegisterScalableTarget")
def remember_tags(context: Context, parameters: Parameters, answer: Answer) -> None:
    """Keeps the tags that a target is registered with."""
    if parameters.get("Tags"):
        _tags(context).setdefault(answer.get("ScalableTargetARN"), {}).update(parameters["Tags"])


@own(SERVICE, "TagResource")
def tag(context: Context, parameters: Parameters) -> Answer:
    """Adds tags, or changes them."""
    _tags(context).setdefault(parameters["ResourceARN"], {}).update(parameters["Tags"])
    return {}


@own(SERVICE, "UntagResource")
def untag(context: Context, parameters: Parameters) -> Answer:
    """Removes tags."""
    for key in parameters["TagKeys"]:
        _tags(context).get(parameters["ResourceARN"], {}).pop(key, None)
    return {}


@own(SERVICE, "ListTagsForResource")
def list_tags(context: Context, parameters: Parameters) -> Answer:
    """Tells the tags."""
    return {"Tags": _tags(context).get(parameters["ResourceARN"], {})}


def _tags(context: Context) -> Table:
    return context.table("tags")
