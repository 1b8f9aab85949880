"""Making fixes: all edits of a fix or none, fixes that get in each other's way one at a time."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from fwlint.fixes.claims import in_order
from fwlint.fixes.edits import Fix
from fwlint.fixes.refusal import Refusal


class Skipped(NamedTuple):
    fix: Fix
    reason: str


class Applied(NamedTuple):
    """What came of a round of fixes.

    A skipped fix that overlaps another gets its turn when the new text has been scanned again.
    """

    text: str
    made: list[Fix]
    skipped: list[Skipped]


def apply_fixes(text: str, fixes: Sequence[Fix]) -> Applied:
    """Make ``fixes``, whose spans are of ``text``, in the order of their first spans.

    Every fix comes back in ``made`` or in ``skipped``. The new text parses.
    """
    from fwlint.fixes.positions import SourceTree
    from fwlint.fixes.round import Round

    ordered = sorted(fixes, key=in_order)
    with _no_garbage_collection():
        try:
            work = Round(SourceTree(text))
        except Refusal as refusal:
            return Applied(text, [], [Skipped(fix, str(refusal)) for fix in ordered])
        for fix in ordered:
            work.place(fix)
        work.settle()
    skipped = sorted(work.skipped, key=lambda pair: in_order(pair[0]))
    return Applied(work.text, work.made, [Skipped(fix, reason) for fix, reason in skipped])


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """For the many nodes of a tree, which is dropped at once; it halves the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
