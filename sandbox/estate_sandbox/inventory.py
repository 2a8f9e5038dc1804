"""Counts what the sandbox holds, for `estate sandbox status`."""

import sys
from collections.abc import Iterable
from typing import Any

from moto.backends import get_backend

#: moto service -> where its backend keeps the things that people look for.
KEPT_IN = {
    "backup": {"vaults": "vaults"},
    "dynamodb": {"tables": "tables"},
    "ec2": {"VPCs": "vpcs", "subnets": "subnets"},
    "ecr": {"repositories": "repositories"},
    "ecs": {"clusters": "clusters", "services": "services"},
    "iam": {"roles": "roles"},
    "kms": {"keys": "keys"},
    "logs": {"log groups": "groups"},
    "rds": {"clusters": "clusters", "instances": "databases"},
    "s3": {"buckets": "buckets"},
    "secretsmanager": {"secrets": "secrets"},
}


def resources(account: str) -> dict[str, int]:
    """`{"kms keys": 4, ...}`: only what exists, without the default VPC and subnets that every account has."""
    counted = {
        f"{service} {label}": sum(_count(getattr(backend, attribute)) for backend in _regions(service, account))
        for service, kinds in KEPT_IN.items()
        for label, attribute in kinds.items()
    }
    return {name: count for name, count in counted.items() if count}


def _regions(service: str, account: str) -> Iterable[Any]:
    if f"moto.{service}.models" not in sys.modules:
        return []
    return list(get_backend(service)[account].values())


def _count(kept: dict[str, Any]) -> int:
    """moto keeps some things in a dict of dicts (subnets by zone)."""
    return sum(_count(each) if isinstance(each, dict) else not _is_default(each) for each in list(kept.values()))


def _is_default(resource: Any) -> bool:
    default = getattr(resource, "is_default", False) or getattr(resource, "default_for_az", False)
    return default in (True, "true")
