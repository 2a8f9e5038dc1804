"""Which operations the gateway answers or repairs; service modules fill it with the decorators below."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from moto.core.exceptions import ServiceException

from .context import Context

Parameters = dict[str, Any]
Answer = dict[str, Any]
OwnHandler = Callable[[Context, Parameters], Answer | None]
BeforeHandler = Callable[[Context, Parameters], None]
AfterHandler = Callable[[Context, Parameters, Answer], None]
Operation = tuple[str, str]

own_handlers: dict[Operation, OwnHandler] = {}
before_handlers: dict[Operation, list[BeforeHandler]] = defaultdict(list)
after_handlers: dict[Operation, list[AfterHandler]] = defaultdict(list)


class Fault(ServiceException):
    """`raise Fault(code, message)` in a handler answers with that error, written in the service's own format."""


def own(service: str, *operations: str) -> Callable[[OwnHandler], OwnHandler]:
    """The handler answers alone: for operations that moto lacks. Names are botocore's (`rds`, `CreateDBCluster`)."""

    def register(handler: OwnHandler) -> OwnHandler:
        for operation in operations:
            if (service, operation) in own_handlers:
                raise ValueError(f"{service}.{operation} is answered twice")
            own_handlers[service, operation] = handler
        return handler

    return register


def before(service: str, *operations: str) -> Callable[[BeforeHandler], BeforeHandler]:
    """The handler judges or records the request before moto sees it; a `Fault` refuses it."""

    def register(handler: BeforeHandler) -> BeforeHandler:
        for operation in operations:
            before_handlers[service, operation].append(handler)
        return handler

    return register


def after(service: str, *operations: str) -> Callable[[AfterHandler], AfterHandler]:
    """The handler edits moto's answer in place, for example to add the fields that moto drops."""

    def register(handler: AfterHandler) -> AfterHandler:
        for operation in operations:
            after_handlers[service, operation].append(handler)
        return handler

    return register
