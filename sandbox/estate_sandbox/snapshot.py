"""Turns everything the sandbox holds (moto's backends and the gateway's tables) into bytes and back."""

import importlib
import io
import marshal
import pickle
import threading
import types
import weakref
from collections import defaultdict
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509 import Certificate, load_pem_x509_certificate
from moto.backends import get_backend
from moto.core.base_backend import BackendDict

from .context import tables

LOCKS = (type(threading.Lock()), type(threading.RLock()))


def dump() -> bytes:
    """One dump of all, because backends refer to each other."""
    data = {
        "tables": dict(tables),
        "moto": {
            backend.service_name: {account: dict(regions) for account, regions in backend.items()}
            for backend in BackendDict._instances  # those in use: moto imports a service at its first request
        },
    }
    out = io.BytesIO()
    _Pickler(out, protocol=5).dump(data)
    return out.getvalue()


def load(payload: bytes) -> None:
    """Puts the data back. Only for bytes that `dump` made: unpickling runs code."""
    data = pickle.loads(payload)
    tables.update(data["tables"])
    for name, accounts in data["moto"].items():
        backend = get_backend(name)
        for account, regions in accounts.items():
            backend[account].update(regions)


class _Pickler(pickle.Pickler):
    """Handles the kinds of objects inside moto that pickle refuses."""

    def reducer_override(self, value: Any) -> Any:
        if hasattr(value, "private_bytes"):
            return _private_key, (value.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),)
        if isinstance(value, Certificate):
            return _certificate, (value.public_bytes(Encoding.PEM),)
        if type(value) in LOCKS:
            return threading.RLock, ()
        if isinstance(value, weakref.WeakValueDictionary):
            # Its values as items: they may refer back to it.
            return weakref.WeakValueDictionary, (), None, None, iter(list(value.items()))
        if isinstance(value, types.FunctionType) and "<locals>" in value.__qualname__:
            cells = tuple(cell.cell_contents for cell in value.__closure__ or ())
            code = marshal.dumps(value.__code__)
            return _local_function, (value.__module__, code, value.__name__, value.__defaults__, cells)
        if isinstance(value, defaultdict) and type(value) is not defaultdict:
            # Subclasses whose constructor demands arguments: rebuilt without calling it.
            return _empty, (type(value),), dict(value.__dict__), None, iter(list(value.items()))
        return NotImplemented


def _private_key(pem: bytes) -> Any:
    return load_pem_private_key(pem, None)


def _certificate(pem: bytes) -> Certificate:
    return load_pem_x509_certificate(pem)


def _empty(cls: type) -> Any:
    return cls.__new__(cls)


def _local_function(module: str, code: bytes, name: str, defaults: Any, cells: tuple[Any, ...]) -> types.FunctionType:
    """A lambda inside a moto function (usually a defaultdict's factory), rebuilt from its code and captured values."""
    globals_ = importlib.import_module(module).__dict__
    closure = tuple(types.CellType(value) for value in cells)
    return types.FunctionType(marshal.loads(code), globals_, name, defaults, closure)
