"""One line per finding."""

from __future__ import annotations

from fwlint.report.options import ReportOptions
from fwlint.report.summary import summary
from fwlint.report.terminal import painter
from fwlint.report.wording import error_line, headline, location
from fwlint.run.result import Report


def render(report: Report, options: ReportOptions) -> str:
    paint = painter(options.color)
    lines = [
        f"{paint(location(finding), 'strong')}: {headline(finding, options, paint)}"
        for finding in report.findings
    ]
    lines += [error_line(error, paint) for error in report.errors]
    lines += summary(report, options)
    return "".join(f"{line}\n" for line in lines)
