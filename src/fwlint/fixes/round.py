"""One round of fixes on one text."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import NamedTuple

import libcst as cst

from fwlint.documents.syntax import Rejected, parse
from fwlint.fixes.claims import claims, overlap
from fwlint.fixes.edits import AddImport, Fix, RemoveImport, Span
from fwlint.fixes.imports import with_imports
from fwlint.fixes.positions import SourceTree
from fwlint.fixes.refusal import Refusal
from fwlint.fixes.targets import targets
from fwlint.fixes.transform import Target, transformed


class _Placed(NamedTuple):
    fix: Fix
    targets: list[Target]
    claims: list[Span]


class Round:
    """Fixes find their places with ``place``; ``settle`` makes them.

    ``text`` is the text with the fixes in ``made``; ``skipped`` pairs the others with reasons.
    """

    def __init__(self, tree: SourceTree) -> None:
        self._tree = tree
        self._placed: list[_Placed] = []
        self._made: list[_Placed] = []
        self.text = tree.text
        self.skipped: list[tuple[Fix, str]] = []

    @property
    def made(self) -> list[Fix]:
        return [placed.fix for placed in self._made]

    def place(self, fix: Fix) -> None:
        mine = claims(fix)
        if any(overlap(a, b) for other in self._placed for a in other.claims for b in mine):
            self.skipped.append((fix, "it overlaps an earlier fix"))
            return
        try:
            self._placed.append(_Placed(fix, targets(self._tree, fix), mine))
        except Refusal as refusal:
            self.skipped.append((fix, str(refusal)))

    def settle(self) -> None:
        self._make(self._placed)

    def _make(self, candidates: Sequence[_Placed]) -> None:
        """Make the candidates, or by halves those that leave a good text."""
        if not candidates:
            return
        try:
            self.text = _rewritten(self._tree.module, [*self._made, *candidates])
        except Refusal as refusal:
            if len(candidates) == 1:
                self.skipped.append((candidates[0].fix, str(refusal)))
                return
            half = len(candidates) // 2
            self._make(candidates[:half])
            self._make(candidates[half:])
        else:
            self._made += candidates


def _rewritten(module: cst.Module, placed: Sequence[_Placed]) -> str:
    """The text of ``module`` after the fixes. Raises Refusal if it would not parse."""
    changes = [target for one in placed for target in one.targets]
    imports = [
        edit
        for one in placed
        for edit in one.fix.edits
        if isinstance(edit, (AddImport, RemoveImport))
    ]
    try:
        changed = transformed(module, changes) if changes else module
    except cst.CSTValidationError as error:
        raise Refusal("the result would not parse") from error
    text = changed.code
    tree = _parsed(text)
    if imports:
        text = with_imports(changed, tree, imports).code
        _parsed(text)
    return text


def _parsed(text: str) -> ast.Module:
    tree = parse(text)
    if isinstance(tree, Rejected):
        raise Refusal(f"the result would not parse: {tree.message}")
    return tree
