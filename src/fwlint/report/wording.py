"""The phrases that the formats for people share."""

from __future__ import annotations

from fwlint.findings import FileError, Finding
from fwlint.report.options import ReportOptions
from fwlint.report.terminal import Paint, one_line


def location(finding: Finding) -> str:
    """``path:line:column``; in a notebook ``path:cell 3:line:column``."""
    cell = f":cell {finding.cell}" if finding.cell is not None else ""
    return f"{one_line(finding.path)}{cell}:{finding.start.line}:{finding.start.column}"


def file_line(finding: Finding) -> int:
    """The line in the file; 1 in a notebook, where a cell's lines are not lines of the file."""
    return finding.start.line if finding.cell is None else 1


def headline(finding: Finding, options: ReportOptions, paint: Paint) -> str:
    """``CODE [*] message``; the star marks a fix that ``--fix`` makes."""
    code = paint(finding.code, finding.severity)
    star = f" [{paint('*', 'help')}]" if options.offers(finding.fix) else ""
    return f"{code}{star} {one_line(finding.message)}"


def advice(finding: Finding) -> str | None:
    """What to do: the help, or else what the fix does."""
    return finding.help or (finding.fix.message if finding.fix else None)


def effects(finding: Finding) -> str:
    """``onnx: bakes, torch-export: blocks``; empty without effects."""
    return ", ".join(f"{target}: {effect}" for target, effect in sorted(finding.effects.items()))


def error_line(error: FileError, paint: Paint) -> str:
    line = f":{error.line}" if error.line is not None else ""
    return f"{paint('error', 'error')}: {one_line(error.path)}{line}: {one_line(error.message)}"
