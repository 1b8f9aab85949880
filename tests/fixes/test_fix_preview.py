"""A preview shows what the engine does, at the cost of the statements that change."""

from __future__ import annotations

from difflib import unified_diff

import libcst
import pytest
from fix_pairs import Source

from fwlint.fixes.edits import (
    AddDecorator,
    AddImport,
    AnyEdit,
    InsertStatement,
    RemoveArgument,
    RemoveImport,
    RemoveStatement,
    ReplaceExpression,
    SetArgument,
    safe,
)
from fwlint.fixes.preview import preview


def shown(source: Source, *edits: AnyEdit) -> list[str]:
    return preview(source.text, safe("the fix", *edits))


def test_one_line_of_context() -> None:
    source = Source("import os\nx = 1\ny = f(x)\nz = 2\nprint(z)\n")
    edit = SetArgument(source.at("f(x)"), "k", "1")
    assert shown(source, edit) == [" x = 1", "-y = f(x)", "+y = f(x, k=1)", " z = 2"]


def test_within_a_decorated_definition() -> None:
    source = Source(
        """
        é = "ü"
        @decorated
        class Net:
            a = 1
            def forward(self, x):
                return f(
                    x,
                )
        last = 1
        """
    )
    edits = [
        SetArgument(source.from_to("f(\n", "    )"), "k", "1"),
        AddDecorator(source.from_to("@decorated", "    )"), "also"),
    ]
    assert shown(source, *edits) == [
        ' é = "ü"',
        "+@also",
        " @decorated",
        "             x,",
        "+            k=1,",
        "         )",
    ]


def test_statements_that_share_lines_are_cut_together() -> None:
    source = Source("a = g(\n1); b = f(\n2); c = 3\nd = 4\n")
    edit = ReplaceExpression(source.at("2"), "5")
    assert shown(source, edit) == [" 1); b = f(", "-2); c = 3", "+5); c = 3", " d = 4"]


def test_imports_are_lines_of_their_own() -> None:
    source = Source("from torch.cuda.amp import autocast\nimport os\n\nwith autocast(): pass\n")
    edits = [
        ReplaceExpression(source.at("autocast()"), 'autocast("cuda")'),
        AddImport("torch.amp", "autocast"),
        AddImport("os"),
        RemoveImport("torch.cuda.amp", "autocast"),
        RemoveImport("os.path"),
    ]
    assert shown(source, *edits) == [
        "-from torch.cuda.amp import autocast",
        "+from torch.amp import autocast",
        " ",
        "-with autocast(): pass",
        '+with autocast("cuda"): pass',
    ]


def test_an_import_that_is_needed_is_not_shown_as_removed() -> None:
    source = Source("import a\n\nx = a.f(a.g)\n")
    edits = [ReplaceExpression(source.at("a.f"), "b.f"), RemoveImport("a"), AddImport("b")]
    expected = ["+import b", " ", "-x = a.f(a.g)", "+x = b.f(a.g)"]
    assert shown(source, *edits) == expected
    only_import = [AddImport("c", alias="d")]
    assert shown(source, *only_import) == ["+import c as d"]


def test_the_ends_of_a_text() -> None:
    source = Source("x\r\n\r\ny")
    assert shown(source, InsertStatement(source.at("y"), "z", "after")) == [" y", "+z"]
    assert shown(source, InsertStatement(source.at("x"), "z", "before")) == ["+z", " x"]


def test_a_statement_goes() -> None:
    source = Source("x\n# why\ny\nz\n")
    assert shown(source, RemoveStatement(source.at("y", nth=2))) == [" # why", "-y", " z"]


@pytest.mark.parametrize(
    "edit",
    [ReplaceExpression((0, 2), "1"), ReplaceExpression((4, 5), "1 1"), AddImport("os")],
)
def test_nothing_to_show(edit: AnyEdit) -> None:
    assert shown(Source("import os; x = f(1)\n"), edit) == []


NESTED = """
class Net:
    # layers
    a = 1

    @decorated(x)
    async def forward(self):
        if x:
            y = 1
        elif f(x):
            y = 2; z = g(
                x)
        else: y = h(x)
        try:
            first(x)
        except Error:
            second(x)
            rest()
        finally:
            third(x)
        match x:
            case [1, 2]:
                fourth(x)
        with x: fifth(x)
        while x: \\
          sixth(x)
        return last(x)
"""


@pytest.mark.parametrize(
    "call",
    [
        *["decorated(x)", "f(x)", "g(\n                x)", "h(x)", "first(x)", "second(x)"],
        *["third(x)", "fourth(x)", "fifth(x)", "sixth(x)", "last(x)"],
    ],
)
def test_nested_statements_are_cut_out_of_their_blocks(call: str) -> None:
    source = Source(NESTED)
    after = source.text.replace(call, "new(x)", 1)
    edit = ReplaceExpression(source.at(call), "new(x)")
    diff = unified_diff(source.text.splitlines(), after.splitlines(), n=1, lineterm="")
    assert shown(source, edit) == [line for line in list(diff)[2:] if line[0] != "@"]


def test_a_statement_goes_in_after_a_nested_block() -> None:
    source = Source("if é:\n    if y:\n        a\n    else:\n        b\n    c\n")
    inner = source.from_to("if y", "b")
    assert shown(source, InsertStatement(inner, "new()", "after")) == [
        "         b",
        "+    new()",
        "     c",
    ]


def test_the_only_statement_of_a_block_goes() -> None:
    source = Source("if x:\n    if y:\n        a\n    b\n")
    assert shown(source, RemoveStatement(source.at("a"))) == [
        "     if y:",
        "-        a",
        "+        pass",
        "     b",
    ]
    assert shown(source, RemoveStatement(source.at("b"))) == ["         a", "-    b"]


@pytest.fixture
def parsed_texts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All that LibCST parses as a module."""
    parsed: list[str] = []
    parse_module = libcst.parse_module

    def recorded(text: str) -> libcst.Module:
        parsed.append(text)
        return parse_module(text)

    monkeypatch.setattr(libcst, "parse_module", recorded)
    return parsed


def test_the_rest_of_a_large_text_is_not_parsed(parsed_texts: list[str]) -> None:
    source = Source("a = 1\n" * 500 + "b = f(cc)\n" + "d = 1\n" * 500)
    call = source.at("f(cc)")
    assert shown(source, RemoveArgument(call, source.at("cc")))[1:3] == ["-b = f(cc)", "+b = f()"]
    assert parsed_texts == ["b = f(cc)\n"]


def test_the_rest_of_a_large_class_is_not_parsed(parsed_texts: list[str]) -> None:
    method = "  def m(self):\n    if x:\n      a = 1\n"
    source = Source("class A:\n" + method * 500 + "      b = f(cc)\n" + method * 500)
    call = source.at("f(cc)")
    assert shown(source, RemoveArgument(call, source.at("cc")))[1:3] == [
        "-      b = f(cc)",
        "+      b = f()",
    ]
    assert parsed_texts == ["if 1:\n  if 1:\n    if 1:\n      a = 1\n      b = f(cc)\n"]
