"""Names, numbers and strings: LibCST nodes to facts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import libcst as cst

from fwlint.facts import nodes as n
from fwlint.facts.lower import literals
from fwlint.facts.lower.cursor import Cursor, FixedCursor, code_of


class LeafLowering(ABC):
    """Lowers what has no expressions within, and f-strings."""

    def __init__(self, text: str) -> None:
        self.cursor: Cursor | FixedCursor = Cursor(text)

    @abstractmethod
    def expression(self, node: cst.BaseExpression) -> n.Expr:
        """Lower any expression."""

    def _name(self, node: cst.Name) -> n.Expr:
        value = node.value
        start = self.cursor.leaf(value)
        if value in ("None", "True", "False"):
            return literals.named_constant(start, value)
        return n.Name(start, self.cursor.end, value)

    def _integer(self, node: cst.Integer) -> n.Expr:
        return literals.integer(self.cursor.leaf(node.value), node.value)

    def _float(self, node: cst.Float) -> n.Expr:
        return literals.real(self.cursor.leaf(node.value), node.value)

    def _imaginary(self, node: cst.Imaginary) -> n.Expr:
        start = self.cursor.leaf(node.value)
        return n.Constant(start, self.cursor.end, "complex", None)

    def _ellipsis(self, node: cst.Ellipsis) -> n.Expr:
        return n.Constant(self.cursor.leaf("..."), self.cursor.end, "ellipsis", None)

    def _string(self, node: cst.SimpleString) -> n.Expr:
        return literals.string(self.cursor.leaf(node.value), node)

    def _concatenated(self, node: cst.ConcatenatedString) -> n.Expr:
        parts: list[n.Expr] = []
        right: Any = node
        while isinstance(right, cst.ConcatenatedString):
            parts.append(self.expression(right.left))
            right = right.right
        parts.append(self.expression(right))
        start, end = parts[0].start, self.cursor.end
        values = [part.value for part in parts if isinstance(part, n.Constant)]
        if len(values) < len(parts):
            return n.FString(start, end, parts)
        if all(isinstance(value, str) for value in values):
            return n.Constant(start, end, "str", "".join(map(str, values)))
        kind = parts[0].kind if isinstance(parts[0], n.Constant) else "str"
        return n.Constant(start, end, kind, None)

    def _formatted(self, node: cst.FormattedString) -> n.Expr:
        """An f-string: what stands in its holes gets the range of the whole."""
        start = self.cursor.source(code_of(node.with_changes(lpar=(), rpar=())))
        end = self.cursor.end
        is_raw = "r" in node.start.lower()
        cursor, self.cursor = self.cursor, FixedCursor(start, end)
        try:
            parts = [
                literals.formatted_text(start, end, part.value, is_raw)
                if isinstance(part, cst.FormattedStringText)
                else self._hole(part, start, end)
                for part in node.parts
            ]
        finally:
            self.cursor = cursor
        return n.FString(start, end, parts)

    def _hole(self, node: Any, start: int, end: int) -> n.Expr:
        value = self.expression(node.expression)
        if not (node.conversion or node.format_spec or node.equal):
            return value
        holes = [part for part in node.format_spec or () if hasattr(part, "expression")]
        return n.Opaque(start, end, [value, *(self._hole(hole, start, end) for hole in holes)])
