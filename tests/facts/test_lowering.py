"""What the facts say of constructs, and what becomes of input that nobody would write."""

from __future__ import annotations

from time import process_time

import libcst
import pytest

from fwlint.facts import nodes as n
from fwlint.facts.facts import Facts
from fwlint.facts.lower import LoweringError, lower
from fwlint.facts.scopes import ScopeTree
from fwlint.facts.tokens import token_starts


def expression(source: str) -> n.Expr:
    """The value of an expression statement."""
    (statement,) = lower(source).body
    assert isinstance(statement, n.Expression)
    return statement.value


def statement(source: str) -> n.Stmt:
    return lower(source).body[0]


def names(facts: Facts, text: str) -> list[str]:
    """The sources of what was referred to."""
    return [text[node.start : node.end] for node in facts.references]


class TestExpressions:
    def test_call(self) -> None:
        call = expression("f(a, *b, k=c, **d)")
        assert isinstance(call, n.Call)
        assert [(a.keyword, a.star) for a in call.arguments] == [
            (None, ""), (None, "*"), ("k", ""), (None, "**"),
        ]  # fmt: skip

    def test_attribute_knows_where_its_name_is(self) -> None:
        attribute = expression("(a . b) .c")
        assert isinstance(attribute, n.Attribute)
        assert (attribute.attr, attribute.attr_start) == ("c", 9)

    def test_boolean_is_flat(self) -> None:
        value = expression("a and b and (c and d) or e")
        assert isinstance(value, n.Boolean) and value.operator == "or"
        inner = value.operands[0]
        assert isinstance(inner, n.Boolean) and len(inner.operands) == 3

    @pytest.mark.parametrize(
        "operator", ["==", "!=", "<", ">=", "in", "not in", "is", "is not", "<=", ">"]
    )
    def test_compare(self, operator: str) -> None:
        value = expression(f"a {operator} b < c")
        assert isinstance(value, n.Compare)
        assert value.operators == [operator, "<"]

    @pytest.mark.parametrize(
        "operator", ["+", "-", "*", "/", "//", "%", "**", "@", "<<", ">>", "&", "^", "|"]
    )
    def test_binary_and_augmented(self, operator: str) -> None:
        value = expression(f"a {operator} -b")
        assert isinstance(value, n.Binary) and value.operator == operator
        augmented = statement(f"a {operator}= -1")
        assert isinstance(augmented, n.AugmentedAssign) and augmented.operator == operator
        assert isinstance(augmented.value, n.Constant) and augmented.value.value == -1

    def test_slices_and_indexes(self) -> None:
        value = expression("x[1:, ..., ::2, *y]")
        assert isinstance(value, n.Subscript) and isinstance(value.index, n.Sequence)
        kinds = [type(element) for element in value.index.elements]
        assert kinds == [n.Slice, n.Constant, n.Slice, n.Starred]
        assert isinstance(expression("x[0]").index, n.Constant)  # type: ignore[union-attr]
        assert isinstance(expression("x[0,]").index, n.Sequence)  # type: ignore[union-attr]

    def test_mapping(self) -> None:
        value = expression("{a: 1, **b, 'c': 2}")
        assert isinstance(value, n.Mapping)
        assert [key is None for key in value.keys] == [False, True, False]

    def test_f_string(self) -> None:
        text = "f'{a.b!r:>{c(d)}}, {{e}} {f}' f'{g:x}' 'h'"
        facts = lower(text)
        value = expression(text)
        assert isinstance(value, n.FString)
        assert [node.attr for node in facts.references if isinstance(node, n.Attribute)] == ["b"]
        found = {node.id for node in facts.references if isinstance(node, n.Name)}
        assert found == {"c", "d", "f", "g"}
        assert len(facts.calls) == 1

    def test_f_string_parts(self) -> None:
        value = expression("f'a{{{b}}}c{d!r}'")
        assert isinstance(value, n.FString)
        parts = [p.value if isinstance(p, n.Constant) else type(p) for p in value.parts]
        assert parts == ["a{", n.Name, "}c", n.Opaque]

    def test_comprehension(self) -> None:
        value = expression("{a: b for a, b in c if d if e for f in g}")
        assert isinstance(value, n.Comprehension) and value.kind == "dict"
        assert [len(clause.conditions) for clause in value.clauses] == [2, 0]
        inner = expression("(x async for x in y)")
        assert isinstance(inner, n.Comprehension) and inner.clauses[0].is_async

    def test_parameters(self) -> None:
        value = expression("lambda a, /, b=1, *c, d=lambda: 2, **e: 0")
        assert isinstance(value, n.Lambda)
        assert [(p.name, p.kind, p.default is not None) for p in value.parameters] == [
            ("a", "positional-only", False),
            ("b", "plain", True),
            ("c", "var-positional", False),
            ("d", "keyword-only", True),
            ("e", "var-keyword", False),
        ]

    def test_yield(self) -> None:
        function = statement("def f():\n x = yield\n y = yield x, -1\n yield from z")
        assert isinstance(function, n.Function)
        values = [s.value for s in function.body]  # type: ignore[union-attr]
        assert [v.is_from for v in values] == [False, False, True]  # type: ignore[union-attr]


class TestStatements:
    def test_elif_is_an_if_alone_in_orelse(self) -> None:
        outer = statement("if a: b\nelif c: d\nelse: e")
        assert isinstance(outer, n.If)
        (inner,) = outer.orelse
        assert isinstance(inner, n.If) and len(inner.orelse) == 1

    @pytest.mark.parametrize(
        ("source", "module", "level", "imported"),
        [
            ("from a.b import c as d, e", "a.b", 0, [("c", "d"), ("e", None)]),
            ("from . import a", "", 1, [("a", None)]),
            ("from .... a import (b,)", "a", 4, [("b", None)]),
            ("from . .. ... import a", "", 6, [("a", None)]),
        ],
    )
    def test_import_from(
        self, source: str, module: str, level: int, imported: list[tuple[str, str | None]]
    ) -> None:
        node = statement(source)
        assert isinstance(node, n.ImportFrom)
        assert (node.module, node.level) == (module, level)
        assert [(item.name, item.alias) for item in node.names] == imported
        assert not node.star

    def test_star_import(self) -> None:
        node = statement("from a import *")
        assert isinstance(node, n.ImportFrom) and node.star and node.names == []

    @pytest.mark.parametrize(
        ("pattern", "captures"),
        [
            ("1 | -1 | 'a' | None", set()),
            ("[a, *b]", {"a", "b"}),
            ("(a, *_), *c", {"a", "c"}),
            ("{'k': a, **b}", {"a", "b"}),
            ("A.B(c, d=e)", {"c", "e"}),
            ("(1 | 2) as n", {"n"}),
            ("_", set()),
        ],
    )
    def test_patterns(self, pattern: str, captures: set[str]) -> None:
        text = f"match x:\n    case {pattern} if guard: body(1)\n"
        facts = lower(text)
        match = facts.body[0]
        assert isinstance(match, n.Match)
        (case,) = match.cases
        assert set(case.captures) == captures
        assert text[case.pattern.start : case.pattern.end] == pattern
        assert names(facts, text) == ["x", "guard", "body"]

    def test_definitions_start_at_the_first_decorator(self) -> None:
        text = "@a\n# comment\n@b(c) # d\n\nasync def f(x: y = z) -> -1: await g"
        function = statement(text)
        assert isinstance(function, n.Function) and function.is_async
        assert (function.start, function.name_start) == (0, text.index("f("))
        assert len(function.decorators) == 2

    def test_types(self) -> None:
        """PEP 695, which LibCST parses on any Python."""
        text = "type X[T: (int, A)] = list[T]\ndef f[T: A](x: T): pass\nclass C[*Ts](B): pass\n"
        facts = lower(text)
        alias, function, cls = facts.body
        assert isinstance(alias, n.TypeAlias_) and alias.name == "X"
        assert isinstance(function, n.Function) and isinstance(cls, n.Class)
        assert len(cls.arguments) == 1


class TestTokens:
    @pytest.mark.parametrize(
        ("text", "tokens"),
        [
            ("a.b(c)[d]", ["a", "b", "(", "c", ")", "[", "d", "]"]),
            ("x if'a'else y or\"b\"", ["x", "'a'", "y", '"b"']),
            ("rb'a' F\"b\" u'c'", ["rb'a'", 'F"b"', "u'c'"]),
            ("'''a'b''\\''''", ["'''a'b''\\''''"]),
            ('"""a\n"b" """', ['"""a\n"b" """']),
            ("'a\\\r\nb' 'c\\'d'", ["'a\\\r\nb'", "'c\\'d'"]),
            ("1_0.e-5j + .5 - 0xFFor 1..real", ["1_0.e-5j", ".5", "0xFF", "1.", "real"]),
            ("a...b # c 'd'\n...", ["a", "...", "b", "..."]),
            ("ifx is_ notnone None", ["ifx", "is_", "notnone", "None"]),
            ("naïve = cafe\u0301 + ℘ + प्रणाली", ["naïve", "cafe\u0301", "℘", "प्रणाली"]),
            ("\ufeffx", ["x"]),
            ("", []),
            ("# nothing", []),
        ],
    )
    def test_starts(self, text: str, tokens: list[str]) -> None:
        *starts, beyond = token_starts(text)
        assert beyond >= len(text)
        assert len(starts) == len(tokens)
        for start, token in zip(starts, tokens, strict=True):
            assert text.startswith(token, start)

    @pytest.mark.parametrize("quote", ['"', "'", '"""', "f'"])
    def test_a_quote_that_is_not_closed_costs_no_time(self, quote: str) -> None:
        text = ("+" * 5_000 + "\n") * 10 + " " * 200 + quote
        begin = process_time()
        assert len(token_starts(text)) >= 2
        assert process_time() - begin < 1


class TestBadInput:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "# only a comment",
            "\n\n\x0c\n",
            "\ufeffx = 1\n",
            "x = 1\ry = 2\r",
            "if x:\r\n\ty = '''a\r\nb'''\r\n",
            "x = \\\n    1; y = 2;\n",
            "class A: x = 1; y = 2\n",
            "x = b'\\xff' b'\\x00'\n",
            "x = '\\ud800\\N{BULLET}'\n",
            f"x = {10**4000}\n",
            "print(*args, sep='')\n",
            "x = not not - - ~ + y\n",
            "async def f():\n    return [await x async for x in y if await z]\n",
            "def f():\n    global a, b; nonlocal_ = 1\n",
            "x = [y := 1, y ** 2]\nx[y := 1]\n",
            "f(x for x in y)(lambda: (yield))\n",
            "@(a := b)\ndef f(): ...\n",
            "with (a as b, c): pass\nwith (a, b): pass\nwith (a): pass\n",
        ],
    )
    def test_is_lowered(self, text: str) -> None:
        facts = lower(text)
        ScopeTree(facts, text).where(0)

    @pytest.mark.parametrize(
        "text",
        [
            "x = a" + ".b().c" * 300,
            "x = a" + " + a" * 1_000,
            "x = a" + " and a" * 1_000,
            "x = " + "not " * 1_000 + "a",
            "x = " + "1 if a else " * 1_000 + "2",
            "x = " + "'a' " * 3_000,
            "x = " + "[" * 190 + "]" * 190,
            "x = " + "f(" * 190 + ")" * 190,
            "x = " + "(" * 190 + "1" + ")" * 190,
            "x = " + "{1: " * 190 + "1" + "}" * 190,
            "if a: b\n" + "elif c: d\n" * 900 + "else: e",
            "x = " * 1_000 + "1",
            "".join("    " * i + f"def f{i}():\n" for i in range(90)) + "    " * 90 + "pass",
            "".join(" " * i + "if x:\n" for i in range(95)) + " " * 95 + "pass",
        ],
        ids=lambda text: text[:12],
    )
    def test_is_lowered_however_long_or_deep(self, text: str) -> None:
        facts = lower(text)
        tree = ScopeTree(facts, text)
        assert tree.where(len(text)).statement.end == len(text.rstrip())

    def test_too_deep_is_told(self) -> None:
        with pytest.raises(LoweringError, match="lost the place: RecursionError"):
            lower("x = " + "not " * 4_000 + "a")

    def test_what_libcst_does_not_read_is_told_by_libcst(self) -> None:
        with pytest.raises(libcst.ParserSyntaxError):
            lower("x = = 1")

    def test_many_f_strings_that_mislead_cost_no_square(self) -> None:
        line = 'x = f"{a[\'b\']} {c["d"]}"\n'
        times = []
        for count in (200, 2_000):
            begin = process_time()
            facts = lower(line * count)
            times.append(process_time() - begin)
            assert len(facts.references) == count * 3
        assert times[1] < 40 * times[0]

    def test_a_lost_place_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        module = libcst.parse_module("x = 1\n")
        monkeypatch.setattr(libcst, "parse_module", lambda text: module)
        for text in ("y = 1\n", "x = 2\n", "x = 1; y\n", "x\n", "x = (1)\n"):
            with pytest.raises(LoweringError):
                lower(text)
