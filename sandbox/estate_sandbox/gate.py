"""Lets a save see data at rest: it waits for the requests under way and keeps new ones outside."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Many requests at once, or one save."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._shut = False

    @contextmanager
    def request(self) -> Iterator[None]:
        """Holds the gate open for one request; waits while a save has shut it."""
        with self._changed:
            self._changed.wait_for(lambda: not self._shut)
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    def shut(self, patience_seconds: float = 10) -> bool:
        """Keeps new requests outside and waits for those inside; False when some are left after `patience_seconds`."""
        deadline = time.monotonic() + patience_seconds
        with self._changed:
            self._shut = True
            return self._changed.wait_for(lambda: self._inside == 0, timeout=max(0, deadline - time.monotonic()))

    def open(self) -> None:
        """Lets requests in again."""
        with self._changed:
            self._shut = False
            self._changed.notify_all()
