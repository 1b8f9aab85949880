"""A page in GitHub's Markdown: for a job summary, a comment on a pull request, an issue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from itertools import groupby
from urllib.parse import quote

import msgspec

from fwlint.findings import FileError, Finding, Severity
from fwlint.report.options import ReportOptions
from fwlint.report.statistics import count
from fwlint.report.summary import SEVERITY_WORDS, summary
from fwlint.report.terminal import one_line
from fwlint.report.wording import advice, effects
from fwlint.run.result import Report

_CODE_SPAN = re.compile(r"(`[^`]+`)")
_SPECIAL = re.compile(r"([\\`*_\[\]<>&|#~])")


def render(report: Report, options: ReportOptions) -> str:
    plain = msgspec.structs.replace(options, color=False)
    blocks = ["## fwlint", "\\\n".join(map(_text, summary(report, plain)))]
    if report.findings:
        blocks += ["\n".join(_rules(report, plain)), "\n".join(_files(report, plain))]
        blocks += [
            _details(path, list(findings), plain)
            for path, findings in groupby(report.findings, key=lambda finding: finding.path)
        ]
    if report.errors:
        blocks += ["### Files that could not be read"]
        blocks += ["\n".join(f"- {_error(error, plain)}" for error in report.errors)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _rules(report: Report, options: ReportOptions) -> Iterator[str]:
    first: dict[str, Finding] = {}
    for finding in report.findings:
        first.setdefault(finding.code, finding)
    yield "| Rule | | Severity | Findings | Fixable |"
    yield "| --- | --- | --- | ---: | ---: |"
    for tally in count(report, options):
        example = first[tally.code]
        severity = SEVERITY_WORDS[example.severity]
        yield (
            f"| {_rule(example)} | {_text(tally.name)} | {severity} "
            f"| {tally.count} | {tally.fixable} |"
        )


def _files(report: Report, options: ReportOptions) -> Iterator[str]:
    yield "| File | Errors | Warnings | Notes |"
    yield "| --- | ---: | ---: | ---: |"
    for path, findings in groupby(report.findings, key=lambda finding: finding.path):
        found: Counter[Severity] = Counter(finding.severity for finding in findings)
        counts = " | ".join(str(found[severity]) for severity in SEVERITY_WORDS)
        yield f"| {_link(_text(path), path, None, options)} | {counts} |"


def _details(path: str, findings: list[Finding], options: ReportOptions) -> str:
    plural = "" if len(findings) == 1 else "s"
    title = f"{escape(one_line(path))}: {len(findings)} finding{plural}"
    items = "\n".join(f"- {_item(finding, options)}" for finding in findings)
    return f"<details>\n<summary>{title}</summary>\n\n{items}\n\n</details>"


def _item(finding: Finding, options: ReportOptions) -> str:
    if finding.cell is None:
        line: int | None = finding.start.line
        place = f"line {line}"
    else:
        place, line = f"cell {finding.cell}, line {finding.start.line}", None
    text = f"{_link(place, finding.path, line, options)}: {_rule(finding)} {_text(finding.message)}"
    if finding.effects:
        text += f" ({_text(effects(finding))})"
    if help_text := advice(finding):
        text += f"<br>{_text(help_text)}"
    return text


def _error(error: FileError, options: ReportOptions) -> str:
    place = error.path if error.line is None else f"{error.path}:{error.line}"
    return f"{_link(_text(place), error.path, error.line, options)}: {_text(error.message)}"


def _rule(finding: Finding) -> str:
    return f"[{finding.code}]({finding.url})" if finding.url else finding.code


def _link(text: str, path: str, line: int | None, options: ReportOptions) -> str:
    """A link into the source; lines of a notebook's cells have no address."""
    anchor = f"#L{line}" if line is not None else ""
    return f"[{text}]({options.source_url}{quote(path, errors='surrogateescape')}{anchor})"


def _text(text: str) -> str:
    """Text of ours, whose code spans stay, with everything else taken literally."""
    parts = _CODE_SPAN.split(one_line(text))
    return "".join(
        part if _CODE_SPAN.fullmatch(part) else _SPECIAL.sub(r"\\\1", part) for part in parts
    )
