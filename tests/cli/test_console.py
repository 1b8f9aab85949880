"""Writing files, and telling how far a run has come."""

from __future__ import annotations

import os
import sys
from io import StringIO
from pathlib import Path

import pytest

from fwlint.cli import progress
from fwlint.cli.console import write_file
from fwlint.cli.progress import Progress
from fwlint.config import UsageError


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        monkeypatch.setattr(progress.time, "monotonic", lambda: self.now)


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write_file(tmp_path / "report.txt", "é\n")
    finally:
        os.umask(mask)
    assert (tmp_path / "report.txt").read_bytes() == "é\n".encode()
    assert (tmp_path / "report.txt").stat().st_mode & 0o777 == 0o640


def test_an_old_file_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text("old")
    file.chmod(0o600)
    write_file(file, "new")
    assert file.read_text() == "new"
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot write .*: No such file or directory"):
        write_file(tmp_path / "none/report.txt", "")


def test_short_runs_show_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, terminal = Clock(monkeypatch), Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with Progress(enabled=True) as told:
        clock.now = 0.9
        told(5, 10)
    assert terminal.getvalue() == ""


def test_long_runs_show_progress_and_clear_it(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, terminal = Clock(monkeypatch), Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with Progress(enabled=True) as told:
        clock.now = 1.5
        told(5, 10)
        told(6, 10)  # too soon after the last
    line = "Scanning 5 of 10 files ..."
    assert terminal.getvalue() == f"\r{line}\r{' ' * len(line)}\r"


@pytest.mark.parametrize(("enabled", "stream"), [(False, Terminal()), (True, StringIO())])
def test_nothing_is_shown_when_quiet_or_not_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, enabled: bool, stream: StringIO
) -> None:
    clock = Clock(monkeypatch)
    monkeypatch.setattr(sys, "stderr", stream)
    with Progress(enabled=enabled) as told:
        clock.now = 9.0
        told(5, 10)
    assert stream.getvalue() == ""
