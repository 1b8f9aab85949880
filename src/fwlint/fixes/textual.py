"""Fixes of raw lines, for text that does not parse and so has no tree."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, zip_longest

from fwlint.documents.document import Document, ends_of_lines, split_lines
from fwlint.fixes.edits import Fix, ReplaceText
from fwlint.fixes.engine import Applied, Skipped
from fwlint.fixes.refusal import Refusal


def apply_text_fixes(text: str, fixes: Sequence[Fix], cell: int | None = None) -> Applied:
    """Make the fixes whose edits replace text in ``text``: a file's, or that of its ``cell``.

    Line ends stay. A fix is made with all its edits, or skipped with the reason.
    """
    lines = split_lines(text)
    edits: list[ReplaceText] = []
    made: list[Fix] = []
    skipped: list[Skipped] = []
    for fix in fixes:
        try:
            edits = _with_edits_of(fix, edits, lines, cell)
        except Refusal as refusal:
            skipped.append(Skipped(fix, str(refusal)))
        else:
            made.append(fix)
    for edit in reversed(edits):
        line = lines[edit.line - 1]
        lines[edit.line - 1] = line[: edit.column] + edit.source + line[edit.end_column :]
    whole = zip_longest(lines, ends_of_lines(text), fillvalue="")
    return Applied("".join(line + end for line, end in whole), made, skipped)


def apply_textual(document: Document, fixes: Sequence[Fix]) -> tuple[bytes, list[Fix]]:
    """The file of ``document`` after as many of ``fixes`` as go together, and which these are.

    In a notebook they are of one cell, that of the first. Raises CannotRebuild.
    """
    edits = [edit for fix in fixes for edit in fix.edits if isinstance(edit, ReplaceText)]
    cell = edits[0].cell if edits else None
    applied = apply_text_fixes(document.source(cell), fixes, cell)
    return document.with_source(cell, applied.text), applied.made


def _with_edits_of(
    fix: Fix, edits: list[ReplaceText], lines: Sequence[str], cell: int | None
) -> list[ReplaceText]:
    """``edits`` and those of ``fix``, in the order of the text."""
    new: list[ReplaceText] = []
    for edit in fix.edits:
        if not isinstance(edit, ReplaceText):
            raise Refusal("it changes the syntax tree of a text that does not parse")
        if edit.cell != cell or not 1 <= edit.line <= len(lines):
            raise Refusal("it is for another part of the file")
        if not 0 <= edit.column <= edit.end_column <= len(lines[edit.line - 1]):
            raise Refusal("its columns are not in the line")
        new.append(edit)
    together = sorted([*edits, *new], key=lambda edit: (edit.line, edit.column, edit.end_column))
    for one, other in pairwise(together):
        if one.line == other.line and (other.column < one.end_column or other.column == one.column):
            raise Refusal("it overlaps an earlier fix")
    return together
