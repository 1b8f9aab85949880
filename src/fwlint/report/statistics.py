"""How often each check spoke, for people and (``statistics_json``) for machines."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from fwlint.report.options import ReportOptions
from fwlint.report.summary import summary
from fwlint.report.terminal import painter
from fwlint.run.result import Report


class Tally(Struct, frozen=True):
    """The findings of one check, and how many of them ``--fix`` would fix."""

    code: str
    name: str
    count: int
    fixable: int


def render(report: Report, options: ReportOptions) -> str:
    paint = painter(options.color)
    tallies = count(report, options)
    widest_count = max((len(str(tally.count)) for tally in tallies), default=0)
    widest_code = max((len(tally.code) for tally in tallies), default=0)
    lines = [
        f"{paint(f'{tally.count:>{widest_count}}', 'strong')}\t"
        f"{paint(f'{tally.code:<{widest_code}}', 'error')}\t"
        f"[{paint(_mark(tally), 'help')}] {tally.name}"
        for tally in tallies
    ]
    return "".join(f"{line}\n" for line in [*lines, *summary(report, options)])


def count(report: Report, options: ReportOptions) -> list[Tally]:
    """The checks that spoke, most frequent first."""
    checks = Counter((finding.code, finding.name) for finding in report.findings)
    fixable = Counter(f.code for f in report.findings if options.offers(f.fix))
    tallies = [Tally(code, name, found, fixable[code]) for (code, name), found in checks.items()]
    return sorted(tallies, key=lambda tally: (-tally.count, tally.code))


def _mark(tally: Tally) -> str:
    """``*``: all can be fixed; ``-``: some; a space: none."""
    if not tally.fixable:
        return " "
    return "*" if tally.fixable == tally.count else "-"
