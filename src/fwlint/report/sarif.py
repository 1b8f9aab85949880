"""SARIF 2.1.0, as GitHub's code scanning reads it.

The same report gives the same bytes: no times, no absolute paths, no identifiers made up.
"""

from __future__ import annotations

import json
import os
import re
from typing import Any, TypeAlias
from urllib.parse import quote

from fwlint import __version__
from fwlint.findings import FileError, Finding, Why
from fwlint.report.options import ReportOptions
from fwlint.report.sarif_rules import INFORMATION, LEVELS, rules
from fwlint.report.wording import advice
from fwlint.run.result import Report

Json: TypeAlias = dict[str, Any]

SPECIFICATION = "https://docs.oasis-open.org/sarif/sarif/v2.1.0"
SCHEMA = f"{SPECIFICATION}/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "SRCROOT"


def render(report: Report, options: ReportOptions) -> str:
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, options)]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _run(report: Report, options: ReportOptions) -> Json:
    descriptors = rules(report.findings, options.checks)
    index = {rule["id"]: position for position, rule in enumerate(descriptors)}
    return {
        "tool": {
            "driver": {
                "name": "fwlint",
                "version": __version__,
                "semanticVersion": __version__,
                "informationUri": INFORMATION,
                "rules": descriptors,
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            ROOT: {"description": {"text": "The directory in which fwlint was run."}}
        },
        "invocations": [
            {
                "executionSuccessful": not report.errors,
                "toolExecutionNotifications": [_notification(e) for e in report.errors],
            }
        ],
        "results": [_result(finding, index[finding.code]) for finding in report.findings],
    }


def _result(finding: Finding, rule_index: int) -> Json:
    help_text = advice(finding)
    text = f"{finding.message}\nHelp: {help_text}" if help_text else finding.message
    result: Json = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [_location(finding)],
    }
    if finding.fingerprint:
        result["partialFingerprints"] = {"primaryLocationLineHash": finding.fingerprint}
    if finding.why:
        steps = [_step(why) for why in finding.why]
        result["relatedLocations"] = [{"id": i, **step} for i, step in enumerate(steps, 1)]
        last = {**_location(finding), "message": {"text": finding.message}}
        flow = [{"location": location} for location in [*steps, last]]
        result["codeFlows"] = [{"threadFlows": [{"locations": flow}]}]
    if properties := _properties(finding):
        result["properties"] = properties
    return result


def _properties(finding: Finding) -> Json:
    facts = {
        "cell": finding.cell,
        "effects": dict(sorted(finding.effects.items())) or None,
        "model": finding.model,
    }
    return {key: value for key, value in facts.items() if value is not None}


def _location(finding: Finding) -> Json:
    """Where a finding is. SARIF has no notebook cells: there the region counts in the cell."""
    location: Json = {
        "physicalLocation": {
            "artifactLocation": _artifact(finding.path),
            "region": {
                "startLine": finding.start.line,
                "startColumn": finding.start.column,
                "endLine": finding.end.line,
                "endColumn": finding.end.column,
            },
        }
    }
    logical: list[Json] = []
    if finding.cell is not None:
        logical.append({"name": f"cell {finding.cell}", "kind": "cell"})
    if finding.function:
        logical.append({"fullyQualifiedName": finding.function, "kind": "function"})
    if logical:
        location["logicalLocations"] = logical
    return location


def _step(why: Why) -> Json:
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(why.path),
            "region": {"startLine": why.line},
        },
        "message": {"text": why.message},
    }


def _notification(error: FileError) -> Json:
    place: Json = {"artifactLocation": _artifact(error.path)}
    if error.line is not None:
        place["region"] = {"startLine": error.line}
    return {
        "level": "error",
        "message": {"text": error.message},
        "locations": [{"physicalLocation": place}],
    }


def _artifact(path: str) -> Json:
    """A file below the root as a relative URI; one elsewhere as a ``file`` URI."""
    name = os.fsencode(path)
    if path.startswith("/"):
        return {"uri": f"file://{quote(name)}"}
    if re.match(r"[A-Za-z]:/", path):
        return {"uri": f"file:///{quote(name, safe='/:')}"}
    return {"uri": quote(name), "uriBaseId": ROOT}
