"""Stand-ins: valid Python in the place of lines that are not, until the file is written again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from fwlint.documents.document import CannotRebuild, ends_of_lines


class Mask(NamedTuple):
    """``stand_in`` takes the place of ``code[start:end]``; both have as many lines."""

    start: int
    end: int
    stand_in: str


class StandIns:
    """Makes names that occur nowhere in a document."""

    def __init__(self, sources: Iterable[str]) -> None:
        taken = "\n".join(sources)
        self._stem = "_fwlint"
        while self._stem in taken:
            self._stem += "_"
        self._count = 0

    @property
    def stem(self) -> str:
        """What all names of this document begin with."""
        return self._stem

    def name(self) -> str:
        """A new name; none is the beginning of another."""
        self._count += 1
        return f"{self._stem}_masked_{self._count}_"

    def expression(self, masked: str) -> str:
        """An expression with as many lines as ``masked``."""
        ends = "".join(ends_of_lines(masked))
        return f"({ends}{self.name()})" if ends else self.name()

    def comment(self) -> str:
        return f"# {self.name()}"


class MaskedCode:
    """Code, with masks over some of its parts; ``text`` is what one sees."""

    def __init__(self, code: str, masks: Iterable[Mask] = ()) -> None:
        self.code = code
        self.masks = sorted(masks)
        pieces, done = [], 0
        for start, end, stand_in in self.masks:
            pieces += [code[done:start], stand_in]
            done = end
        self.text = "".join([*pieces, code[done:]])

    def offset_in_code(self, offset: int) -> int:
        """Where a character of ``text`` stands in ``code``; inside a mask, the mask's start."""
        shift = 0
        for start, end, stand_in in self.masks:
            shown = start + shift
            if offset < shown:
                break
            if offset < shown + len(stand_in):
                return start
            shift += len(stand_in) - (end - start)
        return offset - shift

    def unmask(self, text: str) -> str:
        """An edited ``text`` with the masks taken off. Raises CannotRebuild if one is lost."""
        for start, end, stand_in in self.masks:
            if text.count(stand_in) != 1:
                line = self.code[start:end].strip()
                raise CannotRebuild(f"the edit would remove or repeat the line `{line}`")
            text = text.replace(stand_in, self.code[start:end])
        return text
