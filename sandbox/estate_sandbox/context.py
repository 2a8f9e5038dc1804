"""What a handler knows of the call besides its parameters, and the tables it may keep data in."""

from collections import defaultdict
from typing import Any

from moto.backends import get_backend

Table = dict[Any, Any]

#: The gateway's own data by (service, region, kind). Plain dicts of plain values, so that they can be saved.
tables: dict[tuple[str, str, str], Table] = defaultdict(dict)


class Context:
    """One AWS call: its service (botocore's name), region and account."""

    def __init__(self, service: str, region: str, account: str) -> None:
        self.service = service
        self.region = region
        self.account = account

    def table(self, kind: str) -> Table:
        """The gateway's own data of this kind in this service and region."""
        return tables[self.service, self.region, kind]

    def backend(self) -> Any:
        """moto's data of this service and region."""
        return get_backend(self.service)[self.account][self.region]
