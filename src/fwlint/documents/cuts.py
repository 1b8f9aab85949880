"""Where a long text may be cut into pieces that are modules themselves."""

from __future__ import annotations

import ast
from collections.abc import Sequence

LARGE = 50_000
"""Characters beyond which that is worth while: LibCST's tree takes up to a kilobyte for each."""


def cuts(tree: ast.Module, text: str, line_starts: Sequence[int]) -> list[int]:
    """The offsets of lines with which a statement of the module itself begins."""
    result: list[int] = []
    last = 0  # the line, from 1, on which the statement before ends
    for node in tree.body:
        decorators: list[ast.expr] = getattr(node, "decorator_list", [])
        line = min([node.lineno, *(decorator.lineno for decorator in decorators)])
        start = line_starts[line - 1]
        continues = text[max(start - 3, 0) : start].rstrip("\r\n").endswith("\\")
        if line > last and not continues and not text[start : start + 1].isspace():
            result.append(start)
        last = node.end_lineno or line
    return result
