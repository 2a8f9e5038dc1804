"""CloudTrail's event history, which moto lacks: LookupEvents over the writes that `recorder.py` keeps."""

from datetime import UTC, datetime
from typing import Any

from ..context import Context
from ..recorder import events
from ..registry import Answer, Fault, Parameters, own

MOST_RESULTS = 50
#: What may be looked up, and where an event has it.
ATTRIBUTES = {"ResourceName": "names", "EventName": "name", "Username": "user", "EventSource": "source", "EventId": "id"}


@own("cloudtrail", "LookupEvents")
def lookup_events(context: Context, parameters: Parameters) -> Answer:
    """The newest first, by at most one attribute, in pages; reads are not kept."""
    found = [
        event
        for event in reversed(events(context.region).values())
        if _fits(event, parameters.get("LookupAttributes") or []) and _within(event, parameters)
    ]
    start, size = int(parameters.get("NextToken") or 0), int(parameters.get("MaxResults") or MOST_RESULTS)
    page = found[start : start + size]
    more = {"NextToken": str(start + size)} if start + size < len(found) else {}
    return {"Events": [_shown(event) for event in page]} | more


def _fits(event: dict[str, Any], attributes: list[dict[str, str]]) -> bool:
    if len(attributes) > 1 or any(each["AttributeKey"] not in {*ATTRIBUTES, "ReadOnly"} for each in attributes):
        raise Fault("InvalidLookupAttributesException", f"The sandbox looks up by one of {', '.join(ATTRIBUTES)}.")
    for each in attributes:
        key, value = each["AttributeKey"], each["AttributeValue"]
        if key == "ReadOnly":
            return value == "false"
        known = event[ATTRIBUTES[key]]
        return value in known if isinstance(known, list) else value == known
    return True


def _within(event: dict[str, Any], parameters: Parameters) -> bool:
    start, end = _seconds(parameters.get("StartTime"), 0), _seconds(parameters.get("EndTime"), float("inf"))
    return start <= event["time"] <= end


def _seconds(time: Any, default: float) -> float:
    if time is None:
        return default
    return time.timestamp() if isinstance(time, datetime) else float(time)


def _shown(event: dict[str, Any]) -> dict[str, Any]:
    return {
        "EventId": event["id"],
        "EventName": event["name"],
        "ReadOnly": "false",
        "EventTime": datetime.fromtimestamp(event["time"], UTC),
        "EventSource": event["source"],
        "Username": event["user"],
        "Resources": [{"ResourceName": name} for name in event["names"]],
        "CloudTrailEvent": event["detail"],
    }
