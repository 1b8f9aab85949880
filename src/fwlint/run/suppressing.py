"""Taking out of a file's findings what its comments silence, and judging those comments."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from fwlint.checks import Check
from fwlint.documents.document import Document
from fwlint.findings import Finding
from fwlint.run.dispatch import Heard
from fwlint.suppress import Suppressions
from fwlint.unused import JudgedRules, SuppressionSite


class Suppressor:
    """What comments silence, for a run with ``checks``, when others were ``left_out``."""

    def __init__(self, checks: Sequence[Check], left_out: Sequence[Check]) -> None:
        self._listeners = [check for check in checks if check.hears_suppressions]
        others = [check for check in checks if not check.hears_suppressions]
        self._rules = JudgedRules(others, left_out)

    def of_file(self, document: Document, ignored: Collection[str]) -> SuppressedFile:
        """The same for one file, in which the codes ``ignored`` are off, too."""
        return SuppressedFile(document, ignored, self._listeners, self._rules.without(ignored))


class SuppressedFile:
    """The comments of one file. First ``left`` takes findings out; then they can be judged."""

    def __init__(
        self,
        document: Document,
        ignored: Collection[str],
        listeners: Sequence[Check],
        rules: JudgedRules,
    ) -> None:
        self._document = document
        self._ignored = ignored
        self._listeners = listeners
        self._rules = rules
        self._suppressions = Suppressions.of(document.text, document.line_starts)

    def left(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings that are neither off nor silenced."""
        return [
            found
            for found in findings
            if found.code not in self._ignored
            and not (_is_in_text(found) and self._suppressions.covers(*self._place(found)))
        ]

    def comments(self) -> Iterator[Heard]:
        """Who hears of which comment."""
        listeners = [check for check in self._listeners if check.code not in self._ignored]
        if not listeners:
            return
        for comment in self._suppressions.ours():
            site = SuppressionSite(self._document, comment, self._rules)
            for check in listeners:
                yield check, lambda c=check, s=site: c.on_suppression(s), comment.offset  # type: ignore[misc]

    def left_of_comments(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings but those on comments that name the check that found them.

        A comment that silences everything does not silence that it is needless.
        """
        listening = {check.code for check in self._listeners}
        return [
            found
            for found in findings
            if found.code not in listening or not self._suppressions.names(*self._place(found))
        ]

    def _place(self, found: Finding) -> tuple[str, str, int, int]:
        return found.code, found.name, *self._document.lines_of(found.span)


def _is_in_text(found: Finding) -> bool:
    """Whether it is not about a part that does not parse: there are no comments there."""
    return found.span != (0, 0)
