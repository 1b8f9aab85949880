"""SARIF's rule entries, made from the checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from textwrap import shorten
from typing import Any, TypeAlias

from fwlint.checks import DOCUMENTATION, Check
from fwlint.findings import Finding, Severity

Json: TypeAlias = dict[str, Any]

INFORMATION = DOCUMENTATION.rsplit("/", 1)[0]
LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
PROBLEM_SEVERITIES: dict[Severity, str] = {
    "error": "error",
    "warning": "warning",
    "info": "recommendation",
}
DESCRIPTION_LIMIT = 1024  # GitHub refuses a file with a longer description


def rules(findings: Iterable[Finding], checks: Mapping[str, Check]) -> list[Json]:
    """One entry per code that occurs, sorted by code.

    A code without a check (a finding of the engine itself) is described by its first finding.
    """
    first: dict[str, Finding] = {}
    for finding in findings:
        first.setdefault(finding.code, finding)
    return [
        _from_check(checks[code]) if code in checks else _from_finding(finding)
        for code, finding in sorted(first.items())
    ]


def _from_check(check: Check) -> Json:
    why = check.section("Why")
    return {
        "id": check.code,
        "name": _pascal_case(check.name),
        "shortDescription": {"text": _limited(_first_sentence(check.summary))},
        "fullDescription": {"text": _limited(f"{check.summary} {why}")},
        "help": {
            "text": check.explanation,
            "markdown": f"# {check.name} ({check.code})\n\n{check.explanation}\n",
        },
        "helpUri": check.url,
        "defaultConfiguration": {"level": LEVELS[check.severity]},
        "properties": {
            "tags": [check.family, *sorted(check.targets)],
            "precision": "high",
            "problem.severity": PROBLEM_SEVERITIES[check.severity],
        },
    }


def _from_finding(finding: Finding) -> Json:
    entry: Json = {
        "id": finding.code,
        "name": _pascal_case(finding.name),
        "defaultConfiguration": {"level": LEVELS[finding.severity]},
    }
    if finding.url:
        entry["helpUri"] = finding.url
    return entry


def _pascal_case(name: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in name.split("-"))


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]


def _limited(text: str) -> str:
    return shorten(text, DESCRIPTION_LIMIT, placeholder=" …")
