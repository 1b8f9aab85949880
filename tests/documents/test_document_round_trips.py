"""For any file that can be read: nothing is lost, and every place exists."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fwlint.documents import read
from fwlint.documents.document import Document, UnreadableDocument

FRAGMENTS = [
    "x = 1\n", "if x:\n", "    y = 2\n", "\tz = 3\n", "def f():\n", "    return é\n",
    "// don't\n", "z = 3  // set the rate\n", "pip install torch\n", "$ ls \\\n", "print 'x'\n",
    "%matplotlib inline\n", "!ls \\\n", "  !ls\n", "foo?\n", "x = !ls it's\n", "%%time\n", "%%sh\n",
    "```python\n", "```\n", "```py\r\n", "```\r\n", "~~~~ {.python}\n", "> ", "- ", "1. ", "   ",
    "\t", ">>> a = 1\n", "... b\n", "# fwlint: skip\n", ":tags: [x]\n", "await q\n",
    '"_fwlint 1"\n',
    "\x0c", "\u2028", "é", "\r", "\r\n", "\n", "\\\n", "(", ")", '"""', "'", "\ud800", "\0",
    "`a`\n",
]  # fmt: skip
PIECES = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), max_size=14).map("".join)
CELL = st.tuples(st.sampled_from(["code", "code", "markdown"]), PIECES, st.booleans())
thoroughly = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def line_of(document: Document, offset: int) -> str:
    """The line of the text; those of markers and stand-ins have a name of ours."""
    line, _ = document.text_position(offset)
    start, *following = document.line_starts[line : line + 2]
    return document.text[start : following[0] if following else None]


def nothing_is_lost(document: Document, data: bytes) -> None:
    assert document.rebuild(document.text) == data
    ast.parse(document.text)
    for offset, character in enumerate(document.text):
        cell, position = document.place(offset)
        line = document.lines(cell)[position.line - 1]
        assert 1 <= position.column <= len(line) + 2  # 2: on the second character of a CRLF
        if character.isalpha() and "_fwlint" not in line_of(document, offset):
            assert line[position.column - 1] == character
    for problem in document.problems:
        assert problem.line is not None
        assert problem.column is not None
        assert document.lines(problem.cell)[problem.line - 1] == problem.source
        assert 1 <= problem.column <= len(problem.source) + 1


def try_to_read(name: str, data: bytes) -> None:
    try:
        document = read(Path(name), data=data)
    except UnreadableDocument as error:
        assert str(error)
    else:
        nothing_is_lost(document, data)


def encoded(text: str, encoding: str = "utf-8") -> bytes:
    return text.encode(encoding, "replace")


@thoroughly
@given(PIECES)
def test_python(source: str) -> None:
    try_to_read("a.py", encoded(source))


@thoroughly
@given(PIECES)
def test_markdown(source: str) -> None:
    try_to_read("a.md", encoded(source))
    try_to_read("a.md", encoded(f"```python\n{source}\n```\n"))


ENCODINGS = ["latin-1", "cp1252", "utf-8", "utf-8-sig", "utf-7", "shift_jis", "gb18030", "koi8-r",
             "iso2022_jp", "cp037", "utf-16", "ascii", "big5hkscs", "mac-roman"]  # fmt: skip


@thoroughly
@given(PIECES, st.sampled_from(ENCODINGS), st.sampled_from(ENCODINGS))
def test_python_in_any_encoding(source: str, declared: str, real: str) -> None:
    try_to_read("a.py", encoded(f"# coding: {declared}\n{source}", real))


@thoroughly
@given(st.binary(max_size=60))
def test_any_bytes(data: bytes) -> None:
    for name in ("a.py", "a.md", "a.ipynb"):
        try_to_read(name, data)


def as_notebook(cells: list[tuple[str, str, bool]], **style: Any) -> bytes:
    notebook = {
        "cells": [
            {"cell_type": kind, "source": source if whole else source.splitlines(True)}
            for kind, source, whole in cells
        ]
    }
    return encoded(json.dumps(notebook, **style))


@thoroughly
@given(st.lists(CELL, max_size=4), st.booleans(), st.sampled_from([None, 0, 1, "\t"]))
def test_notebooks(cells: list[tuple[str, str, bool]], ascii_only: bool, indent: Any) -> None:
    data = as_notebook(cells, ensure_ascii=ascii_only, indent=indent)
    document = read(Path("a.ipynb"), data=data)
    nothing_is_lost(document, data)


@thoroughly
@given(st.lists(CELL, max_size=4), st.booleans())
def test_edits_of_notebooks_change_nothing_else(
    cells: list[tuple[str, str, bool]], ascii_only: bool
) -> None:
    cells = [*cells, ("code", "y = 1\nedit_me = 1\n", False)]
    before = as_notebook(cells, ensure_ascii=ascii_only, indent=1)
    after = as_notebook(
        [(kind, source.replace("edit_me", "edited"), whole) for kind, source, whole in cells],
        ensure_ascii=ascii_only,
        indent=1,
    )
    document = read(Path("a.ipynb"), data=before)
    assert document.rebuild(document.text.replace("edit_me", "edited")) == after
