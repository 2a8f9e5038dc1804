"""Handlers, one AWS service a file. Importing a file registers its handlers."""

from importlib import import_module
from pkgutil import iter_modules


def load_all() -> None:
    """Registers the handlers of every file in this folder."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
