"""One request at a time, and a save sees data at rest."""

import threading
from collections.abc import Callable

from estate_sandbox.turn import Turn


def started(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_keeps_everybody_else_outside_until_it_is_given_back() -> None:
    turn, entered = Turn(), threading.Event()

    def request() -> None:
        with turn:
            entered.set()

    assert turn.keep() is True
    waiting = started(request)
    assert not entered.wait(0.05)
    turn.give_back()
    assert entered.wait(5)
    waiting.join()


def test_a_save_waits_for_the_request_under_way_but_not_for_ever() -> None:
    turn, inside, leave = Turn(), threading.Event(), threading.Event()

    def request() -> None:
        with turn:
            inside.set()
            leave.wait()

    under_way = started(request)
    inside.wait()
    assert turn.keep(patience_seconds=0.05) is False
    leave.set()
    assert turn.keep() is True
    under_way.join()


def test_who_waits_for_other_requests_lets_them_in() -> None:
    turn, entered = Turn(), threading.Event()

    def other() -> None:
        with turn:
            entered.set()

    with turn:
        with turn.given_up():
            started(other).join()
            assert entered.is_set()
        assert turn.keep(patience_seconds=0) is False
