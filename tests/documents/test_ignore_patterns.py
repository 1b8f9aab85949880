"""Lines of a .gitignore mean what they mean to git."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from fwlint.documents.discover import discover
from fwlint.documents.ignore import IgnorePatterns

FILES = [
    "a.py",
    "build/a.py",
    "build/keep/a.py",
    "docs/a.md",
    "docs/build/b.py",
    "docs/deep/er/a.py",
    "src/a.py",
    "src/a b.py",
    "src/#b.py",
    "src/tmp/a.py",
    "tmp/src/a.py",
]
GITIGNORES = [
    ["build/"],
    ["build"],
    ["/build"],
    ["*.md", "a.py"],
    ["*", "!*/", "!*.py"],
    ["/*", "!/src/"],
    ["build/*", "!build/keep"],
    ["build/", "!build/keep/a.py"],
    ["docs/**/a.py"],
    ["**/tmp"],
    ["**/deep/**"],
    ["docs/*"],
    ["docs/*.py"],
    ["src/*/a.py"],
    ["tmp/", "!src/"],
    ["# a.py", "", "\\#b.py", "a\\ b.py", "  "],
    ["[ab].py"],
    ["[!a].py"],
    ["?.py", "!/a.py"],
    ["*/tmp"],
    ["!", "\\", "a.md"],
    ["*.p[xy]", "!src/*.py"],
]


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
@pytest.mark.parametrize("lines", GITIGNORES, ids=" ".join)
def test_as_git_does(lines: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in FILES:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    (tmp_path / ".gitignore").write_text("\n".join(lines), encoding="utf-8")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "init", "-q"], check=True, env=environment)
    listing = ["git", "ls-files", "-z", "--others", "--exclude-per-directory=.gitignore"]
    shown = subprocess.run(listing, check=True, env=environment, capture_output=True, text=True)
    expected = sorted(name for name in shown.stdout.split("\0") if name in FILES)
    assert [file.path for file in discover(["."]).files] == expected


def test_the_last_line_decides_and_silence_is_no_answer() -> None:
    patterns = IgnorePatterns(["*.py", "!keep.py"])
    assert patterns.ignores_file("pkg/a.py") is True
    assert patterns.ignores_file("pkg/keep.py") is False
    assert patterns.ignores_file("pkg/a.md") is None
    assert patterns.ignores_directory("pkg/") is None


def test_lines_for_a_directory_above_can_be_dropped() -> None:
    patterns = IgnorePatterns(["*.md", "lib/", "lib/site-packages", "cache"])
    below = patterns.without_those_for("lib/site-packages/timm/")
    assert below.lines == ["*.md", "cache"]
    assert patterns.without_those_for("src/timm/") is patterns
