"""Comments that silence findings, and which of them were of use.

``# noqa`` and ``# fwlint: ignore`` silence their line, with or without a list of rules:
``# noqa: FWO201, FWO203``, ``# fwlint: ignore[FWO2, export-in-training-mode] why``.
``# fwlint: ignore-file`` silences the whole file, with or without such a list.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field

from fwlint.selection import matches

if TYPE_CHECKING:
    from fwlint.comments import Comments

_COMMENT = re.compile(
    r"#\s*(?:"
    r"(?P<noqa>noqa)\b(?P<codes>\s*:\s*(?P<noqa_items>[^#\n\r]*))?"
    r"|fwlint:\s*(?P<ignore>ignore-file|ignore)\b(?!-)(?:\s*\[(?P<items>[^\]\n\r]*)\])?"
    r")",
    re.IGNORECASE,
)
_NOQA_CODES = re.compile(r"[A-Za-z]+[0-9]+(?:[\s,]+[A-Za-z]+[0-9]+)*")
_SEPARATOR = re.compile(r"[\s,]+")
_CONTINUES = re.compile(r"\"\"\"|'''|\\[\r\n]")
"""Where a line may end within a string, or in a backslash."""


class Suppression(Struct):
    """One comment, at ``offset`` of the text. ``used`` holds the ``items`` that silenced something.

    Without items it silences every rule, and ``used`` then holds the codes. ``end`` is where it
    ends, without what people add; its list, in which a ``noqa`` may have codes of other tools,
    stands at ``listed``.
    """

    form: Literal["noqa", "ignore", "ignore-file"]
    line: int
    offset: int
    end: int
    listed: tuple[int, int]
    items: tuple[str, ...]
    used: set[str] = field(default_factory=set)

    @property
    def scope(self) -> Literal["line", "file"]:
        return "file" if self.form == "ignore-file" else "line"

    def silences(self, code: str, name: str) -> bool:
        """Whether it silences the check; if so, it has been of use."""
        if not self.items:
            self.used.add(code)
            return True
        silencing = [item for item in self.items if matches(item, code, name)]
        self.used.update(silencing)
        return bool(silencing)


class Suppressions:
    """The suppressions of one text.

    Lines count from 0, as ``Document.text_position`` counts them. Comments are searched with a
    regular expression; only when a finding meets one is the text tokenized, to tell a comment
    from a string that looks like one.
    """

    def __init__(self, text: str, line_starts: Sequence[int]) -> None:
        self._text = text
        self._line_starts = line_starts
        self._candidates = list(_candidates(text, line_starts))
        self._files = [c for c in self._candidates if c.scope == "file"]
        self._lines: dict[int, list[Suppression]] = {}
        for candidate in self._candidates:
            if candidate.scope == "line":
                self._lines.setdefault(candidate.line, []).append(candidate)

    @classmethod
    def of(cls, text: str, line_starts: Sequence[int]) -> Suppressions:
        """Those of ``text``, whose lines begin at ``line_starts``."""
        return cls(text, line_starts)

    def covers(self, code: str, name: str, *lines: int) -> bool:
        """Whether a finding is silenced.

        ``lines`` are its first and its last line. A comment counts on them, or where a line ends
        within a string or in a backslash, on the next line that can have one.
        """
        return bool(self._silencing(code, name, lines))

    def names(self, code: str, name: str, *lines: int) -> bool:
        """Whether a finding is silenced by a comment that has a list."""
        return any(comment.items for comment in self._silencing(code, name, lines))

    def _silencing(self, code: str, name: str, lines: Sequence[int]) -> list[Suppression]:
        if not self._candidates:
            return []
        counting = {*lines}
        if self._lines and self._may_continue:
            counting.update(map(self._comments.line_after, lines))
        near = [*self._files, *(c for line in counting for c in self._lines.get(line, ()))]
        # Every one is asked, so that each knows that it was of use.
        return [c for c in near if self._is_comment(c) and c.silences(code, name)]

    def comments(self) -> list[Suppression]:
        """All suppressions, in the order of the text, with the record of their use."""
        return [c for c in self._candidates if self._is_comment(c)]

    def ours(self) -> list[Suppression]:
        """Those that no other tool reads: all but a ``noqa`` without codes."""
        candidates = [c for c in self._candidates if c.items or c.form != "noqa"]
        return [c for c in candidates if self._is_comment(c)]

    def _is_comment(self, candidate: Suppression) -> bool:
        return self._comments.hold(candidate.offset)

    @cached_property
    def _may_continue(self) -> bool:
        return _CONTINUES.search(self._text) is not None

    @cached_property
    def _comments(self) -> Comments:
        from fwlint.comments import Comments

        return Comments(self._text, self._line_starts)


def _candidates(text: str, line_starts: Sequence[int]) -> Iterator[Suppression]:
    for match in _COMMENT.finditer(text):
        line = bisect_right(line_starts, match.start()) - 1
        suppression = _noqa(match, line) if match["noqa"] else _ignore(match, line)
        if suppression is not None:
            yield suppression


def _noqa(match: re.Match[str], line: int) -> Suppression | None:
    """A ``noqa``, of which only our codes count; None if it has others only, or a slip."""
    start, end = match.span()
    if match["codes"] is None:
        return Suppression("noqa", line, start, end, (end, end), ())
    listed = _NOQA_CODES.match(match.string, match.start("noqa_items"), end)
    codes = _SEPARATOR.split(listed[0].upper()) if listed else []
    ours = tuple(code for code in codes if code.startswith("FW"))
    if listed is None or not ours:
        return None
    return Suppression("noqa", line, start, listed.end(), listed.span(), ours)


def _ignore(match: re.Match[str], line: int) -> Suppression | None:
    """A ``fwlint: ignore``; None if its list is empty."""
    form: Literal["ignore", "ignore-file"]
    form = "ignore-file" if match["ignore"].lower() == "ignore-file" else "ignore"
    start, end = match.span()
    if match["items"] is None:
        return Suppression(form, line, start, end, (end, end), ())
    items = tuple(filter(None, _SEPARATOR.split(match["items"])))
    return Suppression(form, line, start, end, match.span("items"), items) if items else None
