"""Emulators for the tests: each is a process of its own on a free port, with its data in a temporary folder."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import boto3
import pytest

PACKAGE_FOLDER = Path(__file__).parents[1]
REGION = "us-east-1"


class Emulator:
    """A running `python -m estate_sandbox`."""

    def __init__(self, home: Path, *options: str) -> None:
        self.home = home
        self.process = subprocess.Popen(
            [sys.executable, "-m", "estate_sandbox", "--home", str(home), *options],
            cwd=PACKAGE_FOLDER,
            env={"PATH": os.environ["PATH"]},
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        self._wait_until_it_answers_or_ends()

    def _wait_until_it_answers_or_ends(self) -> None:
        deadline = time.monotonic() + 30
        while self.process.poll() is None and not (self._announced() and self.announcement["pid"] == self.process.pid):
            assert time.monotonic() < deadline, "the emulator does not start"
            time.sleep(0.05)

    def _announced(self) -> bool:
        return (self.home / "sandbox.json").exists()

    @property
    def announcement(self) -> dict[str, Any]:
        return json.loads((self.home / "sandbox.json").read_text())

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.announcement['port']}"

    @property
    def health(self) -> dict[str, Any]:
        with urlopen(f"{self.endpoint}/_estate/health") as response:
            return json.load(response)

    def client(self, service: str) -> Any:
        return client(service, self.endpoint)

    def stop(self, how: int = signal.SIGTERM) -> int:
        """The exit code."""
        self.process.send_signal(how)
        return self.process.wait(timeout=30)

    def complaint(self) -> str:
        """What an emulator that refused to start wrote."""
        return self.process.communicate(timeout=30)[1]


def client(service: str, endpoint: str) -> Any:
    """A boto3 client with invented credentials."""
    return boto3.client(
        service, REGION, endpoint_url=endpoint, aws_access_key_id="sandbox", aws_secret_access_key="sandbox"
    )


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Emulator]]:
    """Starts emulators on this test's folder; ends those that still run."""
    started: list[Emulator] = []

    def _start(*options: str, home: Path = tmp_path) -> Emulator:
        started.append(Emulator(home, *options))
        return started[-1]

    yield _start
    for emulator in started:
        if emulator.process.poll() is None:
            emulator.process.kill()
            emulator.process.wait()


@pytest.fixture(scope="session")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """One emulator for all tests of services."""
    emulator = Emulator(tmp_path_factory.mktemp("aws"))
    yield emulator
    emulator.process.kill()
    emulator.process.wait()
