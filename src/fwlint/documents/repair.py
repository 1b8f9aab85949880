"""Masking the lines that are not Python, one by one, until the rest parses."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple, TypeAlias

from fwlint.documents.document import Problem, ProblemKind, split_lines, starts_of_lines
from fwlint.documents.masks import Mask, MaskedCode, StandIns
from fwlint.documents.syntax import Rejected, parse
from fwlint.findings import Position

_LINE_NUMBER = re.compile(r"\bline (\d+)")  # Python's messages name other lines of the code


class Foreign(NamedTuple):
    """Text that is not Python: from ``column`` (from 0) of line ``first`` to the end of ``last``.

    It is seen as a comment or as an expression. ``message`` is for people; without ``kind``,
    it is no problem.
    """

    first: int
    last: int
    column: int
    seen_as: Literal["comment", "expression"]
    kind: Literal["c-comment", "shell"] | None = None
    message: str = ""


Recogniser: TypeAlias = Callable[[list[str], int], "Foreign | None"]
"""Says what foreign text, if any, is in a line (by index) at which Python's parser stopped."""


class Repaired(NamedTuple):
    """``outcome`` is the tree of the masked code, or why it does not parse even so."""

    masked: MaskedCode
    outcome: ast.Module | Rejected
    foreign: list[Foreign]

    def problems(
        self, place: Callable[[int, int], Position], lines: list[str], cell: int | None = None
    ) -> list[Problem]:
        """What to tell people. ``place`` counts in ``lines``, which are those that they see."""
        told: list[tuple[ProblemKind, str, Position]] = [
            (foreign.kind, foreign.message, place(foreign.first, foreign.column))
            for foreign in self.foreign
            if foreign.kind is not None
        ]
        repaired = not isinstance(self.outcome, Rejected)
        if isinstance(self.outcome, Rejected):
            position = place(self.outcome.line - 1, self.outcome.column - 1)
            message = _LINE_NUMBER.sub(
                lambda found: f"line {place(int(found[1]) - 1, 0).line}", self.outcome.message
            )
            told.append(("syntax", message, position))
        return [
            _problem(kind, message, position, cell, lines[position.line - 1], repaired)
            for kind, message, position in told
        ]


def repair(
    code: str, recognise: Recogniser, stand_ins: StandIns, masks: Sequence[Mask] = ()
) -> Repaired:
    """Mask what ``recognise`` knows, as far as Python's parser stumbles over it.

    ``masks`` are those that the code needs in any case.
    """
    masked = MaskedCode(code, masks)
    outcome = parse(masked.text)
    if not isinstance(outcome, Rejected):
        return Repaired(masked, outcome, [])
    lines, starts = split_lines(code), starts_of_lines(code)
    known: list[Foreign] = []
    while isinstance(outcome, Rejected):
        foreign = _foreign_at(lines, outcome.line - 1, recognise)
        if foreign is None:
            break
        start = starts[foreign.first] + foreign.column
        end = starts[foreign.last] + len(lines[foreign.last])
        if any(mask.start < end and start < mask.end for mask in masked.masks):
            break  # it was masked, and did not help
        known.append(foreign)
        if foreign.seen_as == "comment":
            stand_in = stand_ins.comment()
        else:
            stand_in = stand_ins.expression(code[start:end])
        masked = MaskedCode(code, [*masked.masks, Mask(start, end, stand_in)])
        outcome = parse(masked.text)
    return Repaired(masked, outcome, sorted(known))


def _problem(
    kind: ProblemKind,
    message: str,
    position: Position,
    cell: int | None,
    source: str,
    repaired: bool,
) -> Problem:
    column = min(position.column, len(source) + 1)
    return Problem(kind, message, position.line, column, cell, source, repaired)


def _foreign_at(lines: list[str], index: int, recognise: Recogniser) -> Foreign | None:
    foreign = recognise(lines, index)
    while foreign is None and index > 0 and lines[index - 1].endswith("\\"):
        index -= 1
        foreign = recognise(lines, index)
    return foreign


def last_continued(lines: list[str], index: int) -> int:
    """The line at which a line ends that backslashes continue."""
    while lines[index].endswith("\\") and index + 1 < len(lines):
        index += 1
    return index
