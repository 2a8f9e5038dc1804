"""CloudTrail: moto lists more trails than were asked for and deletes by name only."""

from ..context import Context
from ..registry import Answer, Fault, Parameters, after, own


@own("cloudtrail", "DeleteTrail")
def delete_trail(context: Context, parameters: Parameters) -> Answer:
    """Deletes a trail named by ARN too; moto leaves it and says nothing."""
    trails, named = context.backend().trails, parameters["Name"]
    found = [name for name, trail in trails.items() if named in (name, trail.arn)]
    if not found:
        raise Fault("TrailNotFoundException", f"Unknown trail: {named} for the user: {context.account}")
    del trails[found[0]]
    return {}


@after("cloudtrail", "DescribeTrails")
def keep_asked_for(context: Context, parameters: Parameters, answer: Answer) -> None:
    """Leaves the trails that were named, by name or ARN."""
    asked = parameters.get("trailNameList")
    if asked:
        answer["trailList"] = [trail for trail in answer["trailList"] if {trail["Name"], trail["TrailARN"]} & set(asked)]
