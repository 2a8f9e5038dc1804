"""The WSGI layer in front of moto: runs the registered handlers around moto's answer."""

import sys
import traceback
import uuid
import warnings
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from botocore.awsrequest import HeadersDict
from botocore.parsers import create_parser
from moto.core.exceptions import ServiceException
from moto.core.serialize import get_serializer_class

from . import registry
from .call import Call, Environ, identify
from .context import Context
from .recorder import record
from .registry import Fault
from .turn import turn

StartResponse = Callable[..., Any]
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]
Response = tuple[int, Headers, bytes]

# A gap answers with a code of our own, which no service model knows: not worth a line in the log each time.
warnings.filterwarnings("ignore", message=".*does not match an error shape")


class Gateway:
    """Answers AWS requests for one account, one after the other."""

    def __init__(self, moto: Wsgi, account: str) -> None:
        self._moto = moto
        self._account = account

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        call = identify(environ)
        with turn:
            if call is None:
                return list(self._moto(environ, start_response))
            status, headers, body = self._answer_or_error(call, environ)
            if status < 400:
                record(call, self._account)
        sys.stdout.write(f"{datetime.now(UTC):%H:%M:%S} {call.service} {call.operation.name} {status}\n")
        start_response(f"{status} {'OK' if status < 400 else 'Error'}", headers)
        return [body]

    def _answer_or_error(self, call: Call, environ: Environ) -> Response:
        try:
            return self._answer(call, environ)
        except ServiceException as fault:
            return _written(call, fault)
        except Exception as error:  # a gap of the emulator: name it in the answer, keep the traceback for the log
            traceback.print_exc()
            return _gap(call, error)

    def _answer(self, call: Call, environ: Environ) -> Response:
        own = registry.own_handlers.get(call.key)
        if own:
            return _written(call, own(self._context(call), call.parameters) or {})
        self._run(registry.before_handlers.get(call.key, []), call)
        status, headers, body = _ask(self._moto, environ)
        after = registry.after_handlers.get(call.key)
        if status == 404 and body.startswith(b"<!doctype html>"):  # not an AWS error: moto has no such path
            return _gap(call, NotImplementedError("moto has no such operation"))
        if status >= 400 or not after:
            return status, headers, body
        answer = _parsed(call, status, headers, body)
        self._run(after, call, answer)
        return _written(call, answer)

    def _run(self, handlers: list[Callable[..., None]], call: Call, *answer: registry.Answer) -> None:
        for handler in handlers:
            handler(self._context(call), call.parameters, *answer)

    def _context(self, call: Call) -> Context:
        return Context(call.service, call.region, self._account)


def _ask(moto: Wsgi, environ: Environ) -> Response:
    started: list[tuple[str, Headers]] = []

    def start_response(status: str, headers: Headers, _exc_info: Any = None) -> None:
        started.append((status, headers))

    body = b"".join(moto(environ, start_response))
    status, headers = started[-1]
    return int(status.split()[0]), headers, body


def _gap(call: Call, error: Exception) -> Response:
    """501 is an answer that no AWS SDK retries, so the caller sees the reason at once."""
    message = f"The sandbox cannot answer {call.service} {call.operation.name}: {type(error).__name__}: {error}"
    _, headers, body = _written(call, Fault("NotImplemented", message))
    return 501, headers, body


def _parsed(call: Call, status: int, headers: Headers, body: bytes) -> registry.Answer:
    # Header names are case-insensitive: without HeadersDict an `ETag` is lost.
    response = {"status_code": status, "headers": HeadersDict(headers), "body": body}
    answer = create_parser(call.protocol).parse(response, call.operation.output_shape)
    answer.pop("ResponseMetadata", None)
    return answer


def _written(call: Call, answer: registry.Answer | ServiceException) -> Response:
    serializer = get_serializer_class(call.service, call.protocol)(operation_model=call.operation, pretty_print=False)
    written = serializer.serialize(answer)
    body = written["body"].encode() if isinstance(written["body"], str) else written["body"]
    headers = {name.lower(): str(value) for name, value in written["headers"].items()}
    if isinstance(answer, ServiceException):
        headers.setdefault("x-amzn-errortype", answer.code)
    headers |= {"content-length": str(len(body)), "x-amzn-requestid": str(uuid.uuid4())}
    return written["status_code"], list(headers.items()), body
