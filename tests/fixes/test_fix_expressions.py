"""An expression takes the place of another, with the parentheses that it needs."""

from __future__ import annotations

import ast

import pytest
from fix_pairs import Source

from fwlint.fixes.edits import ReplaceExpression

PAIRS = [
    ("y = OLD", "a + b", "y = a + b"),
    ("y = OLD", "a, b", "y = (a, b)"),
    ("y = OLD", "yield a", "y = (yield a)"),
    ("y = OLD", "a +\n    b", "y = (a +\n    b)"),
    ("y = (OLD)", "a + b", "y = (a + b)"),
    ("y = (OLD)", "(a + b)", "y = (a + b)"),
    ("y = ((OLD))", "((a + b))", "y = (((a + b)))"),
    ("y = (OLD,)", "a + b", "y = (a + b,)"),
    ("y = OLD.c", "a + b", "y = (a + b).c"),
    ("y = OLD.c", "a.b", "y = a.b.c"),
    ("y = OLD.c", "1", "y = (1).c"),
    ("y = OLD()", "lambda: 1", "y = (lambda: 1)()"),
    ("y = OLD[0]", "a or b", "y = (a or b)[0]"),
    ("y = OLD + c", "a + b", "y = a + b + c"),
    ("y = c + OLD", "a + b", "y = c + (a + b)"),
    ("y = c + OLD", "a * b", "y = c + a * b"),
    ("y = OLD * c", "a + b", "y = (a + b) * c"),
    ("y = OLD ** c", "-a", "y = (-a) ** c"),
    ("y = c ** OLD", "-a", "y = c ** -a"),
    ("y = OLD ** c", "a ** b", "y = (a ** b) ** c"),
    ("y = c ** OLD", "a ** b", "y = c ** a ** b"),
    ("y = -OLD", "a ** b", "y = -a ** b"),
    ("y = -OLD", "a * b", "y = -(a * b)"),
    ("y = not OLD", "a == b", "y = not a == b"),
    ("y = not OLD", "a and b", "y = not (a and b)"),
    ("y = OLD and c", "a or b", "y = (a or b) and c"),
    ("y = OLD or c", "a and b", "y = a and b or c"),
    ("y = OLD < c", "a < b", "y = (a < b) < c"),
    ("y = c < OLD", "a < b", "y = c < (a < b)"),
    ("y = c < OLD", "a | b", "y = c < a | b"),
    ("y = OLD if b else c", "lambda: 1", "y = (lambda: 1) if b else c"),
    ("y = b if c else OLD", "lambda: 1", "y = b if c else lambda: 1"),
    ("y = b if OLD else c", "a if d else e", "y = b if (a if d else e) else c"),
    ("y = [i for i in OLD]", "a if b else c", "y = [i for i in (a if b else c)]"),
    ("y = [*OLD]", "a or b", "y = [*(a or b)]"),
    ("f(OLD)", "a if b else c", "f(a if b else c)"),
    ("f((OLD))", "a + b", "f(a + b)"),
    ("f((OLD, c))", "a + b", "f((a + b, c))"),
    ("f(*OLD)", "a or b", "f(*a or b)"),
    ("y = f'{OLD}'", "{1: a}[1]", "y = f'{({1: a}[1])}'"),
    ("y = f'{OLD!r:>{w}}'", "a + b", "y = f'{a + b!r:>{w}}'"),
    ("for i in OLD: pass", "a, b", "for i in (a, b): pass"),
    ("@OLD\ndef g(): pass", "a.b(c)", "@a.b(c)\ndef g(): pass"),
    ("y: OLD = 1", "a[b]", "y: a[b] = 1"),
    ("return_ = await_ = OLD", "await_", "return_ = await_ = await_"),
    ("y = (\n    OLD  # why\n)", "a.b()", "y = (\n    a.b()  # why\n)"),
]


@pytest.mark.parametrize(("before", "source", "after"), PAIRS)
def test_parentheses_where_they_are_needed(before: str, source: str, after: str) -> None:
    text = Source(before)
    assert text.fixed(ReplaceExpression(text.at("OLD"), source)) == after


@pytest.mark.parametrize(("before", "source", "after"), PAIRS)
def test_the_result_means_the_expression_in_the_place_of_the_name(
    before: str, source: str, after: str
) -> None:
    class Replace(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return ast.parse(f"({source})", mode="eval").body if node.id == "OLD" else node

    expected = Replace().visit(ast.parse(before))
    assert ast.dump(ast.parse(after)) == ast.dump(expected)


def test_a_tuple_in_parentheses() -> None:
    text = Source("x.view((a, b))\n")
    assert text.fixed(ReplaceExpression(text.at("a, b"), "y.shape")) == "x.view(y.shape)\n"


def test_comments_in_the_parentheses_survive() -> None:
    text = Source(
        """
        x.view((  # batch
            a,
            b,
        ))
        """
    )
    span = text.from_to("a,", "b,")
    assert (
        text.fixed(ReplaceExpression(span, "y.shape"))
        == Source(
            """
        x.view((  # batch
            y.shape
        ))
        """
        ).text
    )


def test_the_lines_of_a_source_cut_from_the_text_keep_their_indentation() -> None:
    text = Source(
        """
        def f(x):
            if x:
                return g(
                    x,
                    # why
                    1,
                )
        """
    )
    start, end = text.from_to("g(", ")")
    edit = ReplaceExpression((start, end), f"h({text.text[start:end]})")
    assert (
        text.fixed(edit)
        == Source(
            """
        def f(x):
            if x:
                return h(g(
                    x,
                    # why
                    1,
                ))
        """
        ).text
    )


def test_positions_count_characters() -> None:
    text = Source("é = 'ß→𝄞'; y = len(é)\nz = OLD  # ü\n")
    assert text.fixed(ReplaceExpression(text.at("OLD"), "'ÿ'")).endswith("\nz = 'ÿ'  # ü\n")


@pytest.mark.parametrize(
    ("before", "fragment", "source", "reason"),
    [
        ("y = f'{x}'\n", "f'{x}'", "1", "it stands in an f-string"),
        ("y = x\n", "y = x", "1", "its span does not name an expression"),
        ("y = x\n", "x", "1 1", "its source is not an expression: 1 1"),
        ("x = 1\n", "x", "1", "the result would not parse: cannot assign to literal"),
        ("y = 1 if(a)else 2\n", "a", "b", None),
        ("y = x if[a]else 2\n", "[a]", "b", "the result would not parse"),
    ],
)
def test_refusals(before: str, fragment: str, source: str, reason: str | None) -> None:
    text = Source(before)
    edit = ReplaceExpression(text.at(fragment), source)
    if reason is None:
        assert text.fixed(edit) == before.replace(fragment, source)
    else:
        assert text.refused(edit).startswith(reason)
