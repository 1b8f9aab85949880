"""Where the comments of a text are, and where one can be put."""

from __future__ import annotations

import token
import tokenize
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

_STARTS = {getattr(token, name, None) for name in ("FSTRING_START", "TSTRING_START")} - {None}
_ENDS = {getattr(token, name, None) for name in ("FSTRING_END", "TSTRING_END")} - {None}
"""A formatted string is one token until Python 3.11, and many from 3.12 on."""


class Comments:
    """The comments of Python source. Lines count from 0, offsets are those of the text.

    Of a text that stops parsing, what comes before is known.
    """

    def __init__(self, text: str, line_starts: Sequence[int]) -> None:
        self._line_starts = line_starts
        self._starts: list[int] = []
        self._stops: list[int] = []
        self._ends_of_statements: list[int] = []
        self._following: dict[int, int] = {}
        self._read(text)
        self._read_continued_lines(text)

    def _read(self, text: str) -> None:
        open_strings: list[int] = []
        for item in _tokens(text, self._line_starts):
            first, last = item.start[0] - 1, item.end[0] - 1
            if item.type == tokenize.COMMENT:
                self._starts.append(self._line_starts[first] + item.start[1])
                self._stops.append(self._starts[-1] + len(item.string))
            elif item.type == tokenize.NEWLINE:
                self._ends_of_statements.append(first)
            elif item.type in _STARTS:
                open_strings.append(first)
            elif item.type == tokenize.STRING or item.type in _ENDS:
                begin = open_strings.pop() if item.type in _ENDS else first
                self._following.update(dict.fromkeys(range(begin, last), last))

    def _read_continued_lines(self, text: str) -> None:
        for line, (start, end) in enumerate(pairwise(self._line_starts)):
            code = text[start:end].rstrip("\r\n")
            if code.endswith("\\") and not self.hold(start + len(code) - 1):
                self._following.setdefault(line, line + 1)

    def hold(self, offset: int) -> bool:
        """Whether the character at ``offset`` is part of a comment."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._stops[index]

    def on_line(self, line: int) -> int | None:
        """The offset of the comment on a line."""
        start = self._line_starts[line]
        index = bisect_left(self._starts, start)
        following = self._line_starts[line + 1 : line + 2]
        if index == len(self._starts) or (following and self._starts[index] >= following[0]):
            return None
        return self._starts[index]

    def line_after(self, line: int) -> int:
        """The first line from ``line`` on that can end in a comment.

        A line that ends within a string, or in a backslash, cannot.
        """
        while line in self._following:
            line = self._following[line]
        return line

    def line_for(self, first: int, last: int) -> int:
        """The line whose comment speaks of the lines ``first`` to ``last``.

        It is the last one, or the first one where there are several statements.
        """
        index = bisect_left(self._ends_of_statements, first)
        ends = self._ends_of_statements[index : index + 1]
        return self.line_after(first if ends and ends[0] < last else last)


def _tokens(text: str, line_starts: Sequence[int]) -> Iterator[tokenize.TokenInfo]:
    ends = [*line_starts[1:], len(text)]
    # One kind of line end: the tokenizer does not know a lone carriage return.
    lines = (
        text[start:end].rstrip("\r\n") + "\n" for start, end in zip(line_starts, ends, strict=True)
    )
    try:
        yield from tokenize.generate_tokens(lambda: next(lines, ""))
    except (tokenize.TokenError, SyntaxError):
        return
