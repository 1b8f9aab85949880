"""Recognising C's comments where Python's parser stopped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fwlint.documents.foreign import recognise_c_comment
from fwlint.documents.notebook import NotebookDocument
from fwlint.documents.python import PythonDocument


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("// a note", 0),
        ("\t/// a note", 1),
        ("x = f(1)  // PyTorch serving", 10),
        ("x = 'a // b' // it's here", 13),
        ('url = "http://host/a"  //// note', 23),
        ("x = 'a // b'", None),
        ("x = 7 // 2", None),
        ("x = 1  # see // below", None),
        ("x = http://host", None),
    ],
)
def test_where_a_comment_begins(line: str, column: int | None) -> None:
    found = recognise_c_comment([line], 0)
    assert (found and found.column) == column


def test_a_problem_tells_whether_the_rest_parses() -> None:
    whole = PythonDocument(Path("a.py"), b"x = 1  // one item\n")
    assert [(p.kind, p.repaired) for p in whole.problems] == [("c-comment", True)]
    broken = PythonDocument(Path("a.py"), b"x = 1  // one item\ny = = 2\n")
    assert [(p.kind, p.repaired) for p in broken.problems] == [
        ("c-comment", False),
        ("syntax", False),
    ]


def test_a_cell_of_a_notebook_may_hold_them_beside_magics() -> None:
    source = "%matplotlib inline\n!ls // tmp\nx = 1 // one item"
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "source": source}
    data = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    document = NotebookDocument(Path("a.ipynb"), json.dumps(data).encode())
    (problem,) = document.problems
    assert (problem.kind, problem.cell, problem.line, problem.column) == ("c-comment", 1, 3, 7)
    assert "x = 1 #" in document.text
