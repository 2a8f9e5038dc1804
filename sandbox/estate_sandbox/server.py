"""Puts the parts together: one process that answers AWS calls on a loopback port until it is told to stop."""

import os
import secrets
import signal
import socket
import threading
import traceback
from datetime import UTC, datetime
from typing import Any

from moto.backends import SERVICE_NAMES
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server

from . import data_file, inventory, services, snapshot, versions
from .control import Control
from .gateway import Gateway
from .home import Home
from .turn import turn

HOST = "127.0.0.1"
SAVE, STOP = signal.SIGUSR1, (signal.SIGTERM, signal.SIGINT)


class PortUnavailable(Exception):
    """Another program listens on the port, or this user may not."""


class Sandbox:
    """One emulator. Its token is known only to those who may read its announcement."""

    def __init__(self, account: str, home: Home) -> None:
        self._home = home
        self._account = account
        self._versions = versions.current_versions(account)
        self._token = secrets.token_hex(16)
        self._started_at = datetime.now(UTC).isoformat(timespec="seconds")
        services.load_all()
        self._restored = self._restore()

    def serve(self, port: int) -> int:
        """Serves until SIGTERM or SIGINT, then saves; SIGUSR1 only saves. Returns 1 when a save failed."""
        signal.pthread_sigmask(signal.SIG_BLOCK, {SAVE, *STOP})  # before any thread starts: all inherit the mask
        gateway = Gateway(DomainDispatcherApplication(_backend_app), self._account)
        application = Control(gateway, self.health, self.save)
        socket_of_server = _listen(port)
        server = make_server(HOST, port, application, True, request_handler=RequestHandler, fd=socket_of_server)
        os.environ["MOTO_PORT"] = str(server.port)  # moto calls itself for a few features
        threading.Thread(target=server.serve_forever, daemon=True).start()
        identity = {"pid": os.getpid(), "token": self._token, "startedAt": self._started_at}
        self._home.announce({"port": server.port, **identity})
        print(f"Listening on http://{HOST}:{server.port} (pid {os.getpid()}).", flush=True)
        while (received := signal.sigwait({SAVE, *STOP})) == SAVE:
            self._try_to_save()
        print(f"Stopping: {signal.Signals(received).name}.", flush=True)
        if not self._try_to_save(stay_shut=True):
            return 1
        self._home.withdraw()
        return 0

    def save(self, stay_shut: bool = False) -> None:
        """Writes everything to the data file. With `stay_shut` nothing is answered afterwards."""
        at_rest = turn.keep()
        try:
            data_file.write(self._home.data, snapshot.dump(), self._versions)
        finally:
            if at_rest and not stay_shut:
                turn.give_back()

    def health(self) -> dict[str, Any]:
        """Who answers here, and what it holds."""
        with turn:
            resources = inventory.resources(self._account)
        return {
            "token": self._token,
            "pid": os.getpid(),
            "account": self._account,
            "versions": self._versions,
            "restored": self._restored,
            "startedAt": self._started_at,
            "resources": resources,
        }

    def _try_to_save(self, stay_shut: bool = False) -> bool:
        try:
            self.save(stay_shut)
            return True
        except Exception:
            traceback.print_exc()
            return False

    def _restore(self) -> bool:
        if not self._home.data.exists():
            return False
        snapshot.load(data_file.read(self._home.data, self._versions))
        return True


class RequestHandler(MotoRequestHandler):
    """
    Sends an answer as one piece: the AWS SDK for Go at times closes a connection whose answer's body has not arrived with
    its headers, and repeats the call; a repeated CreateRoute fails with RouteAlreadyExists.
    """

    wbufsize = 64 * 1024

    # The gateway logs AWS operations by name; werkzeug's request lines would repeat them without it.
    def log_request(self, *_: Any) -> None:
        """Nothing."""


def _listen(port: int) -> int:
    """A bound socket's descriptor, so that a taken port is our exception and not the server library's exit."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(128)
    except OSError as error:
        raise PortUnavailable(f"{HOST}:{port}: {error.strerror}") from error
    return listening.detach()


def _backend_app(service: SERVICE_NAMES) -> Any:
    """moto's application of one service. What it raises reaches the gateway, which names it; no HTML page."""
    app = create_backend_app(service)
    app.config["PROPAGATE_EXCEPTIONS"] = True
    return app
