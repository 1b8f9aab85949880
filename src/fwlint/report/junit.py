"""JUnit XML, which nearly every CI system shows: a suite per file, a failed case per finding."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from xml.etree import ElementTree as ET

from fwlint.findings import FileError, Finding
from fwlint.report.options import ReportOptions
from fwlint.report.wording import advice, effects, file_line, location
from fwlint.run.result import Report

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold, not even escaped."""


def render(report: Report, options: ReportOptions) -> str:
    cases = sorted(
        [(finding.path, _failure(finding)) for finding in report.findings]
        + [(error.path, _error(error)) for error in report.errors],
        key=lambda pair: pair[0],
    )
    if not cases:  # a report without cases counts as a test run that failed to start
        cases = [("fwlint", _element("testcase", name="no findings", classname="fwlint"))]
    suites = [
        _counted("testsuite", path, [case for _, case in of_file])
        for path, of_file in groupby(cases, key=lambda pair: pair[0])
    ]
    root = _counted("testsuites", "fwlint", suites)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _failure(finding: Finding) -> ET.Element:
    text = [f"{location(finding)}: {finding.code} {finding.message}"]
    if finding.effects:
        text.append(effects(finding))
    if help_text := advice(finding):
        text.append(f"help: {help_text}")
    case = _case(finding.path, f"{finding.code} {finding.name}", file_line(finding))
    failure = _element("failure", message=finding.message, type=finding.severity)
    failure.text = _xml("\n".join(text))
    case.append(failure)
    return case


def _error(error: FileError) -> ET.Element:
    case = _case(error.path, "unreadable-file", error.line or 1)
    case.append(_element("error", message=error.message, type="error"))
    return case


def _case(path: str, name: str, line: int) -> ET.Element:
    return _element("testcase", name=name, classname=path, file=path, line=str(line))


def _counted(tag: str, name: str, children: Iterable[ET.Element]) -> ET.Element:
    element = _element(tag, name=name)
    element.extend(children)
    for count, below in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
        element.set(count, str(sum(1 for _ in element.iter(below))))
    return element


def _element(tag: str, **attributes: str) -> ET.Element:
    return ET.Element(tag, {name: _xml(value) for name, value in attributes.items()})


def _xml(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
