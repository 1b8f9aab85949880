"""The machine-readable report. Its keys are a promise: additions only."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from fwlint import __version__
from fwlint.findings import FileError, Finding
from fwlint.report.options import ReportOptions
from fwlint.run.result import FrameworkUse, ModelReport, Report

Json: TypeAlias = dict[str, Any]

VERSION = 1


def render(report: Report, options: ReportOptions) -> str:
    document = {
        "version": VERSION,
        "fwlint": __version__,
        "findings": [_finding(finding) for finding in report.findings],
        "models": [_model(model) for model in report.models],
        "frameworks": {name: _use(use) for name, use in sorted(report.frameworks.items())},
        "files": {
            "scanned": report.scanned,
            "skipped": report.skipped,
            "errors": [_error(error) for error in report.errors],
        },
        "hidden": dict(sorted(report.hidden.items())),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _finding(finding: Finding) -> Json:
    fix = finding.fix
    return {
        "code": finding.code,
        "name": finding.name,
        "message": finding.message,
        "path": finding.path,
        "cell": finding.cell,
        "start": {"line": finding.start.line, "column": finding.start.column},
        "end": {"line": finding.end.line, "column": finding.end.column},
        "severity": finding.severity,
        "effects": dict(sorted(finding.effects.items())),
        "model": finding.model,
        "function": finding.function,
        "why": [{"message": w.message, "path": w.path, "line": w.line} for w in finding.why],
        "help": finding.help,
        "fix": {"applicability": fix.applicability, "message": fix.message} if fix else None,
        "url": finding.url,
        "fingerprint": finding.fingerprint,
    }


def _model(model: ModelReport) -> Json:
    return {
        "name": model.name,
        "path": model.path,
        "line": model.line,
        "framework": model.framework,
        "kind": model.kind,
        "targets": {
            target: {"verdict": told.verdict, "findings": told.findings, "reason": told.reason}
            for target, told in sorted(model.targets.items())
        },
    }


def _use(use: FrameworkUse) -> Json:
    return {"files": use.files, "apis": dict(sorted(use.apis.items()))}


def _error(error: FileError) -> Json:
    return {"path": error.path, "message": error.message, "line": error.line}
