"""The arguments of a call come and go, its layout stays."""

from __future__ import annotations

import pytest
from fix_pairs import Source

from fwlint.fixes.edits import (
    AnyEdit,
    InsertArgument,
    RemoveArgument,
    RenameArgument,
    SetArgument,
)


def call(source: Source) -> tuple[int, int]:
    return source.from_to("f(", ")")


NEW_KEYWORD = [
    ("f()", "f(k=1)"),
    ("f( )", "f(k=1)"),
    ("f(a)", "f(a, k=1)"),
    ("f(a,)", "f(a, k=1,)"),
    ("f(a , b)", "f(a , b, k=1)"),
    ("f(a, b )", "f(a, b, k=1 )"),
    ("f(*a, **options)", "f(*a, k=1, **options)"),
    ("f(**options, a=2)", "f(**options, a=2, k=1)"),
    ("f(a = 2)", "f(a = 2, k = 1)"),
    ("f(x for x in y)", "f((x for x in y), k=1)"),
    ("f(\n    a,\n    b,\n)", "f(\n    a,\n    b,\n    k=1,\n)"),
    ("f(\n    a,\n    b\n)", "f(\n    a,\n    b,\n    k=1\n)"),
    ("f(\n    a\n)", "f(\n    a,\n    k=1\n)"),
    ("f(\n    a, b\n)", "f(\n    a, b, k=1\n)"),
    ("f(a,\n  b)", "f(a,\n  b,\n  k=1)"),
    ("f(a, b,\n  c)", "f(a, b,\n  c, k=1)"),
    ("f(\n    a,  # one\n    b,  # two\n)", "f(\n    a,  # one\n    b,  # two\n    k=1,\n)"),
    ("f(\n    a,\n    b  # two\n)", "f(\n    a,\n    b,  # two\n    k=1\n)"),
    ("f(\n    a,\n    # own line\n)", "f(\n    a,\n    # own line\n    k=1,\n)"),
    ("f(\n\ta,\n\tb,\n)", "f(\n\ta,\n\tb,\n\tk=1,\n)"),
    ("f(\r\n    a,\r\n    b,\r\n)", "f(\r\n    a,\r\n    b,\r\n    k=1,\r\n)"),
    ("f(\n    a,\n    **options,\n)", "f(\n    a,\n    k=1,\n    **options,\n)"),
]


@pytest.mark.parametrize(("before", "after"), NEW_KEYWORD)
def test_a_new_keyword(before: str, after: str) -> None:
    source = Source(before)
    assert source.fixed(SetArgument(call(source), "k", "1")) == after


@pytest.mark.parametrize("before", [after for _, after in NEW_KEYWORD])
def test_setting_the_same_value_again_changes_nothing(before: str) -> None:
    source = Source(before)
    assert source.fixed(SetArgument(call(source), "k", "1")) == before


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("f(k=2)", "1", "f(k=1)"),
        ("f(k = 2, a=3)", "a + b", "f(k = a + b, a=3)"),
        ("f(\n    k=2,  # why\n    a=3,\n)", "None", "f(\n    k=None,  # why\n    a=3,\n)"),
        ("f(k=(2))", "1", "f(k=1)"),
        ("f(k=2)", "a := 1", "f(k=(a := 1))"),
        ("f(k=2)", "1, 2", "f(k=(1, 2))"),
        ("f(k=(1, 2))", "(3, 4)", "f(k=(3, 4))"),
        ("f(k=2)", "lambda x: x", "f(k=lambda x: x)"),
    ],
)
def test_a_new_value(before: str, value: str, after: str) -> None:
    source = Source(before)
    assert source.fixed(SetArgument(call(source), "k", value)) == after
    assert Source(after).fixed(SetArgument(call(Source(after)), "k", value)) == after


@pytest.mark.parametrize(
    ("before", "index", "new", "after"),
    [
        ("f()", 0, "x", "f(x)"),
        ("f(a)", 0, "x", "f(x, a)"),
        ("f(a)", 1, "x", "f(a, x)"),
        ("f(a, b=1)", 1, "x", "f(a, x, b=1)"),
        ("f(a, b=1)", 1, "*xs", "f(a, *xs, b=1)"),
        ("f(a)", 0, "(x for x in y)", "f((x for x in y), a)"),
        ("f(\n    a,\n    b,\n)", 0, "x", "f(\n    x,\n    a,\n    b,\n)"),
        ("f(\n    a,  # one\n    b,\n)", 1, "x", "f(\n    a,  # one\n    x,\n    b,\n)"),
        ("f(a,\n  b)", 0, "x", "f(x,\n  a,\n  b)"),
    ],
)
def test_a_new_positional_argument(before: str, index: int, new: str, after: str) -> None:
    source = Source(before)
    assert source.fixed(InsertArgument(call(source), index, new)) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f(OLD)", "f()"),
        ("f(OLD, a)", "f(a)"),
        ("f(a, OLD)", "f(a)"),
        ("f(a, OLD,)", "f(a,)"),
        ("f(a, OLD, b)", "f(a, b)"),
        ("f(a, k=OLD, b=2)", "f(a, b=2)"),
        ("f(a, *OLD)", "f(a)"),
        ("f(a, **OLD)", "f(a)"),
        ("f(\n    OLD,\n)", "f()"),
        ("f(\n    OLD,\n    a,\n)", "f(\n    a,\n)"),
        ("f(\n    a,\n    OLD,\n)", "f(\n    a,\n)"),
        ("f(\n    a,\n    OLD\n)", "f(\n    a\n)"),
        ("f(\n    a,  # one\n    OLD,  # two\n    b,\n)", "f(\n    a,  # one\n    b,\n)"),
        ("f(\n    a,  # one\n    OLD,  # two\n)", "f(\n    a,  # one\n)"),
        ("f(\n    # above\n    OLD,  # two\n    b,\n)", "f(\n    # above\n    b,\n)"),
        ("f(a, OLD,  # both\n  b)", "f(a,  # both\n  b)"),
        ("f(a,\n  OLD)", "f(a)"),
        ("f(OLD,\n  a)", "f(a)"),
        ("f(a,\n  OLD, b)", "f(a,\n  b)"),
    ],
)
def test_an_argument_less(before: str, after: str) -> None:
    source = Source(before)
    assert source.fixed(RemoveArgument(call(source), source.at("OLD"))) == after


def test_a_keyword_gets_a_new_name() -> None:
    source = Source("f(a, dim = 1,  # why\n  b=2)\n")
    expected = "f(a, axis = 1,  # why\n  b=2)\n"
    assert source.fixed(RenameArgument(call(source), "dim", "axis")) == expected


def test_many_edits_of_one_call_mean_the_arguments_as_they_were() -> None:
    source = Source(
        """
        f(
            a,  # one
            b,  # two
            old=c,
            gone=dd,
        )
        """
    )
    edits = [
        InsertArgument(call(source), 1, "x"),
        RemoveArgument(call(source), source.at("b")),
        RenameArgument(call(source), "old", "new"),
        RemoveArgument(call(source), source.at("dd")),
        SetArgument(call(source), "more", "1"),
        InsertArgument(call(source), 1, "y"),
    ]
    expected = Source(
        """
        f(
            a,  # one
            x,
            y,
            new=c,
            more=1,
        )
        """
    )
    assert source.fixed(*edits) == expected.text


def test_nested_calls_change_in_one_fix() -> None:
    source = Source("f(g(a), h(b))\n")
    edits = [
        SetArgument(source.at("f(g(a), h(b))"), "k", "1"),
        SetArgument(source.at("g(a)"), "k", "2"),
        RemoveArgument(source.at("h(b)"), source.at("b")),
    ]
    assert source.fixed(*edits) == "f(g(a, k=2), h(), k=1)\n"


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (RenameArgument((0, 14), "k", "l"), "the call has no argument named k"),
        (RenameArgument((0, 14), "i", "j"), "the call would have two arguments named j"),
        (SetArgument((0, 14), "i", "1 +"), "its source is not an expression: 1 +"),
        (SetArgument((0, 13), "i", "1"), "its span does not name an expression"),
        (SetArgument((0, 1), "i", "1"), "its span does not name a call"),
        (InsertArgument((0, 14), 4, "x"), "the call has no argument at index 4"),
        (InsertArgument((0, 14), 0, "x, y"), "its source is not one argument: x, y"),
        (InsertArgument((0, 14), 3, "x"), "the result would not parse"),
        (RemoveArgument((0, 14), (0, 1)), "its span does not name an argument of the call"),
    ],
)
def test_what_cannot_be_done_is_refused(edit: AnyEdit, reason: str) -> None:
    assert Source("f(a, i=1, j=2)[0]\n").refused(edit).startswith(reason)
