"""A save sees data at rest."""

import threading

from estate_sandbox.gate import Gate


def test_shutting_waits_for_the_request_under_way() -> None:
    gate = Gate()
    inside, leave = threading.Event(), threading.Event()

    def request() -> None:
        with gate.request():
            inside.set()
            leave.wait()

    threading.Thread(target=request).start()
    inside.wait()
    assert gate.shut(patience_seconds=0.05) is False
    leave.set()
    assert gate.shut() is True


def test_a_shut_gate_keeps_requests_outside_until_it_opens() -> None:
    gate = Gate()
    gate.shut()
    entered = threading.Event()

    def request() -> None:
        with gate.request():
            entered.set()

    threading.Thread(target=request).start()
    assert not entered.wait(0.05)
    gate.open()
    assert entered.wait(5)
