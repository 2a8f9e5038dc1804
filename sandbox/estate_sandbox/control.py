"""What `estate sandbox` asks of a running emulator, on paths that no AWS service has."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from .gateway import Environ, StartResponse, Wsgi

HEALTH = "/_estate/health"
SAVE = "/_estate/save"


class Control:
    """Answers `GET /_estate/health` and `POST /_estate/save`; passes everything else to AWS."""

    def __init__(self, aws: Wsgi, health: Callable[[], dict[str, Any]], save: Callable[[], None]) -> None:
        self._aws = aws
        self._health = health
        self._save = save

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        request = (environ["REQUEST_METHOD"], environ.get("PATH_INFO"))
        if request == ("GET", HEALTH):
            return _json(start_response, "200 OK", self._health())
        if request == ("POST", SAVE):
            try:
                self._save()
            except Exception as error:  # the caller is told; the emulator and the last saved file stay as they are
                return _json(start_response, "500 Not Saved", {"error": f"{type(error).__name__}: {error}"})
            return _json(start_response, "200 OK", {"saved": True})
        return self._aws(environ, start_response)


def _json(start_response: StartResponse, status: str, answer: dict[str, Any]) -> Iterable[bytes]:
    body = json.dumps(answer).encode()
    start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
