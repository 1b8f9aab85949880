"""What a reader of a report asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from fwlint.fixes.edits import Fix

if TYPE_CHECKING:
    from fwlint.checks import Check


class ReportOptions(Struct, frozen=True):
    """How to show a report.

    ``color`` uses terminal colours. ``unsafe_fixes`` counts unsafe fixes as available.
    ``show_fixes`` lists the fixes made. ``quiet`` leaves out the summary. ``statistics`` counts
    findings per check instead of showing them. ``checks`` are the known checks by code.
    ``source_url`` is what links to the source begin with: an address, or nothing.
    """

    color: bool = False
    unsafe_fixes: bool = False
    show_fixes: bool = False
    quiet: bool = False
    statistics: bool = False
    checks: Mapping[str, Check] = field(default_factory=dict)
    source_url: str = ""

    def offers(self, fix: Fix | None) -> bool:
        """Whether ``--fix`` would make this fix."""
        return fix is not None and (fix.applicability == "safe" or self.unsafe_fixes)
