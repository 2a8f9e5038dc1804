"""Keeps the newest writes, as CloudTrail's event history does; `services/cloudtrail_events.py` answers from it."""

import json
import re
import traceback
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from .call import Call
from .context import Table, tables

#: CloudTrail keeps 90 days; a day of an emulator is far less than this.
MOST_EVENTS = 5_000
#: Longer texts are documents, not names.
LONGEST_NAME = 512
READS = re.compile(r"^(Get|List|Describe|Head|BatchGet|Lookup|Search|Select|Query|Scan|Simulate|Test|Check|Filter)")
#: Data events: CloudTrail's history leaves them out.
DATA = re.compile(
    r"^(PutObject|DeleteObjects?|CopyObject|UploadPart\w*|(Create|Complete|Abort)MultipartUpload"
    r"|(Put|Update|Delete|BatchWrite|TransactWrite)Items?|PutLogEvents|PutMetricData|SendMessage\w*|ReceiveMessage"
    r"|DeleteMessage\w*|Publish\w*|Invoke\w*|Encrypt|Decrypt|ReEncrypt|GenerateDataKey\w*|AssumeRole\w*|PutEvents)$"
)
#: Parameters that hold what a thing contains, secrets among it, and no name.
CONTENT = re.compile(r"Password|SecretString|SecretBinary|AuthToken|^Value$|ParameterValue|Content|Environment|UserData")
ACCESS_KEY = re.compile(r"Credential=(?P<key>[^/]+)/")


def events(region: str) -> Table:
    """Events of a region by number, the oldest first."""
    return tables["cloudtrail", region, "events"]


def record(call: Call, account: str) -> None:
    """Notes a call that succeeded, unless it only reads or moves data. A call never fails because of its note."""
    name = call.operation.name
    if READS.match(name) or DATA.match(name):
        return
    try:
        names = sorted(set(_names(call.parameters)))
    except Exception:  # parameters that moto alone understands: the event counts all the same
        traceback.print_exc()
        names = []
    history = events(call.region)
    history[max(history, default=0) + 1] = _event(call, account) | {"names": names}
    while len(history) > MOST_EVENTS:
        del history[next(iter(history))]


def _event(call: Call, account: str) -> dict[str, Any]:
    headers = call.request.headers
    key = ACCESS_KEY.search(headers.get("Authorization", ""))
    user = key["key"] if key else "unknown"
    source = f"{call.operation.service_model.signing_name}.amazonaws.com"
    now = datetime.now(UTC)
    identity = {"type": "IAMUser", "arn": f"arn:aws:iam::{account}:user/{user}", "accountId": account, "userName": user}
    detail = {
        "eventVersion": "1.08",
        "userIdentity": identity,
        "eventTime": f"{now:%Y-%m-%dT%H:%M:%SZ}",
        "eventSource": source,
        "eventName": call.operation.name,
        "awsRegion": call.region,
        "sourceIPAddress": call.request.remote_addr or "",
        "userAgent": headers.get("User-Agent", ""),
    }
    return {
        "id": str(uuid.uuid4()),
        "name": call.operation.name,
        "time": now.timestamp(),
        "source": source,
        "user": user,
        "detail": json.dumps(detail),
    }


def _names(value: Any) -> Iterator[str]:
    """Every text of the parameters: AWS picks the names of resources out of them."""
    if isinstance(value, str) and value and len(value) <= LONGEST_NAME:
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            if not CONTENT.search(key):
                yield from _names(each)
    elif isinstance(value, list):
        for each in value:
            yield from _names(each)
