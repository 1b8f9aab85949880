"""The last lines of a report for people: what was fixed, what is left, what can be fixed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from fwlint.findings import Severity
from fwlint.report.options import ReportOptions
from fwlint.report.terminal import painter
from fwlint.run.result import Report

HIDDEN_WORDS = {"baseline": "in the baseline", "unchanged": "on unchanged lines"}
SEVERITY_WORDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def summary(report: Report, options: ReportOptions) -> list[str]:
    """The summary, line by line; empty with ``options.quiet``."""
    if options.quiet:
        return []
    lines = [*_fixed(report, options)]
    if report.findings:
        lines.append(_found(report))
        lines += _fixable(report, options)
    elif report.errors:
        lines.append(f"Nothing found. {_count(report.scanned, 'file')} scanned.")
    else:
        passed = painter(options.color)("All checks passed!", "added")
        lines.append(f"{passed} {_count(report.scanned, 'file')} scanned.")
    lines += _hidden(report)
    if report.errors:
        paths = {error.path for error in report.errors}
        lines.append(f"{_count(len(paths), 'file')} could not be read.")
    return lines


def _found(report: Report) -> str:
    severities = Counter(finding.severity for finding in report.findings)
    counts = ", ".join(
        _count(severities[severity], word)
        for severity, word in SEVERITY_WORDS.items()
        if severities[severity]
    )
    paths = {finding.path for finding in report.findings}
    return f"Found {counts} in {_count(len(paths), 'file')}."


def _hidden(report: Report) -> Iterator[str]:
    counts = [
        f"{number} {HIDDEN_WORDS[reason]}" for reason, number in report.hidden.items() if number
    ]
    if counts:
        yield f"Hidden: {', '.join(counts)}."


def _fixable(report: Report, options: ReportOptions) -> Iterator[str]:
    fixes = [finding.fix for finding in report.findings if finding.fix]
    offered = sum(map(options.offers, fixes))
    hidden = len(fixes) - offered
    if not fixes:
        return
    if offered:
        star = painter(options.color)("*", "help")
        text = f"[{star}] {offered} fixable with the `--fix` option"
    else:
        text = "No fixes available"
    if hidden:
        plural = "" if hidden == 1 else "es"
        text += f" ({hidden} hidden fix{plural} can be enabled with the `--unsafe-fixes` option)"
    yield f"{text}."


def _fixed(report: Report, options: ReportOptions) -> Iterator[str]:
    total = sum(sum(codes.values()) for codes in report.fixed.values())
    if not total:
        return
    end = ":" if options.show_fixes else "."
    yield f"Fixed {_count(total, 'finding')} in {_count(len(report.fixed), 'file')}{end}"
    if not options.show_fixes:
        return
    for path, codes in sorted(report.fixed.items()):
        yield f"- {path}:"
        for code, count in sorted(codes.items()):
            name = f" ({options.checks[code].name})" if code in options.checks else ""
            yield f"    {count} x {code}{name}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
