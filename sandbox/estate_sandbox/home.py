"""The folder of one sandbox: its saved data, and the announcement and the lock of the process that runs it."""

import fcntl
import json
import os
from pathlib import Path
from typing import Any


class InUse(Exception):
    """Another emulator runs on this folder."""


class Home:
    """One emulator at a time; everything in it is readable by its owner alone."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.data = folder / "sandbox.data"
        self._announcement = folder / "sandbox.json"
        self._lock = os.open(folder / "sandbox.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the kernel frees it however this process ends
        except BlockingIOError as error:
            raise InUse(f"another emulator runs on {folder}") from error

    def announce(self, about: dict[str, Any]) -> None:
        """Tells where this emulator answers; written in one step, so that no reader sees half of it."""
        temporary = self._announcement.with_suffix(".tmp")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as out:
            json.dump(about, out)
        os.replace(temporary, self._announcement)

    def withdraw(self) -> None:
        """The announcement goes when everything is saved: one that stays tells of an emulator that was killed."""
        self._announcement.unlink(missing_ok=True)
