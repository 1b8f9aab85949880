"""``--fix`` on files: what changes, what stays byte for byte, and what it leaves behind."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from fwlint.config.settings import Config
from fwlint.run.fix import FixOutcome, fix_paths
from fwlint.run.scan import scan_paths

Fixer = Callable[..., FixOutcome]

PAGE = (
    "# Deploy \u2013 notes // not code\r\n"
    "\r\n"
    "> * first:\r\n"
    "> \r\n"
    ">   ```python\r\n"
    ">   // the model\r\n"
    ">   import torch\r\n"
    ">   half = 7 // 2 // torch\r\n"
    ">   ```\r\n"
    "\r\n"
    "```js\r\n"
    "// stays\r\n"
    "```\r\n"
    "```python\r\n"
    "url = 'http://a // b'\r\n"
    "x = f(1,  // don't panic\r\n"
    "      2)  // the second\r\n"
    "```"
)


@pytest.fixture
def fix(tmp_path: Path) -> Fixer:
    """Fixes everything below the directory, with the given selection."""

    def run(*select: str, write: bool = True, unsafe: bool = False) -> FixOutcome:
        config = Config(root=tmp_path, select=select, unsafe_fixes=unsafe, use_cache=False)
        return fix_paths([tmp_path], config, write=write)

    return run


def notebook(*sources: object) -> bytes:
    cells = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 1, "source": s}
        for s in sources
    ]
    data = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(data, indent=2).encode()


class TestComments:
    """``//`` becomes ``#``, and nothing else changes."""

    def test_in_a_python_file_of_another_encoding(self, tmp_path: Path, fix: Fixer) -> None:
        file = tmp_path / "model.py"
        before = (
            "# coding: latin-1\r\n// le mod\xe8le, d'apr\xe8s l'article\r\nimport torch\r\n"
            "x = [1,  /// un\r\n\t2 // 1]\r\nurl = 'a // b'  // chez 'nous'"
        ).encode("latin-1")
        file.write_bytes(before)
        outcome = fix("FWN101")
        assert file.read_bytes() == (
            "# coding: latin-1\r\n# le mod\xe8le, d'apr\xe8s l'article\r\nimport torch\r\n"
            "x = [1,  # un\r\n\t2 // 1]\r\nurl = 'a // b'  # chez 'nous'"
        ).encode("latin-1")
        assert outcome.report.findings == []
        assert outcome.report.errors == []
        assert list(outcome.report.fixed.values()) == [{"FWN101": 3}]

    def test_on_a_page(self, tmp_path: Path, fix: Fixer) -> None:
        file = tmp_path / "page.md"
        file.write_bytes(PAGE.encode())
        outcome = fix("FWN101")
        after = (
            PAGE.replace("// the model", "# the model")
            .replace("// don't", "# don't")
            .replace("// the second", "# the second")
        )
        assert file.read_bytes() == after.encode()
        assert list(outcome.report.fixed.values()) == [{"FWN101": 3}]
        assert (outcome.report.findings, outcome.report.errors) == ([], [])

    def test_in_the_cells_of_a_notebook(self, tmp_path: Path, fix: Fixer) -> None:
        file = tmp_path / "book.ipynb"
        first = ["!pip install torch\n", "import torch // the framework\n", "x = 1"]
        before = notebook(first, "// a note \u00e9\ny = 7 // 2", ["z = 3"])
        file.write_bytes(before)
        outcome = fix("FWN101")
        after = before.replace(b"// the framework", b"# the framework")
        assert file.read_bytes() == after.replace(b"// a note", b"# a note")
        assert list(outcome.report.fixed.values()) == [{"FWN101": 2}]
        assert (outcome.report.findings, outcome.report.errors) == ([], [])

    def test_not_after_code_that_does_not_parse_anyway(self, tmp_path: Path, fix: Fixer) -> None:
        file = tmp_path / "model.py"
        before = "import torch\n// about\ndef half(n)  // the lower one\n    return n // 2\n"
        file.write_text(before)
        outcome = fix("FWN101")
        assert file.read_text() == before.replace("// about", "# about")
        assert [f.start.line for f in outcome.report.findings] == [3]
        assert [error.line for error in outcome.report.errors] == [3]


class TestRounds:
    """Fixes are made until none is left, and then nothing changes any more."""

    BEFORE = (
        "import tensorflow as tf\n"
        "// statistics\n"
        "mean = tf.log(tf.log(tf.ones([2])))\n"
        "saver = tf.train.Saver()\n"
    )

    def test_raw_lines_and_trees_both_get_their_turn(self, tmp_path: Path, fix: Fixer) -> None:
        file = tmp_path / "old.py"
        file.write_text(self.BEFORE)
        outcome = fix("FWN", "FWT")
        assert file.read_text() == (
            "import tensorflow as tf\n"
            "# statistics\n"
            "mean = tf.math.log(tf.math.log(tf.ones([2])))\n"
            "saver = tf.train.Saver()\n"
        )
        assert list(outcome.report.fixed.values()) == [{"FWN101": 1, "FWT104": 2}]
        assert [finding.code for finding in outcome.report.findings] == ["FWT101"]

    def test_a_second_run_changes_nothing(self, tmp_path: Path, fix: Fixer) -> None:
        file = tmp_path / "old.py"
        file.write_text(self.BEFORE)
        fix("FWN", "FWT", unsafe=True)
        fixed, stamp = file.read_bytes(), file.stat().st_mtime_ns
        outcome = fix("FWN", "FWT", unsafe=True)
        assert b"tf.compat.v1.train.Saver()" in fixed
        assert (outcome.diffs, outcome.report.fixed) == ([], {})
        assert (file.read_bytes(), file.stat().st_mtime_ns) == (fixed, stamp)

    def test_what_remains_is_what_a_scan_finds(self, tmp_path: Path, fix: Fixer) -> None:
        (tmp_path / "old.py").write_text(self.BEFORE)
        (tmp_path / "page.md").write_bytes(PAGE.encode())
        remaining = fix("FWN", "FWT").report
        again = scan_paths(
            [tmp_path], Config(root=tmp_path, select=("FWN", "FWT"), use_cache=False)
        )
        assert remaining.findings == again.findings
        assert remaining.errors == again.errors

    def test_a_fix_that_would_lose_a_line_that_is_no_python_does_not_stop_the_others(
        self, tmp_path: Path, fix: Fixer
    ) -> None:
        file = tmp_path / "train.py"
        file.write_text("import torch\nbreakpoint()  // look here\nbreakpoint()\nx = 1\n")
        outcome = fix("FWN106", unsafe=True)
        assert file.read_text() == "import torch\nbreakpoint()  // look here\nx = 1\n"
        assert list(outcome.report.fixed.values()) == [{"FWN106": 1}]
        assert [finding.start.line for finding in outcome.report.findings] == [2]


class TestSafety:
    """Nothing is lost, and nothing is written that was not asked for."""

    def test_unsafe_fixes_wait_to_be_asked_for(self, tmp_path: Path, fix: Fixer) -> None:
        file = tmp_path / "old.py"
        before = "import tensorflow as tf\nsession = tf.Session()\n"
        file.write_text(before)
        assert fix("FWT").report.fixed == {}
        assert file.read_text() == before
        fix("FWT", unsafe=True)
        assert file.read_text() == before.replace("tf.Session", "tf.compat.v1.Session")

    def test_without_write_only_the_diff_shows_it(self, tmp_path: Path, fix: Fixer) -> None:
        file = tmp_path / "page.md"
        file.write_bytes(PAGE.encode())
        (diff,) = fix("FWN", write=False).diffs
        assert "+>   # the model" in diff
        assert file.read_bytes() == PAGE.encode()

    def test_a_read_only_file_is_reported_and_the_others_are_fixed(
        self, tmp_path: Path, fix: Fixer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        locked, other = tmp_path / "locked.py", tmp_path / "other.py"
        for file in (locked, other):
            file.write_text("import torch\n// a note\n")
        locked.chmod(0o444)
        allowed = os.access  # root may write everything
        monkeypatch.setattr(
            "os.access", lambda path, mode: Path(path) != locked and allowed(path, mode)
        )
        outcome = fix("FWN")
        assert locked.read_text() == "import torch\n// a note\n"
        assert other.read_text() == "import torch\n# a note\n"
        (error,) = outcome.report.errors
        assert error.path.endswith("locked.py")
        assert error.message == "cannot be written: the file is read-only"
        assert [finding.path for finding in outcome.report.findings] == [error.path]
        assert sorted(path.name for path in tmp_path.iterdir()) == ["locked.py", "other.py"]

    def test_permissions_stay(self, tmp_path: Path, fix: Fixer) -> None:
        file = tmp_path / "script.py"
        file.write_text("import torch\n// a note\n")
        file.chmod(0o755)
        fix("FWN")
        assert file.read_text() == "import torch\n# a note\n"
        assert file.stat().st_mode & 0o777 == 0o755
