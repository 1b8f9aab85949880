"""Comma-separated lists in brackets: items, and the white space between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeAlias, TypeVar

import libcst as cst

Gap: TypeAlias = cst.BaseParenthesizableWhitespace
Ending: TypeAlias = cst.Comma | cst.MaybeSentinel

NO_SPACE = cst.SimpleWhitespace("")
ONE_SPACE = cst.SimpleWhitespace(" ")

ItemT = TypeVar("ItemT", cst.Arg, cst.ImportAlias)


class CommaList(Generic[ItemT]):
    """Items with their gaps: gap ``i`` stands before item ``i``, the last before the bracket.

    A comment at a line's end is in the gap after its item, a comment on its own line in the gap
    before the next item; so both stay with their neighbours when items come and go.
    """

    def __init__(self, opening: Gap, items: Sequence[ItemT], closing: Gap) -> None:
        """``closing`` is the gap after a last item that has no comma."""
        self.items: list[ItemT] = list(items)
        commas: list[Ending] = [item.comma for item in items]
        after: list[Gap] = [c.whitespace_after for c in commas if isinstance(c, cst.Comma)]
        self.trailing_comma: bool = bool(items) and len(after) == len(items)
        if items and not self.trailing_comma:
            after.append(closing)
        self.gaps: list[Gap] = [opening, *after]

    def insert(self, index: int, item: ItemT) -> None:
        """Put ``item`` before the item at ``index``; on its own line if the others are."""
        if not self.items:
            before = self.gaps[0] if has_comment(self.gaps[0]) else NO_SPACE
            self.gaps = [before, NO_SPACE]
        elif index < len(self.items):
            self.gaps.insert(index + 1, self._separator())
        else:
            self.gaps[-1:] = _split(self.gaps[-1], self._separator())
        self.items.insert(index, item)

    def remove(self, index: int) -> None:
        """Take out an item, and the comment that ends its line if it had the line for itself."""
        before, after = self.gaps[index : index + 2]
        self.gaps[index : index + 2] = [
            _joined(before, after, first=index == 0, last=index == len(self.items) - 1)
        ]
        del self.items[index]
        if not self.items:
            self.trailing_comma = False
            if not has_comment(self.gaps[0]):
                self.gaps = [NO_SPACE]

    @property
    def opening(self) -> Gap:
        return self.gaps[0]

    @property
    def closing(self) -> Gap:
        """The gap after the last item, unless a trailing comma holds it."""
        return NO_SPACE if self.trailing_comma else self.gaps[-1]

    @property
    def endings(self) -> list[Ending]:
        """What follows each item: a comma with its white space, or nothing."""
        endings: list[Ending] = []
        for item, gap in zip(self.items, self.gaps[1:], strict=True):
            comma = item.comma if isinstance(item.comma, cst.Comma) else cst.Comma()
            endings.append(comma.with_changes(whitespace_after=gap))
        if endings and not self.trailing_comma:
            endings[-1] = cst.MaybeSentinel.DEFAULT
        return endings

    def _separator(self) -> Gap:
        inner = self.gaps[1:-1] or self.gaps[:1]
        template = inner[-1]
        one_per_line = all(isinstance(gap, cst.ParenthesizedWhitespace) for gap in inner)
        if one_per_line and isinstance(template, cst.ParenthesizedWhitespace):
            return _line_break(template)
        return ONE_SPACE


def has_comment(gap: Gap) -> bool:
    if not isinstance(gap, cst.ParenthesizedWhitespace):
        return False
    return bool(gap.first_line.comment or any(line.comment for line in gap.empty_lines))


def _line_break(like: cst.ParenthesizedWhitespace) -> cst.ParenthesizedWhitespace:
    """``like`` without its comments and empty lines."""
    return like.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=())


def _split(closing: Gap, separator: Gap) -> tuple[Gap, Gap]:
    """The gaps before and after a new last item; comments of the old last item stay with it."""
    if not isinstance(closing, cst.ParenthesizedWhitespace):
        return separator, closing
    if not isinstance(separator, cst.ParenthesizedWhitespace):
        return separator, closing
    before = closing.with_changes(indent=separator.indent, last_line=separator.last_line)
    return before, _line_break(closing)


def _joined(before: Gap, after: Gap, *, first: bool, last: bool) -> Gap:
    """The one gap that is left when the item between two gaps goes."""
    if isinstance(before, cst.ParenthesizedWhitespace):
        if isinstance(after, cst.ParenthesizedWhitespace):
            comments = [line for line in after.empty_lines if line.comment]
            return before.with_changes(
                empty_lines=[*before.empty_lines, *comments],
                indent=after.indent,
                last_line=after.last_line,
            )
        return after if last and not has_comment(before) else before
    if isinstance(after, cst.ParenthesizedWhitespace):
        return before if first and not has_comment(after) else after
    return after if last else before
