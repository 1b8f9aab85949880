"""Python files."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from pathlib import Path

from fwlint.documents.decoding import decode_python
from fwlint.documents.document import Document, Place, starts_of_lines
from fwlint.documents.masks import MaskedCode, StandIns
from fwlint.documents.syntax import Rejected, parse
from fwlint.findings import Position


class PythonDocument(Document):
    """A Python file, in whatever encoding it declares.

    Lines that are C's comments or shell commands are told in ``problems``; if the rest parses
    without them, it is the ``text``, with stand-ins in their place. ``needs_child_parse`` is
    true when the syntax may be newer than the running Python: then LibCST may know it (see
    ``newer_syntax``), and ``accept_newer_syntax`` makes the whole file the text after all.
    """

    kind = "python"

    def __init__(self, path: Path, data: bytes) -> None:
        """Raises UnreadableDocument."""
        self._decoded = decode_python(data)
        self._masked = MaskedCode(self._decoded.text)
        self.needs_child_parse = False
        outcome = parse(self._decoded.text)
        if isinstance(outcome, Rejected):
            super().__init__(path, "", [])
            self._read_around_foreign_lines()
        else:
            super().__init__(path, self._decoded.text, [], outcome)

    def _read_around_foreign_lines(self) -> None:
        from fwlint.documents.foreign import recognise_foreign
        from fwlint.documents.repair import repair

        source = self._decoded.text
        repaired = repair(source, recognise_foreign, StandIns([source]))
        outcome = repaired.outcome
        self.problems = repaired.problems(
            lambda line, column: Position(line + 1, column + 1), self.lines(None)
        )
        if isinstance(outcome, Rejected):
            self.needs_child_parse = outcome.maybe_newer and not repaired.foreign
        else:
            self._masked = repaired.masked
            self.text, self.tree = repaired.masked.text, outcome

    def accept_newer_syntax(self) -> None:
        """Take the whole file as valid although the running Python does not parse it."""
        self.text, self.problems, self.needs_child_parse = self._decoded.text, [], False

    def place(self, offset: int) -> Place:
        offset = self._masked.offset_in_code(offset)
        line = bisect_right(self._source_starts, offset) - 1
        return Place(None, Position(line + 1, offset - self._source_starts[line] + 1))

    def source(self, cell: int | None) -> str:
        return self._decoded.text

    def with_source(self, cell: int | None, source: str) -> bytes:
        return self._decoded.encode(source)

    def rebuild(self, text: str) -> bytes:
        if text == self.text:
            return self._decoded.data
        return self._decoded.encode(self._masked.unmask(text))

    @cached_property
    def _source_starts(self) -> list[int]:
        return starts_of_lines(self._decoded.text)
