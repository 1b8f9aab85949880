"""From the edits of a fix to the nodes that they change."""

from __future__ import annotations

import libcst as cst

from fwlint.fixes.arguments import keyword_argument
from fwlint.fixes.claims import claim, overlap
from fwlint.fixes.edits import (
    AddDecorator,
    AddImport,
    Fix,
    InsertStatement,
    RemoveArgument,
    RemoveImport,
    RemoveStatement,
    ReplaceExpression,
    ReplaceStatement,
    ReplaceText,
    SetArgument,
    Span,
)
from fwlint.fixes.positions import SourceTree
from fwlint.fixes.refusal import Refusal
from fwlint.fixes.transform import NodeEdit, Target


def targets(tree: SourceTree, fix: Fix) -> list[Target]:
    """The nodes for all edits of ``fix`` but imports. Raises Refusal if one is not there."""
    found: list[Target] = []
    for edit in fix.edits:
        if isinstance(edit, ReplaceText):
            raise Refusal("it changes raw text, but this text parses")
        if not isinstance(edit, (AddImport, RemoveImport)):
            found.append(_target(tree, edit))
    _refuse_lost_edits(tree, found)
    return found


def _target(tree: SourceTree, edit: NodeEdit) -> Target:
    if isinstance(edit, ReplaceExpression):
        expression = tree.expression(edit.span)
        if isinstance(expression, cst.FormattedString):
            raise Refusal("it stands in an f-string")  # whose span the facts give to its parts
        return Target(edit, expression)
    if isinstance(edit, (InsertStatement, ReplaceStatement, RemoveStatement)):
        return Target(edit, tree.statement(edit.statement))
    if isinstance(edit, AddDecorator):
        return Target(edit, tree.definition(edit.definition))
    if isinstance(edit, RemoveArgument):
        return Target(edit, tree.argument(edit.call, edit.argument))
    return Target(edit, tree.call(edit.call))


def _refuse_lost_edits(tree: SourceTree, found: list[Target]) -> None:
    """All edits or none: an edit inside what another edit takes away would be lost."""
    for target in found:
        gone = _taken_away(tree, target)
        for other in found:
            if gone and other is not target and _inside(claim(other.edit), gone):
                raise Refusal("one of its edits takes away what another one changes")


def _taken_away(tree: SourceTree, target: Target) -> Span | None:
    edit = target.edit
    if isinstance(edit, (ReplaceExpression, ReplaceStatement, RemoveStatement)):
        return claim(edit)
    if isinstance(edit, RemoveArgument):
        return edit.argument
    if isinstance(edit, SetArgument):
        argument = keyword_argument(tree.call(edit.call), edit.keyword)
        return tree.span(argument.value) if argument else None
    return None


def _inside(claimed: Span | None, gone: Span) -> bool:
    if claimed is None or not overlap(claimed, gone):
        return False
    return gone[0] <= claimed[0] and claimed[1] <= gone[1]
