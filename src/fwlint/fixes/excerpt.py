"""The smallest part of a module that can be parsed alone and holds some spans."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from fwlint.fixes.edits import Span


class Excerpt(NamedTuple):
    """Lines ``first`` to ``last``, from 0; ``headers`` opens the blocks around them."""

    first: int
    last: int
    headers: str


def excerpt(tree: ast.Module, lines: Sequence[str], spans: Sequence[Span]) -> Excerpt:
    """The whole statements of the innermost block around ``spans``, of which there are some.

    ``lines`` have their line ends. In an inner block a neighbour comes along, so that the block
    does not become empty when the others go.
    """
    starts = [0, *accumulate(map(len, lines))]
    first = bisect_right(starts, min(start for start, _ in spans)) - 1
    last = bisect_right(starts, max(max(start, end - 1) for start, end in spans)) - 1
    around = _around(tree.body, first, last)
    found = Excerpt(around.first, around.last, "")
    headers: dict[str, str] = {}  # by indentation: an elif has that of its if
    while len(around.statements) == 1:
        header = lines[around.first]
        indent = header[: len(header) - len(header.lstrip())]
        headers[indent] = f"{indent}if 1:\n"
        block = _block_with(around.statements[0], lines, first, last)
        if not block:
            break
        around = _around(block, first, last)
        wider = _with_neighbour(block, around)
        if not lines[wider.first].lstrip().startswith("elif"):
            found = Excerpt(wider.first, wider.last, "".join(headers.values()))
    return found


class _Run(NamedTuple):
    """Statements that follow each other, and the lines they stand in."""

    statements: list[ast.stmt]
    first: int
    last: int


def _around(block: Sequence[ast.stmt], first: int, last: int) -> _Run:
    """The statements that share lines with ``first`` to ``last`` or, in turn, with these."""
    for top, bottom in map(_lines_of, reversed(block)):
        if top <= last and bottom >= first:
            first = min(first, top)
    for top, bottom in map(_lines_of, block):
        if top <= last and bottom >= first:
            last = max(last, bottom)
    inside = [s for s in block if first <= _lines_of(s)[0] and _lines_of(s)[1] <= last]
    return _Run(inside, first, last)


def _with_neighbour(block: Sequence[ast.stmt], run: _Run) -> _Run:
    index = block.index(run.statements[0])
    beside = block[index - 1] if index else block[min(len(run.statements), len(block) - 1)]
    top, bottom = _lines_of(beside)
    return _around(block, min(top, run.first), max(bottom, run.last))


def _block_with(
    statement: ast.stmt, lines: Sequence[str], first: int, last: int
) -> list[ast.stmt] | None:
    """The block of ``statement`` that has lines of its own, ``first`` to ``last`` among them."""
    for block in _blocks(statement):
        top, bottom = _lines_of(block[0])[0], _lines_of(block[-1])[1]
        begins_line = not lines[top].encode()[: block[0].col_offset].strip(b" \t\f")
        if top <= first and last <= bottom and begins_line:
            return block
    return None


def _blocks(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    for field in ("body", "orelse", "finalbody"):
        if block := getattr(statement, field, None):
            yield block
    for field in ("handlers", "cases"):
        for part in getattr(statement, field, ()):
            yield part.body


def _lines_of(statement: ast.stmt) -> tuple[int, int]:
    """First and last line, from 0, with decorators."""
    top = min([statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", ()))])
    return top - 1, (statement.end_lineno or statement.lineno) - 1
