"""Source and diffs with a gutter of line numbers, as rows that are aligned together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from fwlint.findings import Finding
from fwlint.report.terminal import Paint, Style, printable, width

_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@")


class Row(NamedTuple):
    """One line: a label (a line number, or nothing), a sign, and text."""

    label: str = ""
    sign: str = "|"
    text: str = ""
    style: Style = "plain"


BAR = Row()


def gutter_width(rows: Iterable[Row]) -> int:
    return max((len(row.label) for row in rows), default=1)


def layout(rows: Iterable[Row], gutter: int, paint: Paint) -> Iterator[str]:
    """The lines of ``rows``, whose labels take ``gutter`` cells."""
    for row in rows:
        head = paint(f"{row.label:>{gutter}} {row.sign}", _sign_style(row))
        yield f"{head} {paint(row.text, row.style)}" if row.text else head


def _sign_style(row: Row) -> Style:
    return row.style if row.sign in "+-" else "gutter"


def source_rows(finding: Finding) -> list[Row]:
    """The source around a finding, its range underlined; none without a frame.

    Of a range of several lines the first is underlined, to its end.
    """
    frame = finding.frame
    if frame is None or not frame.lines:
        return []
    rows = [BAR]
    for number, line in enumerate(frame.lines, frame.first):
        rows.append(Row(str(number), text=printable(line).rstrip()))
        if number == finding.start.line:
            rows.append(Row(text=_underline(finding, line), style=finding.severity))
    return [*rows, BAR]


def _underline(finding: Finding, line: str) -> str:
    first = finding.start.column - 1
    if finding.end.line == finding.start.line:
        marked = line[first : finding.end.column - 1]
    else:
        marked = line[first:].rstrip()
    return " " * width(line[:first]) + "^" * max(1, width(marked))


def diff_rows(diff: Iterable[str]) -> list[Row]:
    """Unified-diff lines, numbered as the changed file will be where hunk headers tell."""
    rows = [BAR]
    number: int | None = None
    for line in diff:
        if hunk := _HUNK.match(line):
            number = int(hunk[1])
            if len(rows) > 1:
                rows.append(Row(sign=":", style="gutter"))
            continue
        sign, text = line[:1], printable(line[1:].rstrip("\r\n"))
        if sign == "-":
            rows.append(Row(sign="-", text=text, style="removed"))
            continue
        label = "" if number is None else str(number)
        rows.append(Row(label, "+", text, "added") if sign == "+" else Row(label, text=text))
        number = None if number is None else number + 1
    return [*rows, BAR] if len(rows) > 1 else []
