"""A preview shows what the engine does, at the cost of the statements that change."""

from __future__ import annotations

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
    assert shown(source, RemoveStatement(source.at("y"))) == [" # why", "-y", " z"]


@pytest.mark.parametrize(
    "edit",
    [ReplaceExpression((0, 2), "1"), ReplaceExpression((4, 5), "1 1"), AddImport("os")],
)
def test_nothing_to_show(edit: AnyEdit) -> None:
    assert shown(Source("import os; x = f(1)\n"), edit) == []


def test_the_rest_of_a_large_text_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    import libcst

    parsed: list[str] = []
    parse_module = libcst.parse_module

    def recorded(text: str) -> libcst.Module:
        parsed.append(text)
        return parse_module(text)

    monkeypatch.setattr(libcst, "parse_module", recorded)
    source = Source("a = 1\n" * 500 + "b = f(c)\n" + "d = 1\n" * 500)
    call = source.at("f(c)")
    assert shown(source, RemoveArgument(call, source.at("c")))[1:3] == ["-b = f(c)", "+b = f()"]
    assert parsed == ["b = f(c)\n"]
