"""Strategies for programs that no author would write, and ones put together from real code."""

from __future__ import annotations

import ast
from functools import cache

from hypothesis import strategies as st
from installed_sources import installed_files, read

_ATOMS = st.sampled_from(
    ["a", "b", "é", "1", "-2", ".5", "0x1F", "1j", "None", "True", "...", "'s'", 'rb"t"', '""',
     "'u' \"v\"", "f'w'", "f'{x}y{z!r:>{a}}'", "'x' f'{b}'", "'''#'''", "[]", "()", "{}"]
)  # fmt: skip
_SPACES = st.sampled_from(["", "", "", " ", " \\\n ", "\t"])
_BREAKS = st.sampled_from(["", "", " ", "\n", " # (',\"\n  ", "\r\n"])
_TEMPLATES = (
    "{0} + {1}", "{0}-{1}", "-{0}", "~{0}", "not {0}", "{0} ** -{1}", "{0} and {1} and {2}",
    "{0} or {1}", "{0} < {1} <= {2}", "{0} not in {1}", "{0} is not {1}", "{0} if {1} else {2}",
    "lambda: {0}", "lambda x, *y, z={0}, **w: {1}", "({0}).a", "({0})(*{1}, k={2}, **{0})",
    "({0})({1}, {2},)", "({0})(x for x in {1})", "({0})[{1}]", "({0})[{1}:{2}, :, ::{0}]",
    "({0})[:{1}]", "({0})[{1},]", "[{0}, {1},]", "[*{0}, {1}]", "({0},)", "({0}, {1})",
    "{{{0}, {1}}}", "{{{0}: {1}, **{2}}}", "[{0} for x, (y) in {1} if {2}]",
    "{{{0}: {1} for x in {2}}}", "(y := {0})", "(yield {0})", "(await {0})", "f(**{0})",
    "f({0}, {1})[0]", "{0}, {1}", "f'{{{0}}}'",
)  # fmt: skip


@st.composite
def _combined(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    template = draw(st.sampled_from(_TEMPLATES))
    if "f'" in template:  # before Python 3.12, a hole holds no quotes, comments or line breaks
        return template.format("(a)[0]")
    parts = [_bracketed(draw, draw(inner)) for _ in range(3)]
    return template.format(*parts)


def _bracketed(draw: st.DrawFn, source: str) -> str:
    """In parentheses, so that any combination of operators is one expression."""
    for _ in range(draw(st.integers(1, 2))):
        source = f"({draw(_BREAKS)}{source}{draw(_BREAKS)})"
    return f"{source}{draw(_SPACES)}"


expressions = st.recursive(_ATOMS, _combined, max_leaves=8)


@cache
def real_statements() -> list[str]:
    """The top-level statements of installed files."""
    found: list[str] = []
    for path in installed_files().values():
        text = read(path)
        lines = text.splitlines(keepends=True)
        for node in ast.parse(text).body:
            first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
            if not (isinstance(node, ast.ImportFrom) and node.module == "__future__"):
                found.append("".join(lines[first - 1 : node.end_lineno]).rstrip("\r\n") + "\n")
    return found


@st.composite
def real_programs(draw: st.DrawFn) -> str:
    """Statements of any files, one after the other, some of them indented below an ``if``."""
    chosen = draw(st.lists(st.sampled_from(real_statements()), min_size=1, max_size=6))
    heads = st.sampled_from(["", "", "if a:\n", "def f():\n", "for x in y:\n", "class C:\n"])
    return "".join(_below(draw(heads), statement) for statement in chosen)


def _below(head: str, statement: str) -> str:
    if not head or "'''" in statement or '"""' in statement or "\\\n" in statement:
        return statement  # indenting would change its strings
    return head + "".join("    " + line for line in statement.splitlines(keepends=True))
