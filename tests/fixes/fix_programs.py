"""Small random programs, and what edits of them should mean according to ``ast``."""

from __future__ import annotations

import ast
from typing import NamedTuple

from hypothesis import strategies as st

from fwlint.documents.document import split_lines, starts_of_lines
from fwlint.fixes.edits import Span

NAMES = st.sampled_from(["a", "b", "é", "torch.nn"])
COMMENTS = st.sampled_from(["", "  # why", "  # ü, (x"])


class Program(NamedTuple):
    text: str
    tree: ast.Module

    @classmethod
    def of(cls, text: str) -> Program:
        return cls(text, ast.parse(text))

    def span(self, node: ast.expr | ast.stmt) -> Span:
        """Characters, where ``ast`` counts bytes in a line."""
        assert node.end_lineno is not None and node.end_col_offset is not None
        return (
            self._offset(node.lineno, node.col_offset),
            self._offset(node.end_lineno, node.end_col_offset),
        )

    def _offset(self, line: int, column: int) -> int:
        before = split_lines(self.text)[line - 1].encode()[:column].decode()
        return starts_of_lines(self.text)[line - 1] + len(before)

    def nodes(self, kind: type[ast.AST]) -> list[ast.AST]:
        return [node for node in ast.walk(self.tree) if isinstance(node, kind)]


@st.composite
def layouts(draw: st.DrawFn, arguments: list[str]) -> str:
    """Arguments in brackets, as people lay them out."""
    if not arguments:
        return draw(st.sampled_from(["()", "( )", "(\n)"]))
    layout = draw(st.sampled_from(["inline", "comma", "loose", "lines", "open lines", "hanging"]))
    if layout == "inline":
        return f"({', '.join(arguments)})"
    if layout == "comma":
        return f"({','.join(arguments)},)"
    if layout == "loose":
        return f"( {' , '.join(arguments)} )"
    comments = [draw(COMMENTS) for _ in arguments]
    if layout == "hanging":
        lines = [f"{a},{c}" for a, c in zip(arguments[:-1], comments, strict=False)]
        return "(" + "\n      ".join([*lines, arguments[-1]]) + ")"
    lines = [f"        {a},{c}" for a, c in zip(arguments, comments, strict=True)]
    if layout == "open lines":
        lines[-1] = f"        {arguments[-1]}{comments[-1]}"
    if draw(st.booleans()):
        lines.insert(len(lines) // 2, "        # on its own")
    return "(\n" + "\n".join(lines) + "\n    )"


@st.composite
def calls(draw: st.DrawFn, values: st.SearchStrategy[str]) -> str:
    arguments = draw(st.lists(values, max_size=2))
    arguments += [f"*{value}" for value in draw(st.lists(NAMES, max_size=1))]
    keywords = draw(st.lists(st.sampled_from("ijk"), unique=True, max_size=2))
    equal = draw(st.sampled_from(["=", " = "]))
    arguments += [f"{keyword}{equal}{draw(values)}" for keyword in keywords]
    arguments += draw(st.lists(st.just("**b"), max_size=1))
    return draw(NAMES) + draw(layouts(arguments))


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        calls(inner),
        st.tuples(inner, inner).map("({0[0]} + {0[1]})".format),
        st.tuples(inner, inner).map("({0[0]}, {0[1]})".format),
        inner.map("(  {0}).c".format),
        inner.map("[not {0}]".format),
    )


EXPRESSIONS = st.recursive(NAMES | st.just("(yield)") | st.just("1"), _larger, max_leaves=6)
CALLS = calls(EXPRESSIONS)


@st.composite
def blocks(draw: st.DrawFn, depth: int = 2) -> list[str]:
    """Lines; a tab stands for one level of indentation."""
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        lines += draw(st.lists(st.sampled_from(["", "# comment"]), max_size=2))
        kinds = ["simple", "two", "one-line if", *(["if", "def"] if depth else [])]
        kind = draw(st.sampled_from(kinds))
        call = draw(CALLS)
        if kind == "simple":
            lines.append(f"x = {call}{draw(COMMENTS)}")
        elif kind == "two":
            lines.append(f"{call}; y = {call}{draw(COMMENTS)}")
        elif kind == "one-line if":
            lines.append(f"if {draw(NAMES)}: {call}{draw(COMMENTS)}")
        else:
            head = "def f():" if kind == "def" else f"if {call}:"
            lines += [*draw(st.sampled_from([[], ["@a", "@b(1)"]]))] if kind == "def" else []
            lines += [head, *(f"\t{line}" if line else "" for line in draw(blocks(depth - 1)))]
    return lines


@st.composite
def programs(draw: st.DrawFn) -> Program:
    indent = draw(st.sampled_from(["    ", "  ", "\t"]))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    lines = "\n".join(["def outer():", *(f"\t{line}" if line else "" for line in draw(blocks()))])
    text = lines.replace("\t", indent) + draw(st.sampled_from(["", "\n", "\n\n# end\n"]))
    return Program.of(text.replace("\n", newline))
