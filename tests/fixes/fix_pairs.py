"""Before/after pairs: the way these tests are written."""

from __future__ import annotations

from textwrap import dedent

from fwlint.fixes.edits import AnyEdit, Fix, Span, safe
from fwlint.fixes.engine import apply_fixes


class Source:
    """A text to be fixed, and the spans in it."""

    def __init__(self, text: str) -> None:
        self.text = dedent(text.removeprefix("\n"))

    def at(self, fragment: str, nth: int = 1) -> Span:
        """The span of the ``nth`` occurrence of ``fragment``."""
        start = -1
        for _ in range(nth):
            start = self.text.index(fragment, start + 1)
        return start, start + len(fragment)

    def from_to(self, first: str, last: str) -> Span:
        """From the first ``first`` to the end of the last ``last``."""
        return self.text.index(first), self.text.rindex(last) + len(last)

    def fixed(self, *edits: AnyEdit) -> str:
        return apply_all(self.text, safe("the fix", *edits))

    def refused(self, *edits: AnyEdit) -> str:
        """The reason for which the edits are not made."""
        applied = apply_fixes(self.text, [safe("the fix", *edits)])
        assert applied.made == []
        assert applied.text == self.text
        (skipped,) = applied.skipped
        return skipped.reason


def apply_all(text: str, *fixes: Fix) -> str:
    """The text after ``fixes``, none of which is skipped."""
    applied = apply_fixes(text, fixes)
    assert applied.skipped == []
    assert sorted(map(str, applied.made)) == sorted(map(str, fixes))
    return applied.text
