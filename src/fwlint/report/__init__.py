"""Ways to show a report: one module per format, imported when it is asked for.

Each module has ``render(report, options) -> str``, a pure function whose result is empty or
ends with a line end.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fwlint.report.options import ReportOptions
    from fwlint.run.result import Report

FORMATS: dict[str, str] = {
    "full": "fwlint.report.full",
    "concise": "fwlint.report.concise",
    "json": "fwlint.report.json",
    "github": "fwlint.report.github",
    "gitlab": "fwlint.report.gitlab",
    "junit": "fwlint.report.junit",
    "markdown": "fwlint.report.markdown",
    "sarif": "fwlint.report.sarif",
}
STATISTICS: dict[str, str] = {
    "full": "fwlint.report.statistics",
    "concise": "fwlint.report.statistics",
    "json": "fwlint.report.statistics_json",
}
"""What ``--statistics`` shows in place of the findings; other formats have no such view."""


def render(format_name: str, report: Report, options: ReportOptions) -> str:
    """Show ``report`` in a format of ``FORMATS`` (of ``STATISTICS``, with ``options.statistics``).

    The text can always be encoded as UTF-8. Raises KeyError for a format that does not exist.
    """
    table = STATISTICS if options.statistics else FORMATS
    text: str = import_module(table[format_name]).render(report, options)
    # A file name that is not UTF-8 reaches us with lone surrogates. ``\udcff``, as this writes
    # them, is also what JSON writes.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
