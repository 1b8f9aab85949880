"""Suppressions that silence nothing, and lines without them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from fwlint.documents.document import Document
from fwlint.fixes.edits import ReplaceText, Span
from fwlint.selection import matches
from fwlint.suppress import Suppression

if TYPE_CHECKING:
    from fwlint.checks import Check

_ITEM = re.compile(r"[^\s,]+")


class JudgedRules(Struct, frozen=True):
    """The rules by which a file was judged, and those that a choice has left out.

    Of these nobody knows whether a comment silences them. Rules that are not true of the
    project's versions, and advice that nobody asked for, are in neither.
    """

    judged: Sequence[Check]
    left_out: Sequence[Check] = ()

    def without(self, codes: Collection[str]) -> JudgedRules:
        """The rules of a file in which some are off."""
        off = [check for check in self.judged if check.code in codes]
        judged = [check for check in self.judged if check.code not in codes]
        return JudgedRules(judged, [*self.left_out, *off]) if off else self

    def know(self, item: str) -> bool:
        """Whether all rules that ``item`` means were judged by."""
        return _means_one(item, self.judged) and not _means_one(item, self.left_out)


def _means_one(item: str, checks: Sequence[Check]) -> bool:
    return any(matches(item, check.code, check.name) for check in checks)


class SuppressionSite:
    """One comment that silences findings, after all findings of its file."""

    def __init__(self, document: Document, comment: Suppression, rules: JudgedRules) -> None:
        self._document = document
        self._comment = comment
        self._rules = rules

    @property
    def span(self) -> Span:
        """The range of the comment, without what people add to it."""
        return self._comment.offset, self._comment.end

    @property
    def scope(self) -> Literal["line", "file"]:
        return self._comment.scope

    @cached_property
    def unused_items(self) -> tuple[str, ...]:
        """What its list names in vain: rules that were judged by, and found nothing there."""
        used = self._comment.used
        return tuple(
            item for item in self._comment.items if item not in used and self._rules.know(item)
        )

    @property
    def is_unused(self) -> bool:
        """Whether it silences every rule, and none found anything there.

        A ``noqa`` without a list is for other tools, too, and never unused.
        """
        comment = self._comment
        blanket = comment.form != "noqa" and not comment.items
        return blanket and not comment.used and not self._rules.left_out

    def without_unused(self) -> ReplaceText:
        """The edit that takes out what is unused; what people wrote beside it stays."""
        comment = self._comment
        cell, position = self._document.place(comment.offset)
        line = self._document.lines(cell)[position.line - 1]
        start = position.column - 1
        first, last = (start + offset - comment.offset for offset in comment.listed)
        kept = _kept(line[first:last], {item.upper() for item in self.unused_items})
        if kept:
            return ReplaceText(cell, position.line, first, last, kept)
        begin, end, source = _removal(line, start, start + comment.end - comment.offset)
        return ReplaceText(cell, position.line, begin, end, source)


def _kept(listed: str, unused: Collection[str]) -> str:
    """A list without some of its items; those that stay keep what separates them."""
    kept, done = "", 0
    for item in _ITEM.finditer(listed):
        if item[0].upper() not in unused:
            kept += listed[done : item.end()] if kept else item[0]
        done = item.end()
    return kept


def _removal(line: str, start: int, end: int) -> tuple[int, int, str]:
    """What to replace, with what, so that the comment from ``start`` to ``end`` is gone."""
    before, after = line[:start], line[end:].lstrip()
    if not after:
        return len(before.rstrip()), len(line), ""
    following = len(line) - len(after)
    return start, following, "" if after.startswith("#") else "# "
