"""Fixes of notebooks and pages: each change lands in its own cell or block."""

from __future__ import annotations

import json
from pathlib import Path

from fix_pairs import Source, apply_all

from fwlint.documents.markdown import MarkdownDocument
from fwlint.documents.notebook import NotebookDocument
from fwlint.fixes.edits import (
    AddImport,
    InsertStatement,
    RemoveStatement,
    ReplaceText,
    SetArgument,
    safe,
)
from fwlint.fixes.preview import preview
from fwlint.fixes.textual import apply_textual


def notebook(*cells: str) -> NotebookDocument:
    code = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": c}
        for c in cells
    ]
    data = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": code}
    return NotebookDocument(Path("a.ipynb"), json.dumps(data, indent=1).encode())


def cells(data: bytes) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(data)["cells"]]


def test_every_edit_stays_in_its_cell() -> None:
    before = ["!pip install torch", "import torch", "# the model\nmodel = f(x)", "model.cuda()"]
    document = notebook(*before)
    source = Source(document.text)
    statement = source.at("model = f(x)")
    fix = safe(
        "the fix",
        AddImport("torch.nn", alias="nn"),
        SetArgument(source.at("f(x)"), "k", "1"),
        InsertStatement(statement, "before()", "before"),
        InsertStatement(statement, "after()", "after"),
        RemoveStatement(source.at("model.cuda()")),
    )
    assert cells(document.rebuild(apply_all(document.text, fix))) == [
        "!pip install torch",
        "import torch\nimport torch.nn as nn",
        "# the model\nbefore()\nmodel = f(x, k=1)\nafter()",
        "",
    ]
    assert preview(document.text, fix) == [
        "+import torch.nn as nn",
        " # the model",
        "-model = f(x)",
        "+before()",
        "+model = f(x, k=1)",
        "+after()",
        "-model.cuda()",
    ]


def test_a_page_without_imports_gets_them_in_its_first_block() -> None:
    page = "# Title\n\n```python\ny = f(x)\n```\n\n```python\nz = 1\n```\n"
    document = MarkdownDocument(Path("a.md"), page.encode())
    fix = safe("the fix", AddImport("torch"))
    after = document.rebuild(apply_all(document.text, fix)).decode()
    assert after == page.replace("y = f(x)", "import torch\n\ny = f(x)")


def test_raw_lines_of_one_cell_at_a_time() -> None:
    document = notebook("x = 1 // one", "// two", "y = 2 // three")
    fixes = [safe(str(c), ReplaceText(c, 1, at, at + 2, "#")) for c, at in [(2, 0), (1, 6), (3, 6)]]
    assert cells(apply_textual(document, fixes)[0]) == ["x = 1 // one", "# two", "y = 2 // three"]
    assert cells(apply_textual(document, fixes[1:])[0]) == [
        "x = 1 # one",
        "// two",
        "y = 2 // three",
    ]
