"""Random edits of random programs do what ``ast`` says they mean, and nothing else."""

from __future__ import annotations

import ast
from difflib import unified_diff

from fix_pairs import apply_all
from fix_programs import Program, programs
from hypothesis import given, settings
from hypothesis import strategies as st

from fwlint.documents.document import split_lines
from fwlint.fixes.edits import (
    InsertArgument,
    InsertStatement,
    RemoveArgument,
    RemoveStatement,
    RenameArgument,
    ReplaceExpression,
    ReplaceStatement,
    SetArgument,
    Span,
    safe,
)
from fwlint.fixes.engine import apply_fixes
from fwlint.fixes.preview import preview

VALUES = st.sampled_from(["1", "a + b", "f(\n  a,  # c\n)", "lambda: 1", "a if b else c", "not a"])
VALUES |= st.sampled_from(["(1, 2)", "1, 2", "a.b", "-a", "await_", "a := 1"])
SOURCES = st.sampled_from(["new()", "new(); newer()", "for i in a:\n    new(\n        i,\n    )"])


def expression(source: str) -> ast.expr:
    return ast.parse(f"({source})", mode="eval").body


def check(program: Program, after: str, touched: Span) -> None:
    """The changed tree is that of ``after``, whose text is the same outside ``touched``."""
    assert ast.dump(ast.parse(after)) == ast.dump(program.tree)
    assert after.startswith(program.text[: touched[0]])
    assert after.endswith(program.text[touched[1] :])


def drawn_call(data: st.DataObject, program: Program) -> tuple[ast.Call, Span]:
    node = data.draw(st.sampled_from(program.nodes(ast.Call)))
    assert isinstance(node, ast.Call)
    return node, program.span(node)


@given(programs(), VALUES, st.sampled_from("ijk"), st.data())
@settings(max_examples=40, deadline=None)
def test_set_argument(program: Program, value: str, keyword: str, data: st.DataObject) -> None:
    call, span = drawn_call(data, program)
    after = apply_all(program.text, safe("", SetArgument(span, keyword, value)))
    present = [k for k in call.keywords if k.arg == keyword]
    if present:
        present[0].value = expression(value)
    else:
        options = [k for k in call.keywords if k.arg is None]
        named = [k for k in call.keywords if k.arg]
        call.keywords = [*named, ast.keyword(keyword, expression(value)), *options]
        assert after.count("#") >= program.text.count("#")
    check(program, after, span)
    same_call = (span[0], len(after) - len(program.text) + span[1])
    again = apply_all(after, safe("", SetArgument(same_call, keyword, value)))
    assert again == after


@given(programs(), VALUES, st.data())
@settings(max_examples=25, deadline=None)
def test_insert_argument(program: Program, value: str, data: st.DataObject) -> None:
    call, span = drawn_call(data, program)
    index = data.draw(st.integers(0, len(call.args)))
    value = "(x for x in y)" if value == "1, 2" else value
    after = apply_all(program.text, safe("", InsertArgument(span, index, value)))
    call.args.insert(index, expression(value))
    check(program, after, span)
    assert after.count("#") == program.text.count("#") + value.count("#")


@given(programs(), st.data())
@settings(max_examples=40, deadline=None)
def test_remove_argument(program: Program, data: st.DataObject) -> None:
    call, span = drawn_call(data, program)
    arguments: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
    if not arguments:
        return
    gone = data.draw(st.sampled_from(arguments))
    value = gone.value if isinstance(gone, (ast.keyword, ast.Starred)) else gone
    inner = program.span(value)
    if isinstance(value, (ast.Tuple, ast.GeneratorExp)):  # ast counts their parentheses
        return
    after = apply_all(program.text, safe("", RemoveArgument(span, inner)))
    call.args = [argument for argument in call.args if argument is not gone]
    call.keywords = [argument for argument in call.keywords if argument is not gone]
    check(program, after, span)


@given(programs(), st.data())
@settings(max_examples=15, deadline=None)
def test_rename_argument(program: Program, data: st.DataObject) -> None:
    call, span = drawn_call(data, program)
    named = [keyword for keyword in call.keywords if keyword.arg]
    if not named:
        return
    keyword = data.draw(st.sampled_from(named))
    assert keyword.arg
    fix = safe("", RenameArgument(span, keyword.arg, "new"))
    after = apply_all(program.text, fix)
    keyword.arg = "new"
    check(program, after, span)
    assert len(after) == len(program.text) + len("new") - 1


@given(programs(), VALUES, st.data())
@settings(max_examples=40, deadline=None)
def test_replace_expression(program: Program, value: str, data: st.DataObject) -> None:
    call, span = drawn_call(data, program)
    after = apply_all(program.text, safe("", ReplaceExpression(span, value)))
    parents = [(n, f, v) for n in ast.walk(program.tree) for f, v in ast.iter_fields(n)]
    for parent, field, child in parents:
        if child is call:
            setattr(parent, field, expression(value))
        elif isinstance(child, list) and call in child:
            child[child.index(call)] = expression(value)
    assert ast.dump(ast.parse(after)) == ast.dump(program.tree)


def blocks(program: Program) -> list[list[ast.stmt]]:
    fields = ("body", "orelse")
    found = [getattr(node, f, []) for node in ast.walk(program.tree) for f in fields]
    return [block for block in found if isinstance(block, list) and block]


def drawn_statement(data: st.DataObject, program: Program) -> tuple[list[ast.stmt], int, Span]:
    block = data.draw(st.sampled_from(blocks(program)))
    index = data.draw(st.integers(0, len(block) - 1))
    start, end = program.span(block[index])
    if decorators := getattr(block[index], "decorator_list", None):
        start = program.span(decorators[0])[0] - len("@")
    return block, index, (start, end)


def statements(source: str) -> list[ast.stmt]:
    return ast.parse(source).body


@given(programs(), SOURCES, st.sampled_from(["before", "after"]), st.data())
@settings(max_examples=25, deadline=None)
def test_insert_statement(program: Program, source: str, where: str, data: st.DataObject) -> None:
    block, index, span = drawn_statement(data, program)
    edit = InsertStatement(span, source, "before" if where == "before" else "after")
    after = apply_all(program.text, safe("", edit))
    at = index if where == "before" else index + 1
    block[at:at] = statements(source)
    assert ast.dump(ast.parse(after)) == ast.dump(program.tree)
    assert after.count("#") == program.text.count("#")


@given(programs(), SOURCES, st.data())
@settings(max_examples=25, deadline=None)
def test_replace_statement(program: Program, source: str, data: st.DataObject) -> None:
    block, index, span = drawn_statement(data, program)
    after = apply_all(program.text, safe("", ReplaceStatement(span, source)))
    block[index : index + 1] = statements(source)
    assert ast.dump(ast.parse(after)) == ast.dump(program.tree)


@given(programs(), st.data())
@settings(max_examples=25, deadline=None)
def test_remove_statement(program: Program, data: st.DataObject) -> None:
    block, index, span = drawn_statement(data, program)
    after = apply_all(program.text, safe("", RemoveStatement(span)))
    del block[index]
    if not block and block is not program.tree.body:
        block.append(ast.Pass())
    assert ast.dump(ast.parse(after)) == ast.dump(program.tree)


@given(programs(), st.data())
@settings(max_examples=25, deadline=None)
def test_many_fixes(program: Program, data: st.DataObject) -> None:
    """What is made and what is skipped are all, and a later round makes the rest."""
    calls = [program.span(node) for node in program.nodes(ast.Call) if isinstance(node, ast.Call)]
    chosen = data.draw(st.lists(st.sampled_from(calls), unique=True))
    fixes = [safe(str(span), SetArgument(span, "k", "1")) for span in chosen]
    applied = apply_fixes(program.text, fixes)
    assert len(applied.made) + len(applied.skipped) == len(fixes)
    assert {skipped.reason for skipped in applied.skipped} <= {"it overlaps an earlier fix"}
    assert bool(applied.made) == bool(fixes)
    ast.parse(applied.text)


@given(programs(), SOURCES, st.data())
@settings(max_examples=25, deadline=None)
def test_the_preview_is_the_difference(program: Program, source: str, data: st.DataObject) -> None:
    _, call = drawn_call(data, program)
    _, _, statement = drawn_statement(data, program)
    edits = [
        SetArgument(call, "new", "1"),
        InsertStatement(statement, source, "after"),
        ReplaceStatement(statement, source),
        RemoveStatement(statement),
    ]
    fix = safe("", data.draw(st.sampled_from(edits)))
    before, after = program.text, apply_all(program.text, fix)
    diff = list(unified_diff(split_lines(before), split_lines(after), n=0, lineterm=""))[2:]
    assert changed_lines(preview(before, fix)) == changed_lines(diff)


def changed_lines(diff: list[str]) -> list[str]:
    return sorted(line for line in diff if line[0] in "+-" and line.strip("+-"))
