"""Findings that are left out of a report: known ones, and those on lines that did not change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from fwlint.findings import Finding
from fwlint.run.outcome import INTERNAL_ERROR
from fwlint.run.result import Report


class FindingFilter(Protocol):
    """Chooses what is shown; ``hides`` says in a word what the others are."""

    hides: str

    def shown(self, findings: Sequence[Finding]) -> list[Finding]:
        """Those of ``findings``, sorted as in a report, that are to be shown."""
        ...


def apply_filters(report: Report, filters: Iterable[FindingFilter]) -> frozenset[str]:
    """Take out of ``report`` what the filters hide, and count it.

    A fault of fwlint itself is never hidden. Returns the fingerprints of what was hidden.
    """
    every = report.findings
    for choice in filters:
        known = [finding for finding in report.findings if finding.code != INTERNAL_ERROR]
        faults = [finding for finding in report.findings if finding.code == INTERNAL_ERROR]
        shown = choice.shown(known)
        report.hidden[choice.hides] = len(known) - len(shown)
        report.findings = sorted([*faults, *shown], key=lambda finding: finding.sort_key)
    left = {finding.fingerprint for finding in report.findings}
    return frozenset(finding.fingerprint for finding in every) - left
