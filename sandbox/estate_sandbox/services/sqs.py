"""SQS: a long poll waits for a message while others have their turn, or nobody could send it."""

from moto.sqs.models import Queue

from ..turn import turn

_wait_for_messages = Queue.wait_for_messages


def _wait_outside(self: Queue, timeout: int) -> None:
    with turn.given_up():
        _wait_for_messages(self, timeout)


Queue.wait_for_messages = _wait_outside
