"""The file that outlives the emulator: one line of JSON that says what it is bound to, then the pickled data."""

import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FORMAT = "estate-sandbox-1"


class UnusableData(Exception):
    """The file exists but must not be loaded; the message says why."""


def write(file: Path, payload: bytes, versions: dict[str, str]) -> None:
    """Replaces the file in one step, readable by its owner alone: a crash leaves the old file or the new one."""
    header = {
        "format": FORMAT,
        "savedAt": datetime.now(UTC).isoformat(timespec="seconds"),
        "sha256": hashlib.sha256(payload).hexdigest(),
        "versions": versions,
    }
    temporary = file.with_name(file.name + ".tmp")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(json.dumps(header).encode() + b"\n" + payload)
        out.flush()
        os.fsync(out.fileno())
    os.replace(temporary, file)


def read(file: Path, versions: dict[str, str]) -> bytes:
    """The payload, checked before anyone unpickles it. Raises UnusableData on other versions or a damaged file."""
    first_line, _, payload = file.read_bytes().partition(b"\n")
    header = _header(first_line)
    differences = [
        f"{name} {header['versions'].get(name)} (now {now})"
        for name, now in versions.items()
        if header["versions"].get(name) != now
    ]
    if differences:
        raise UnusableData(f"it was saved by {', '.join(differences)}")
    if hashlib.sha256(payload).hexdigest() != header["sha256"]:
        raise UnusableData("it is truncated or damaged")
    return payload


def _header(line: bytes) -> dict[str, Any]:
    try:
        header = json.loads(line)
    except ValueError:
        header = None
    if not isinstance(header, dict) or header.get("format") != FORMAT or not isinstance(header.get("versions"), dict):
        raise UnusableData("it has no header of this emulator")
    return header
