"""How an answer leaves the server."""

import socket
from types import SimpleNamespace
from typing import Any

from estate_sandbox.server import RequestHandler

BODY = b"<CreateRouteResponse/>"


class RecordingSocket(socket.socket):
    """A socket that remembers what was handed to the kernel at once."""

    def __init__(self, fileno: int) -> None:
        super().__init__(fileno=fileno)
        self.pieces: list[bytes] = []

    def send(self, data: Any, *flags: int) -> int:
        self.pieces.append(bytes(data))
        return super().send(data, *flags)

    def sendall(self, data: Any, *flags: int) -> None:
        self.pieces.append(bytes(data))
        super().sendall(data, *flags)


def application(_environ: Any, start_response: Any) -> list[bytes]:
    start_response("200 OK", [("content-length", str(len(BODY)))])
    return [BODY]


def test_an_answer_leaves_as_one_piece() -> None:
    """Otherwise the SDK for Go repeats calls that were answered, at times."""
    client, accepted = socket.socketpair()
    server = SimpleNamespace(
        app=application,
        ssl_context=None,
        multithread=True,
        multiprocess=False,
        passthrough_errors=True,
        server_address=("127.0.0.1", 80),
        _server_version="test",
    )
    client.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
    with RecordingSocket(accepted.detach()) as recording:
        RequestHandler(recording, ("127.0.0.1", 1), server)
        assert len(recording.pieces) == 1
        assert recording.pieces[0].endswith(BODY)
    client.close()
