"""Requests take turns: moto's tables and ours break when one request reads them while another one writes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turn:
    """Held by one request, or by a save, which so sees data at rest."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    @contextmanager
    def given_up(self) -> Iterator[None]:
        """For whoever holds it and waits for something that needs other requests."""
        self._lock.release()
        try:
            yield
        finally:
            self._lock.acquire()

    def keep(self, patience_seconds: float = 10) -> bool:
        """Takes it for good, or until `give_back`; False when somebody still holds it after `patience_seconds`."""
        return self._lock.acquire(timeout=patience_seconds)

    def give_back(self) -> None:
        """Lets the next one in."""
        self._lock.release()


#: One a process, as there is one set of tables.
turn = Turn()
