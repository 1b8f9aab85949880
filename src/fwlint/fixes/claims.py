"""Which part of the text an edit claims for itself."""

from __future__ import annotations

from fwlint.fixes.edits import (
    AddDecorator,
    AddImport,
    AnyEdit,
    Fix,
    InsertStatement,
    RemoveImport,
    RemoveStatement,
    ReplaceExpression,
    ReplaceStatement,
    ReplaceText,
    Span,
)


def claim(edit: AnyEdit) -> Span | None:
    """The span that no other fix of the round may touch; imports and raw text have none.

    A statement put before or after another claims the point between them.
    """
    if isinstance(edit, (AddImport, RemoveImport, ReplaceText)):
        return None
    if isinstance(edit, InsertStatement):
        point = edit.statement[0 if edit.where == "before" else 1]
        return point, point
    if isinstance(edit, (ReplaceStatement, RemoveStatement)):
        return edit.statement
    if isinstance(edit, ReplaceExpression):
        return edit.span
    if isinstance(edit, AddDecorator):
        return edit.definition[0], edit.definition[0] + 1
    return edit.call


def claims(fix: Fix) -> list[Span]:
    return [span for edit in fix.edits if (span := claim(edit))]


def overlap(one: Span, other: Span) -> bool:
    """Whether two claims share a character, a point lies inside the other, or they are equal."""
    return one == other or (one[0] < other[1] and other[0] < one[1])


def in_order(fix: Fix) -> tuple[Span, str]:
    """Sort key: the order in which fixes get their turn. Fixes of imports alone come first."""
    return min(claims(fix), default=(0, 0)), fix.message
