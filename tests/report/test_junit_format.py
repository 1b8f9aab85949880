from __future__ import annotations

from xml.etree import ElementTree as ET

from report_samples import PLAIN, finding, rich_report

from fwlint.report import render
from fwlint.run.result import Report


def parsed(report: Report) -> ET.Element:
    text = render("junit", report, PLAIN)
    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>\n')
    return ET.fromstring(text.encode())


def test_a_suite_per_file_and_a_failed_case_per_finding() -> None:
    root = parsed(rich_report())
    assert root.attrib == {"name": "fwlint", "tests": "3", "failures": "2", "errors": "1"}
    assert [suite.attrib for suite in root] == [
        {"name": "a b/ünï.ipynb", "tests": "1", "failures": "1", "errors": "0"},
        {"name": "old.py", "tests": "1", "failures": "0", "errors": "1"},
        {"name": "pkg/net.py", "tests": "1", "failures": "1", "errors": "0"},
    ]
    (case,) = root[2]
    assert case.attrib == {
        "name": "FWO201 item-becomes-constant",
        "classname": "pkg/net.py",
        "file": "pkg/net.py",
        "line": "12",
    }
    (failure,) = case
    assert failure.attrib == {"message": "`.item()` becomes a constant", "type": "error"}
    assert failure.text == (
        "pkg/net.py:12:13: FWO201 `.item()` becomes a constant\n"
        "onnx: bakes, torch-export: blocks\n"
        "help: Keep the value in a tensor"
    )


def test_what_could_not_be_read_is_an_error() -> None:
    (case,) = parsed(rich_report())[1]
    assert case.get("line") == "4"
    assert case[0].tag == "error"
    assert case[0].get("message") == "Missing parentheses in call to 'print'"


def test_findings_of_one_file_share_a_suite() -> None:
    root = parsed(Report([finding(), finding(code="FWO202")]))
    assert [suite.get("tests") for suite in root] == ["2"]


def test_nothing_found_is_one_passed_case() -> None:
    root = parsed(Report(scanned=3))
    assert root.attrib == {"name": "fwlint", "tests": "1", "failures": "0", "errors": "0"}


def test_any_text_gives_valid_xml() -> None:
    message = 'a < b & "c" ]]> \x1b[31m \x00 \udcff \ufffe 🦊'
    failure = parsed(Report([finding(message=message)])).find(".//failure")
    assert failure is not None
    assert failure.get("message") == 'a < b & "c" ]]> \ufffd[31m \ufffd \ufffd \ufffd 🦊'
