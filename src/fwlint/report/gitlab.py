"""GitLab's Code Quality report: a JSON list, from which merge requests show what is new."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Any, TypeAlias

from fwlint.findings import FileError, Finding, Severity
from fwlint.report.options import ReportOptions
from fwlint.report.wording import effects, file_line
from fwlint.run.result import Report

Json: TypeAlias = dict[str, Any]

SEVERITIES: dict[Severity, str] = {"error": "critical", "warning": "major", "info": "info"}
UNREADABLE = "blocker"
"""The severity of a file in which nothing could be checked."""


def render(report: Report, options: ReportOptions) -> str:
    issues = [_issue(finding) for finding in report.findings]
    issues += [_unreadable(error) for error in report.errors]
    return json.dumps(issues, indent=2, ensure_ascii=False) + "\n"


def _issue(finding: Finding) -> Json:
    cell = f"cell {finding.cell}, line {finding.start.line}: " if finding.cell is not None else ""
    told = f" ({effects(finding)})" if finding.effects else ""
    return {
        "description": f"{cell}{finding.code}: {finding.message}{told}",
        "check_name": finding.name,
        "fingerprint": finding.fingerprint,
        "severity": SEVERITIES[finding.severity],
        "location": {"path": finding.path, "lines": {"begin": file_line(finding)}},
    }


def _unreadable(error: FileError) -> Json:
    identity = f"{error.path}\0{error.message}".encode("utf-8", "surrogatepass")
    return {
        "description": error.message,
        "check_name": "unreadable-file",
        "fingerprint": blake2b(identity, digest_size=16).hexdigest(),
        "severity": UNREADABLE,
        "location": {"path": error.path, "lines": {"begin": error.line or 1}},
    }
