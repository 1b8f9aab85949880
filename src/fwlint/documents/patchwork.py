"""Documents whose Python stands in several places: the cells of a notebook, the blocks of a page.

Their text joins these patches, so that names flow from one to the next. Before each stands a
line with a string, its marker: edits may put statements around it, and leave it where it is.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from fwlint.documents.document import (
    CannotRebuild,
    Document,
    Place,
    Problem,
    UnreadableDocument,
    split_lines,
    starts_of_lines,
)
from fwlint.documents.layout import Layout
from fwlint.documents.masks import Mask, MaskedCode, StandIns
from fwlint.documents.repair import Recogniser, repair
from fwlint.documents.syntax import Rejected, parse

_LINE_END = r"(?:\r\n|\r|\n)"
_INNER_LINES = re.compile(rf"\A{_LINE_END}(.*?){_LINE_END}?\Z", re.DOTALL)


class Patch:
    """One piece of Python: ``number`` is its cell's, or its rank on the page."""

    def __init__(self, number: int, cell: int | None, layout: Layout, masked: MaskedCode) -> None:
        self.number = number
        self.cell = cell
        self.layout = layout
        self.masked = masked
        self._starts = starts_of_lines(masked.code)

    def place(self, offset: int) -> Place:
        """Where the character at ``offset`` of the masked code stands."""
        offset = self.masked.offset_in_code(offset)
        line = bisect_right(self._starts, offset) - 1
        return Place(self.cell, self.layout.position(line, offset - self._starts[line]))

    def rebuild(self, text: str) -> str | None:
        """What stands in the file for an edited masked code; None if it is not edited."""
        if text == self.masked.text:
            return None
        return self.layout.with_margins(self.masked.code, self.masked.unmask(text))


class Part(NamedTuple):
    """A piece of a file that should be Python. ``masks`` are those it needs to be that."""

    number: int
    cell: int | None
    layout: Layout
    code: str
    masks: Sequence[Mask] = ()


def patch_up(
    part: Part, recognise: Recogniser, stand_ins: StandIns, lines: list[str]
) -> tuple[Patch | None, list[Problem]]:
    """The patch of a part, if it parses, and its problems; ``lines`` are those of file or cell."""
    repaired = repair(part.code, recognise, stand_ins, part.masks)
    problems = repaired.problems(part.layout.position, lines, part.cell)
    if isinstance(repaired.outcome, Rejected):
        return None, problems
    return Patch(part.number, part.cell, part.layout, repaired.masked), problems


class PatchworkDocument(Document):
    """``text`` has, for each patch, a line with its marker, its masked code, and a line end."""

    def __init__(
        self,
        path: Path,
        patches: Sequence[Patch],
        problems: list[Problem],
        stand_ins: StandIns,
        line_end: str = "\n",
    ) -> None:
        self._patches = patches
        self._markers = [f'"{stand_ins.stem} {patch.number}"' for patch in patches]
        self._code_starts: list[int] = []
        parts: list[str] = []
        length = 0
        for patch, marker in zip(patches, self._markers, strict=True):
            code = patch.masked.text
            last_end = "\r\n" if code.endswith("\r") else line_end  # not to join two into one
            parts.append(f"{marker}{line_end}{code}{last_end}")
            self._code_starts.append(length + len(marker + line_end))
            length += len(parts[-1])
        text = "".join(parts)
        outcome = parse(text)
        if isinstance(outcome, Rejected):
            raise UnreadableDocument(f"its parts parse, but not together: {outcome.message}")
        super().__init__(path, text, problems, outcome)

    def place(self, offset: int) -> Place:
        index = max(bisect_right(self._code_starts, offset) - 1, 0)
        patch = self._patches[index]
        inside = offset - self._code_starts[index]
        return patch.place(min(max(inside, 0), len(patch.masked.text)))

    def rebuild(self, text: str) -> bytes:
        changed = {}
        for patch, code in zip(self._patches, self._split(text), strict=True):
            new = patch.rebuild(code)
            if new is not None:
                changed[patch.number] = new
        return self._with_changed(changed)

    @abstractmethod
    def _with_changed(self, changed: dict[int, str]) -> bytes:
        """The file with other contents in some of its patches, by their numbers."""

    def _split(self, text: str) -> list[str]:
        """The edited codes. What now stands before the first marker belongs to the first."""
        if any(text.count(marker) != 1 for marker in self._markers):
            raise CannotRebuild("the edit would remove or repeat the border of a cell or block")
        codes: list[str] = []
        for marker in self._markers[::-1]:
            text, found, code = text.rpartition(marker)
            if not found or split_lines(text)[-1] or split_lines(code)[0]:
                raise CannotRebuild("the edit would move the border of a cell or block")
            codes.insert(0, _INNER_LINES.sub(r"\1", code))
        if codes:
            codes[0] = text + codes[0]
        elif text:
            raise CannotRebuild("there is no cell or block to put code into")
        return codes
