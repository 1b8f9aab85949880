"""Whatever lies in a repository: one clear message, the right exit code, no lost findings."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fwlint.checks import Check, Remark
from fwlint.cli import main
from fwlint.sites import CallSite

IMPORT = "import torch\n"
PLANTED = IMPORT + "model = torch.load('m.pt', weights_only=False)\n"
"""FWP102 on line 2, in every repository: it must be found whatever else is there."""

REPORTED, BROKEN = 1, 2


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "healthy.py").write_text(PLANTED)
    return tmp_path


def scan(*arguments: str) -> Result:
    options = ("--isolated", "--no-cache", "--select", "FWP102", "--output-format", "json")
    return CliRunner().invoke(main, ["scan", *options, *arguments])


def errors(result: Result) -> list[tuple[str, int | None, str]]:
    """The errors of a scan that found what was planted."""
    report = json.loads(result.stdout)
    found = [(f["path"], f["code"], f["start"]["line"]) for f in report["findings"]]
    assert ("healthy.py", "FWP102", 2) in found
    return [(e["path"], e["line"], e["message"]) for e in report["files"]["errors"]]


BAD: dict[str, tuple[bytes, int | None, str]] = {
    "syntax.py": (b"import torch\ndef f(:\n", 2, "invalid syntax"),
    "python2.py": (b"import torch\nprint 'x'\n", 2, "looks like Python 2"),
    "brackets.py": (b"import torch\nx = " + b"[" * 3000 + b"]" * 3000, 2, "nested too deeply"),
    "binary.py": (b"\x7fELF torch\n\0\1\2\xff", 2, "binary content"),
    "nul.py": (b"import torch\nx = '\0'\n", 2, "NUL"),
    "bytes.py": (b"import torch\nx = '\xff'\n", 2, "not UTF-8"),
    "codec.py": (b"# coding: klingon\nimport torch\n", 1, "klingon"),
    "utf16.py": ("import torch\n".encode("utf-16"), None, "UTF-16"),
    "book.ipynb": (b'{"cells": [ torch', 1, "not a notebook"),
    "list.ipynb": (b'["torch"]', None, "not a notebook"),
    "operands.py": (b"import torch\nx = " + b"a and " * 20_000 + b"b\n", 2, "operands"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_understood(root: Path, name: str) -> None:
    data, line, message = BAD[name]
    (root / name).write_bytes(data)
    result = scan()
    ((path, told_line, told),) = errors(result)
    assert (path, told_line) == (name, line)
    assert message in told
    assert "\n" not in told
    assert result.exit_code == (REPORTED if line else BROKEN)


HARMLESS: dict[str, bytes] = {
    "empty.py": b"",
    "marks.py": b"\xef\xbb\xbf",
    "comment.py": b"# torch",
    "chain.py": b"import torch\nx = torch" + b".a(1)" * 400 + b"\n",
    "sum.py": b"import torch\nx = " + b"a + " * 900 + b"b\n",
    "elif.py": b"import torch\nif a: pass\n" + b"elif b: pass\n" * 1000,
    "compare.py": b"import torch\nx = " + b"a < " * 3000 + b"b\n",
    "decorated.py": b"import torch\n" + b"@d\n" * 1000 + b"def f(): pass\n",
    "lambdas.py": b"import torch\nx = " + b"lambda: " * 80 + b"1\n",
    "string.py": b"import torch\nx = '" + b"a" * 500_000 + b"'\n",
    "lone.py": b"import torch\rx = 1\r",
    "page.md": b"```python\nimport torch\n",
    "empty.ipynb": b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
    "operands.py": b"import torch\nx = " + b"a and " * 2_999 + b"b\n",
}


@pytest.mark.parametrize("name", HARMLESS)
def test_a_file_that_is_only_odd(root: Path, name: str) -> None:
    (root / name).write_bytes(HARMLESS[name])
    result = scan()
    assert errors(result) == []
    assert result.exit_code == REPORTED


def test_a_generated_file_is_skipped(root: Path) -> None:
    (root / "generated.py").write_text(IMPORT + "x = 1\n" * 350_000)
    result = scan()
    assert errors(result) == []
    (notice,) = result.stderr.splitlines()
    assert "generated.py: skipped, 2100 kB is more than max-file-size (1000 kB)" in notice
    assert json.loads(result.stdout)["files"]["skipped"] == 1


def test_a_missing_path(root: Path) -> None:
    result = scan("missing.py", ".")
    assert errors(result) == [("missing.py", None, "no such file or directory")]
    assert result.exit_code == BROKEN


def test_links_in_a_circle(root: Path) -> None:
    (root / "up").symlink_to(root, target_is_directory=True)
    (root / "one.py").symlink_to("two.py")
    (root / "two.py").symlink_to("one.py")
    result = scan()
    assert errors(result) == []
    assert json.loads(result.stdout)["files"]["scanned"] == 1


def test_a_link_in_a_circle_that_is_named(root: Path) -> None:
    (root / "one.py").symlink_to("one.py")
    ((path, line, message),) = errors(scan("one.py", "healthy.py"))
    assert (path, line) == ("one.py", None)
    assert message.startswith("cannot be read: ")


def test_a_directory_that_looks_like_a_file(root: Path) -> None:
    (root / "dir.py").mkdir()
    (root / "dir.py" / "inner.py").write_text(PLANTED)
    result = scan()
    assert errors(result) == []
    assert len(json.loads(result.stdout)["findings"]) == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read all")
def test_a_file_that_may_not_be_read(root: Path) -> None:
    file = root / "secret.py"
    file.write_text(PLANTED)
    file.chmod(0)
    result = scan()
    ((path, line, message),) = errors(result)
    assert (path, line) == ("secret.py", None)
    assert "Permission denied" in message
    assert result.exit_code == BROKEN


def test_a_file_that_vanishes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After it was found, and before it is read."""
    from fwlint.run.session import Session

    (root / "fleeting.py").write_text(PLANTED)
    judge = Session.judge

    def judge_late(session: Session, path: Path, *rest: object) -> object:
        (root / "fleeting.py").unlink(missing_ok=True)
        return judge(session, path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Session, "judge", judge_late)
    result = scan()
    ((path, line, message),) = errors(result)
    assert (path, line) == ("fleeting.py", None)
    assert "No such file" in message
    assert result.exit_code == BROKEN


def test_lone_carriage_returns_are_left_alone_by_a_fix(root: Path) -> None:
    """LibCST cannot write such a file as it was."""
    file = root / "lone.py"
    before = b"import tensorflow as tf\rx = tf.log(1.0)\ry = 2\r"
    file.write_bytes(before)
    arguments = ["scan", "--isolated", "--no-cache", "--fix", "--select", "FWT104", "lone.py"]
    result = CliRunner().invoke(main, arguments)
    assert file.read_bytes() == before
    assert "lone.py:2:5" in result.stdout
    assert result.exit_code == REPORTED


class Raises(Check):
    """Fails on every torch.load, after it has spoken."""

    code, name, severity = "FWQ199", "raises", "error"
    calls = ("torch.load",)

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        yield Remark(call.span, "before it failed")
        raise KeyError("some name")


def test_a_check_that_raises(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from fwlint.registry import all_checks

    checks = (*all_checks(), Raises())
    monkeypatch.setattr("fwlint.run.judging.all_checks", lambda: checks)
    (root / "healthy.py").write_text(PLANTED + "other = torch.load('n.pt')\n")
    result = scan("--extend-select", "FWQ199")
    assert errors(result) == []
    findings = json.loads(result.stdout)["findings"]
    codes = sorted(finding["code"] for finding in findings)
    assert codes == ["FW000", "FWP102", "FWQ199", "FWQ199"]
    (failure,) = (finding for finding in findings if finding["code"] == "FW000")
    assert failure["path"] == "healthy.py"
    assert "FWQ199 (raises)" in failure["message"]
    assert "KeyError: 'some name'" in failure["message"]
    assert result.exit_code == BROKEN
