"""One file as it was read, and the way back from its Python text to its own lines."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct

from fwlint.findings import Frame, Position

if TYPE_CHECKING:
    import ast

_LINE_END = re.compile(r"\r\n|\r|\n")  # the tokenizer's line ends: not form feeds, not U+2028


ProblemKind = Literal["syntax", "c-comment", "shell", "unreadable"]


class Place(NamedTuple):
    """A position as people count: from 1, in the file or in cell ``cell`` of a notebook."""

    cell: int | None
    position: Position


class Problem(Struct, frozen=True):
    """Why a document, or one of its cells, could not be read as Python.

    ``kind`` is ``syntax`` (line and column known), ``c-comment`` (``//``), ``shell`` (a shell
    line in a Python block) or ``unreadable`` (the whole file: encoding, broken JSON, too large).
    ``column`` counts from 1. ``source`` is the offending line. ``repaired`` says that the code
    around parses once the offending text is taken out.
    """

    kind: ProblemKind
    message: str
    line: int | None = None
    column: int | None = None
    cell: int | None = None
    source: str = ""
    repaired: bool = False


class UnreadableDocument(Exception):
    """The file cannot be read at all; the message says what is wrong and what to do."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class CannotRebuild(Exception):
    """An edited text cannot be put back into the file without touching something else."""


class Document(ABC):
    """A file's Python text.

    ``text`` is one valid Python module, or empty when nothing in the file parses: the parts
    that do not parse are left out of it and told in ``problems``. ``tree`` is what the gate
    parsed, for triage; whoever has looked at it sets it to None, as it is large. ``cuts`` are
    offsets at which a long text may be cut (see ``cuts``), for whom that has been found out.
    """

    kind: Literal["python", "notebook", "markdown"]

    def __init__(
        self, path: Path, text: str, problems: list[Problem], tree: ast.Module | None = None
    ) -> None:
        self.path = path
        self.text = text
        self.problems = problems
        self.tree = tree
        self.cuts: Sequence[int] = ()
        self._line_starts: list[int] | None = None

    @property
    def line_starts(self) -> list[int]:
        """Offsets in ``text`` at which its lines begin."""
        if self._line_starts is None:
            self._line_starts = starts_of_lines(self.text)
        return self._line_starts

    def text_position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 0, of an offset in ``text``."""
        line = bisect_right(self.line_starts, offset) - 1
        return line, offset - self.line_starts[line]

    def lines_of(self, span: tuple[int, int]) -> tuple[int, int]:
        """The first and the last line, both from 0, of a range of ``text``."""
        start, end = span
        return self.text_position(start)[0], self.text_position(max(start, end - 1))[0]

    @abstractmethod
    def place(self, offset: int) -> Place:
        """Where in the file the character at ``offset`` of ``text`` stands."""

    @abstractmethod
    def source(self, cell: int | None) -> str:
        """The text that ``place`` counts in: that of the file, or of one notebook cell."""

    @abstractmethod
    def with_source(self, cell: int | None, source: str) -> bytes:
        """The whole file with another source. Raises CannotRebuild."""

    def lines(self, cell: int | None) -> list[str]:
        """The lines of ``source``, without their ends."""
        return split_lines(self.source(cell))

    @abstractmethod
    def rebuild(self, text: str) -> bytes:
        """The whole file with ``text`` in the place of its Python text.

        Everything else stays byte for byte. Raises CannotRebuild when that is impossible.
        """

    def frame(self, cell: int | None, first: int, last: int) -> Frame:
        """Source lines ``first`` to ``last`` (from 1) with one line of context on either side."""
        lines = self.lines(cell)
        low, high = max(1, first - 1), min(len(lines), min(last, first + 7) + 1)
        return Frame(low, lines[low - 1 : high])


def split_lines(text: str) -> list[str]:
    """Lines as Python's tokenizer counts them, without their ends."""
    return _LINE_END.split(text)


def starts_of_lines(text: str) -> list[int]:
    """The offset of each line of ``split_lines``."""
    return [0, *(found.end() for found in _LINE_END.finditer(text))]


def ends_of_lines(text: str) -> list[str]:
    """The line ends of a text, in order."""
    return _LINE_END.findall(text)
