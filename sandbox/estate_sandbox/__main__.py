"""`python -m estate_sandbox --home FOLDER`: the embedded AWS as a process (docs/sandbox.md)."""

import argparse
import os
import sys
from pathlib import Path

from .home import Home, InUse

EXIT_UNUSABLE_DATA = 3
EXIT_PORT_TAKEN = 4
EXIT_IN_USE = 5


def main() -> int:
    """The exit code: 0 saved and stopped, 1 not saved, 3 saved data is unusable, 4 port taken, 5 folder in use."""
    arguments = _arguments()
    try:
        home = Home(arguments.home)
    except InUse as reason:
        return _refuse(f"Cannot start: {reason}.", EXIT_IN_USE)
    _configure_moto(arguments.account)
    from .data_file import UnusableData  # only now: moto reads its settings when it is imported
    from .server import PortUnavailable, Sandbox

    try:
        return Sandbox(arguments.account, home).serve(arguments.port)
    except UnusableData as reason:
        return _refuse(f"Cannot restore: {reason}.", EXIT_UNUSABLE_DATA)
    except PortUnavailable as reason:
        return _refuse(f"Cannot listen: {reason}.", EXIT_PORT_TAKEN)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="estate_sandbox", description="The embedded AWS, on 127.0.0.1 only.")
    parser.add_argument("--home", type=Path, required=True, help="folder of its data, restored and saved")
    parser.add_argument("--port", type=int, default=0, help="0 (default) takes a free port")
    parser.add_argument("--account", default="123456789012", help="12 digits")
    return parser.parse_args()


def _configure_moto(account: str) -> None:
    os.environ["MOTO_ACCOUNT_ID"] = account
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"  # arn:aws:iam::aws:policy/... can be attached
    os.environ["S3_IGNORE_SUBDOMAIN_BUCKETNAME"] = "true"  # no Host header is read as a bucket name


def _refuse(why: str, exit_code: int) -> int:
    print(why, file=sys.stderr, flush=True)
    return exit_code


if __name__ == "__main__":
    sys.exit(main())
