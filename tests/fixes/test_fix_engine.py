"""Fixes are made whole or not at all, in a fixed order, and leave Python."""

from __future__ import annotations

import subprocess
import sys
from itertools import permutations

import pytest
from fix_pairs import Source, apply_all

from fwlint.fixes.edits import (
    AddDecorator,
    AddImport,
    Fix,
    InsertStatement,
    RemoveArgument,
    RemoveStatement,
    ReplaceExpression,
    ReplaceStatement,
    ReplaceText,
    SetArgument,
    safe,
)
from fwlint.fixes.engine import Skipped, apply_fixes


def test_all_edits_or_none() -> None:
    source = Source("f(a)\ng(b)\n")
    edits = [SetArgument(source.at("f(a)"), "k", "1"), SetArgument(source.at("g(b"), "k", "1")]
    assert source.refused(*edits) == "its span does not name an expression"


def test_the_earlier_of_two_overlapping_fixes_is_made() -> None:
    source = Source("f(g(a))\n")
    outer = safe("b", SetArgument(source.at("f(g(a))"), "k", "1"))
    inner = safe("a", SetArgument(source.at("g(a)"), "k", "1"))
    applied = apply_fixes(source.text, [inner, outer])
    assert applied.text == "f(g(a), k=1)\n"
    assert applied.made == [outer]
    assert applied.skipped == [Skipped(inner, "it overlaps an earlier fix")]


def test_the_order_of_fixes_does_not_matter() -> None:
    source = Source("f(a)\ng(b)\nh(c)\n")
    fixes = [
        safe("2", SetArgument(source.at("f(a)"), "k", "1")),
        safe("1", SetArgument(source.at("f(a)"), "j", "1")),
        safe("0", ReplaceExpression(source.at("b"), "c + 1"), AddImport("os")),
    ]
    results = [apply_fixes(source.text, order) for order in permutations(fixes)]
    assert results[0].text == "import os\n\nf(a, j=1)\ng(c + 1)\nh(c)\n"
    assert results[0].made == [fixes[1], fixes[2]]
    assert all(result == results[0] for result in results)


def test_fixes_beside_each_other_do_not_overlap() -> None:
    source = Source("@d\ndef f():\n    g(a)\n")
    whole = source.from_to("@d", "g(a)")
    fixes = [
        safe("1", InsertStatement(whole, "x = 1", "before")),
        safe("2", AddDecorator(whole, "e")),
        safe("3", ReplaceExpression(source.at("d"), "c")),
        safe("4", SetArgument(source.at("g(a)"), "k", "1")),
        safe("5", InsertStatement(source.at("g(a)"), "h()", "after")),
    ]
    expected = "x = 1\n\n@e\n@c\ndef f():\n    g(a, k=1)\n    h()\n"
    assert apply_all(source.text, *fixes) == expected


def test_the_same_statement_is_not_inserted_twice() -> None:
    source = Source("a\n")
    fixes = [safe(m, InsertStatement(source.at("a"), "new()", "before")) for m in "12"]
    applied = apply_fixes(source.text, fixes)
    assert applied.text == "new()\na\n"
    assert [fix.message for fix in applied.made] == ["1"]


def test_one_bad_fix_does_not_hold_up_the_others() -> None:
    lines = [f"x{i} = f({i})\n" for i in range(9)]
    source = Source("".join(lines))
    fixes = [
        safe(str(i), ReplaceExpression(source.at(f"f({i})"), "yield" if i == 4 else "1"))
        for i in range(9)
    ]
    fixes[6] = safe("6", ReplaceExpression(source.at("x6"), "1"))
    applied = apply_fixes(source.text, fixes)
    assert [skipped.fix for skipped in applied.skipped] == [fixes[6]]
    assert applied.skipped[0].reason.startswith("the result would not parse: cannot assign")
    assert applied.made == [fix for fix in fixes if fix is not fixes[6]]
    assert applied.text.splitlines()[3:7] == ["x3 = 1", "x4 = (yield)", "x5 = 1", "x6 = f(6)"]


@pytest.mark.parametrize(
    "second",
    [
        SetArgument((0, 7), "k", "1"),
        SetArgument((2, 6), "k", "1"),
        ReplaceExpression((4, 5), "1"),
        ReplaceExpression((0, 7), "1"),
        RemoveStatement((0, 7)),
    ],
)
@pytest.mark.parametrize(
    "first",
    [ReplaceStatement((0, 7), "a"), RemoveStatement((0, 7)), ReplaceExpression((0, 7), "a")],
)
def test_an_edit_that_another_would_undo_is_refused(
    first: ReplaceStatement, second: SetArgument
) -> None:
    source = Source("f(g(a))\n")
    assert source.refused(first, second) == "one of its edits takes away what another one changes"
    assert source.refused(second, first) == "one of its edits takes away what another one changes"


def test_an_edit_inside_a_removed_or_replaced_argument_is_refused() -> None:
    source = Source("f(g(a), k=h(b))\n")
    call = source.at("f(g(a), k=h(b))")
    gone = RemoveArgument(call, source.at("g(a)"))
    assert "takes away" in source.refused(gone, ReplaceExpression(source.at("a"), "1"))
    new = SetArgument(call, "k", "1")
    assert "takes away" in source.refused(new, ReplaceExpression(source.at("b"), "1"))


@pytest.mark.parametrize("text", ["x = = 1\n", "\ufeffx = 1\n", "x = '\ud800'\n"])
def test_a_text_that_libcst_does_not_give_back_stays(text: str) -> None:
    fix = safe("the fix", AddImport("os"))
    reason = "LibCST cannot reproduce this file exactly"
    assert apply_fixes(text, [fix]) == (text, [], [Skipped(fix, reason)])


def test_raw_text_is_not_for_python_that_parses() -> None:
    edit = ReplaceText(None, 1, 0, 1, "#")
    assert Source("x = 1\n").refused(edit) == "it changes raw text, but this text parses"


def test_no_fixes() -> None:
    assert apply_fixes("x = 1", []) == ("x = 1", [], [])
    empty = Fix("nothing", "safe", [])
    assert apply_fixes("x = 1", [empty]) == ("x = 1", [empty], [])


@pytest.mark.parametrize("module", ["engine", "preview", "textual"])
def test_the_scan_does_not_pay_for_libcst(module: str) -> None:
    code = f"import sys, fwlint.fixes.{module}; print('libcst' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
