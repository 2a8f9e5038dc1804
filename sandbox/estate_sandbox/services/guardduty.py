"""GuardDuty: features that add up, changes of tags, and publishing destinations."""

import uuid

from ..context import Context, Table
from ..registry import Answer, Fault, Parameters, after, own


@after("guardduty", "CreateDetector")
def remember_first(context: Context, parameters: Parameters, answer: Answer) -> None:
    """Keeps the features that a detector is made with."""
    _merge(context, answer["DetectorId"], parameters)


@after("guardduty", "UpdateDetector")
def remember_changed(context: Context, parameters: Parameters, _answer: Answer) -> None:
    """Changes only the features that are named; moto forgets the others."""
    _merge(context, parameters["DetectorId"], parameters)


@after("guardduty", "GetDetector")
def add_features(context: Context, parameters: Parameters, answer: Answer) -> None:
    """Adds every feature."""
    answer["Features"] = list(_features(context, parameters["DetectorId"]).values())


@after("guardduty", "DeleteDetector")
def forget(context: Context, parameters: Parameters, _answer: Answer) -> None:
    """A detector's features and destinations go with it."""
    context.table("features").pop(parameters["DetectorId"], None)
    context.table("destinations").pop(parameters["DetectorId"], None)


@own("guardduty", "ListTagsForResource")
def list_tags(context: Context, parameters: Parameters) -> Answer:
    """Tags of a detector."""
    return {"Tags": _tags(context, parameters)}


@own("guardduty", "TagResource")
def tag(context: Context, parameters: Parameters) -> Answer:
    """Adds tags to a detector."""
    _tags(context, parameters).update(parameters["Tags"])
    return {}


@own("guardduty", "UntagResource")
def untag(context: Context, parameters: Parameters) -> Answer:
    """Removes tags of a detector."""
    for key in parameters["TagKeys"]:
        _tags(context, parameters).pop(key, None)
    return {}


@own("guardduty", "CreatePublishingDestination")
def create_destination(context: Context, parameters: Parameters) -> Answer:
    """Exports findings; AWS takes one destination of a type."""
    _detector(context, parameters)
    kept = _destinations(context, parameters)
    if any(each["DestinationType"] == parameters["DestinationType"] for each in kept.values()):
        raise Fault("BadRequestException", "The request failed because a publishing destination of the type exists")
    identifier = uuid.uuid4().hex
    kept[identifier] = {
        "DestinationId": identifier,
        "DestinationType": parameters["DestinationType"],
        "Status": "PUBLISHING",
        "PublishingFailureStartTimestamp": 0,
        "DestinationProperties": parameters["DestinationProperties"],
    }
    return {"DestinationId": identifier}


@own("guardduty", "DescribePublishingDestination")
def describe_destination(context: Context, parameters: Parameters) -> Answer:
    """One destination."""
    return _destination(context, parameters)


@own("guardduty", "UpdatePublishingDestination")
def update_destination(context: Context, parameters: Parameters) -> Answer:
    """Changes bucket and key."""
    _destination(context, parameters)["DestinationProperties"] = parameters["DestinationProperties"]
    return {}


@own("guardduty", "ListPublishingDestinations")
def list_destinations(context: Context, parameters: Parameters) -> Answer:
    """All destinations of a detector."""
    shown = ("DestinationId", "DestinationType", "Status")
    return {"Destinations": [{key: each[key] for key in shown} for each in _destinations(context, parameters).values()]}


@own("guardduty", "DeletePublishingDestination")
def delete_destination(context: Context, parameters: Parameters) -> Answer:
    """Ends the export."""
    del _destinations(context, parameters)[_destination(context, parameters)["DestinationId"]]
    return {}


def _merge(context: Context, detector: str, parameters: Parameters) -> None:
    for feature in parameters.get("Features") or []:
        known = _features(context, detector)
        known[feature["Name"]] = known.get(feature["Name"], {}) | feature


def _features(context: Context, detector: str) -> Table:
    return context.table("features").setdefault(detector, {})


def _tags(context: Context, parameters: Parameters) -> dict[str, str]:
    return context.backend().get_detector(parameters["ResourceArn"].rpartition("/")[2]).tags


def _detector(context: Context, parameters: Parameters) -> None:
    context.backend().get_detector(parameters["DetectorId"])  # moto's own error when there is none


def _destinations(context: Context, parameters: Parameters) -> Table:
    return context.table("destinations").setdefault(parameters["DetectorId"], {})


def _destination(context: Context, parameters: Parameters) -> Answer:
    found = _destinations(context, parameters).get(parameters["DestinationId"])
    if found is None:
        raise Fault("BadRequestException", "The request is rejected because the one or more input parameters have invalid values.")
    return found
