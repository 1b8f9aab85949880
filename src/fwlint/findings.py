"""A check's word at a range."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from fwlint.fixes.edits import Fix
from fwlint.targets import Effect, Target

Severity = Literal["error", "warning", "info"]


class Position(Struct, frozen=True, order=True):
    """Line and column from 1; columns count characters."""

    line: int
    column: int


class Why(Struct, frozen=True):
    """One step of the reason for a finding, at a line of a file."""

    message: str
    path: str
    line: int


class Frame(Struct, frozen=True):
    """The lines of source around a finding, as the file shows them; ``first`` is a line number."""

    first: int
    lines: list[str]


class Finding(Struct):
    """What a check says of one range of one file.

    ``path`` is as reports show it: relative to the working directory where it lies below it,
    with forward slashes. ``start`` and ``end`` (exclusive) are in the file, or in notebook cell
    ``cell`` (numbered from 1 over all cells of the notebook). ``span`` is the range in
    ``Document.text``. ``diff`` shows the fix as unified-diff lines without a header.
    """

    path: str
    start: Position
    end: Position
    code: str
    name: str
    message: str
    severity: Severity
    cell: int | None = None
    effects: dict[Target, Effect] = field(default_factory=dict)
    model: str | None = None
    function: str | None = None
    why: list[Why] = field(default_factory=list)
    help: str | None = None
    fix: Fix | None = None
    diff: list[str] = field(default_factory=list)
    url: str | None = None
    frame: Frame | None = None
    span: tuple[int, int] = (0, 0)
    fingerprint: str = ""

    @property
    def sort_key(self) -> tuple[str, int, int, int, str, str]:
        start = self.start
        return (self.path, self.cell or 0, start.line, start.column, self.code, self.message)


class FileError(Struct, frozen=True):
    """A file that could not be read or understood, and why."""

    path: str
    message: str
    line: int | None = None
