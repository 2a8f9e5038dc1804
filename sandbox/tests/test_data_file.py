"""The saved file: whole or not there, and loaded only where it fits."""

import json
import stat
from pathlib import Path

import pytest

from estate_sandbox import data_file, versions
from estate_sandbox.data_file import UnusableData

VERSIONS = {"account": "123456789012", "gateway": "g1", "moto": "5", "python": "3"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "sandbox.data"
    data_file.write(written, b"payload\nwith lines", VERSIONS)
    return written


def test_gives_back_what_was_written(file: Path) -> None:
    assert data_file.read(file, VERSIONS) == b"payload\nwith lines"


def test_only_the_owner_can_read_it(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_says_in_its_first_line_what_it_is_bound_to(file: Path) -> None:
    assert json.loads(file.read_bytes().partition(b"\n")[0])["versions"] == VERSIONS


def test_a_failed_write_leaves_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(data_file.os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        data_file.write(file, b"newer", VERSIONS)
    assert data_file.read(file, VERSIONS) == b"payload\nwith lines"


@pytest.mark.parametrize("name", VERSIONS)
def test_refuses_another_version(file: Path, name: str) -> None:
    with pytest.raises(UnusableData, match=f"saved by {name} {VERSIONS[name]} .now other"):
        data_file.read(file, VERSIONS | {name: "other"})


def test_refuses_a_truncated_file(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(UnusableData, match="truncated or damaged"):
        data_file.read(file, VERSIONS)


@pytest.mark.parametrize("content", [b"", b"no header", b'{"format": "other"}\n', b"[]\n", b"\x80\x05"])
def test_refuses_a_file_that_it_did_not_write(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(UnusableData, match="no header"):
        data_file.read(file, VERSIONS)


def test_versions_change_with_any_source_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "__file__", str(tmp_path / "versions.py"))
    (tmp_path / "services").mkdir()
    before = versions.current_versions("123456789012")
    (tmp_path / "services" / "new.py").write_text("changed")
    after = versions.current_versions("123456789012")
    assert before["gateway"] != after["gateway"]
    assert {**before, "gateway": ""} == {**after, "gateway": ""}
