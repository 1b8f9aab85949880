"""Findings with their source, reason, help and fix, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.findings import Finding
from fwlint.report.options import ReportOptions
from fwlint.report.snippet import Row, diff_rows, gutter_width, layout, source_rows
from fwlint.report.summary import summary
from fwlint.report.terminal import Paint, one_line, painter
from fwlint.report.wording import advice, effects, error_line, headline, location
from fwlint.run.result import Report


def render(report: Report, options: ReportOptions) -> str:
    paint = painter(options.color)
    blocks = ["\n".join(_block(finding, options, paint)) for finding in report.findings]
    blocks.append("\n".join(error_line(error, paint) for error in report.errors))
    blocks.append("\n".join(summary(report, options)))
    shown = "\n\n".join(block for block in blocks if block)
    return f"{shown}\n" if shown else ""


def _block(finding: Finding, options: ReportOptions, paint: Paint) -> Iterator[str]:
    above = [*source_rows(finding), *_reason_rows(finding)]
    below = diff_rows(finding.diff)
    gutter = gutter_width([*above, *below])

    yield headline(finding, options, paint)
    yield f"{' ' * gutter}{paint('-->', 'gutter')} {location(finding)}"
    yield from layout(above, gutter, paint)
    if text := advice(finding):
        yield f"{paint('help', 'help')}: {one_line(text)}"
    yield from layout(below, gutter, paint)
    if finding.fix and finding.fix.applicability == "unsafe":
        yield f"{paint('note', 'strong')}: this fix is unsafe and may change behaviour"


def _reason_rows(finding: Finding) -> Iterator[Row]:
    if finding.effects:
        yield Row(sign="=", text=effects(finding))
    for why in finding.why:
        yield Row(sign="=", text=f"why: {one_line(why.message)} ({one_line(why.path)}:{why.line})")
