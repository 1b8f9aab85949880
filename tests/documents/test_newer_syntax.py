"""LibCST in a child process: its word is taken, its crash is survived."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from fwlint.documents import newer_syntax
from fwlint.documents.newer_syntax import parses_with_libcst


def test_syntax_of_python_3_12_is_accepted_by_any_python() -> None:
    assert parses_with_libcst("type Pair[T] = tuple[T, T]\nx = f'{'é'}'\n")


def test_what_no_python_accepts_is_not() -> None:
    assert not parses_with_libcst("x = = 1\n")
    assert not parses_with_libcst("x = '\ud800'\n")


def test_nesting_that_crashes_the_parser_is_a_no() -> None:
    assert not parses_with_libcst("-" * 300_000 + "1")


def test_a_parser_that_takes_too_long_is_a_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newer_syntax, "TIME_LIMIT", 0.001)
    assert not parses_with_libcst("x = 1\n")


def test_modules_of_the_working_directory_are_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "libcst.py").write_text("raise SystemExit(0)\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert not parses_with_libcst("x = = 1\n")


def test_a_child_that_a_signal_ends_is_a_no(monkeypatch: pytest.MonkeyPatch) -> None:
    run = subprocess.run
    ended = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"

    def crash(command: list[str], **options: Any) -> Any:
        return run([command[0], "-c", ended], **options)

    monkeypatch.setattr(subprocess, "run", crash)
    assert not parses_with_libcst("x = 1\n")
