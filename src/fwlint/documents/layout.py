"""Where the lines of a piece of Python stand in its file or cell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from fwlint.documents.document import CannotRebuild, starts_of_lines
from fwlint.findings import Position


class Layout:
    """Where the lines of a patch stand.

    ``first`` is the index of its first line in the file or cell; ``margins`` is what stands
    there before each line: a list's indentation, a quote's ``>``, a prompt. A patch that is not
    ``extensible`` cannot take further lines.
    """

    def __init__(self, first: int, margins: Sequence[str], *, extensible: bool = True) -> None:
        self.first = first
        self.margins = margins
        self.extensible = extensible

    @property
    def last(self) -> int:
        """The index of the patch's last line in the file or cell."""
        return self.first + len(self.margins) - 1

    def position(self, line: int, column: int) -> Position:
        """The position in the file or cell of a line and column of the code, from 0."""
        return Position(self.first + line + 1, len(self.margins[line]) + column + 1)

    def with_margins(self, old: str, new: str) -> str:
        """The ``new`` code as it stands in the file, where ``old`` stood."""
        from difflib import SequenceMatcher

        before, after = _whole_lines(old), _whole_lines(new)
        result: list[str] = []
        for change, i, j, k, m in SequenceMatcher(None, before, after, False).get_opcodes():
            margins = self.margins[i:j]
            if change != "equal" and self.extensible:
                margins = self._margins_for(after[k:m], before[i:j], margins)
            if len(margins) < m - k:
                raise CannotRebuild("the edit would add lines to a console session")
            result += [margin + line for margin, line in zip(margins, after[k:m], strict=False)]
        return "".join(result)

    def _margins_for(
        self, new: Sequence[str], old: Sequence[str], margins: Sequence[str]
    ) -> list[str]:
        """Margins for ``new`` lines in the place of ``old`` ones with ``margins``."""
        usual = max(self.margins, key=self.margins.count)
        of_old = [
            margin if line.strip() else usual for margin, line in zip(margins, old, strict=True)
        ]
        return [
            margin if line.strip() else margin.rstrip()
            for margin, line in zip([*of_old, *[usual] * len(new)], new, strict=False)
        ]


def dedented(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The margin of each line and the rest of it, if all lines are indented like the first.

    IPython, too, takes away such an indentation; on pages it is part of a longer text.
    """
    first = next((line for line in lines if line.strip()), "")
    indentation = first[: len(first) - len(first.lstrip(" \t"))]
    if not all(line.startswith(indentation) or not line.strip() for line in lines):
        indentation = ""
    margins = [indentation if line.startswith(indentation) else "" for line in lines]
    return margins, [line[len(margin) :] for margin, line in zip(margins, lines, strict=True)]


def joined(lines: Sequence[str], ends: Sequence[str]) -> str:
    """The text of lines, with the ends that stand between them."""
    return "".join([part for pair in zip_longest(lines, ends, fillvalue="") for part in pair])


def _whole_lines(text: str) -> list[str]:
    """The lines of a text with their ends."""
    starts = starts_of_lines(text)
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
