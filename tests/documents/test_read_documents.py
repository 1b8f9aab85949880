"""Choosing the kind of document, and the limits on what is opened."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fwlint.documents import read
from fwlint.documents.document import UnreadableDocument


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.py", "x = 1\n", "python"),
        ("a.pyi", "x: int\n", "python"),
        ("script", "x = 1\n", "python"),
        ("a.md", "```py\nx = 1\n```\n", "markdown"),
        ("a.ipynb", json.dumps({"cells": [{"cell_type": "code", "source": "x = 1"}]}), "notebook"),
    ],
)
def test_the_suffix_tells_the_kind(name: str, content: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    document = read(path)
    assert document.kind == kind
    assert document.path == path
    assert document.text.replace('"_fwlint 1"\n', "").strip().startswith("x")


def test_a_given_kind_and_data_count_more_than_the_path() -> None:
    document = read(Path("nowhere.py"), "markdown", data=b"```python\nx = 1\n```\n")
    assert document.kind == "markdown"
    assert "x = 1" in document.text


def test_files_above_the_limit_are_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"x = 1\n" * 1000)
    assert read(path, max_size=6000).problems == []
    with pytest.raises(UnreadableDocument, match="6,000 bytes: larger than the limit of 5,999"):
        read(path, max_size=5999)
    with pytest.raises(UnreadableDocument, match="larger than the limit"):
        read(path, max_size=5, data=b"x = 1\n")


def test_what_the_system_refuses_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="cannot be read: No such file or directory"):
        read(tmp_path / "gone.py")
    with pytest.raises(UnreadableDocument, match="cannot be read: Is a directory"):
        read(tmp_path)


def test_frames_show_the_lines_around() -> None:
    document = read(Path("a.py"), data=b"a\nb\nc\nd\n")
    frame = document.frame(None, 2, 2)
    assert (frame.first, frame.lines) == (1, ["a", "b", "c"])
