"""Workflow commands, which GitHub Actions turns into annotations of the changed lines."""

from __future__ import annotations

from fwlint.findings import FileError, Finding, Severity
from fwlint.report.options import ReportOptions
from fwlint.report.wording import advice, effects, location
from fwlint.run.result import Report

COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report, options: ReportOptions) -> str:
    lines = [_annotation(finding) for finding in report.findings]
    lines += [_file_error(error) for error in report.errors]
    return "".join(f"{line}\n" for line in lines)


def _annotation(finding: Finding) -> str:
    properties: dict[str, str | int] = {
        "title": f"fwlint ({finding.code})",
        "file": finding.path,
        **_range(finding),
    }
    text = [f"{location(finding)}: {finding.code} {finding.message}"]
    if finding.effects:
        text.append(effects(finding))
    if help_text := advice(finding):
        text.append(f"help: {help_text}")
    return _command(COMMANDS[finding.severity], properties, "\n  ".join(text))


def _range(finding: Finding) -> dict[str, int]:
    """Where GitHub puts the annotation.

    A cell's lines are not lines of the notebook's file, and GitHub takes columns only for a
    range on one line.
    """
    if finding.cell is not None:
        return {"line": 1}
    start, end = finding.start, finding.end
    if start.line != end.line:
        return {"line": start.line, "endLine": end.line}
    return {
        "line": start.line,
        "endLine": end.line,
        "col": start.column,
        "endColumn": end.column,
    }


def _file_error(error: FileError) -> str:
    properties: dict[str, str | int] = {"title": "fwlint", "file": error.path}
    if error.line is not None:
        properties["line"] = error.line
    return _command("error", properties, f"{error.path}: {error.message}")


def _command(name: str, properties: dict[str, str | int], message: str) -> str:
    pairs = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {pairs}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
