"""What every part of CloudFront keeps its things by: tables, identifiers and versions."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from ..context import Context, Table, tables
from ..registry import Answer, Fault, Parameters

#: Where requests to CloudFront are signed, whatever the region of who asks.
HOME = "us-east-1"


def used(context: Context, identifier: str) -> bool:
    """Whether a distribution names it, in full."""
    quoted = json.dumps(identifier)
    return any(quoted in json.dumps(each["config"], default=str) for each in all_of(context, "Distribution").values())


def require_match(item: Answer, parameters: Parameters) -> None:
    """Refuses a change by whoever does not know the settings as they are."""
    given = parameters.get("IfMatch")
    if given != etag(item):
        raise Fault("PreconditionFailed" if given else "InvalidIfMatchVersion", "The settings have changed since they were read")


def etag(item: Any) -> str:
    """The settings' own hash: it changes when they do."""
    return "E" + hashlib.sha256(json.dumps(item, sort_keys=True, default=str).encode()).hexdigest()[:13].upper()


def new_identifier() -> str:
    """Like those of AWS: E and 13 more."""
    return "E" + uuid4().hex[:13].upper()


def now() -> str:
    """The time as CloudFront writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def all_of(context: Context, kind: str) -> Table:
    """CloudFront is in no region: whoever asks from where sees the same."""
    return tables[context.service, HOME, kind]
