from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from report_samples import CHECKS, PLAIN, finding, rich_finding, rich_report

from fwlint.checks import Check
from fwlint.report import render
from fwlint.report.options import ReportOptions
from fwlint.run.result import Report

SCHEMA = Path(__file__).parent / "data" / "sarif-schema-2.1.0.json"


def run_of(report: Report, options: ReportOptions = PLAIN) -> dict[str, Any]:
    """The only run of the log, which must satisfy the schema."""
    log = json.loads(render("sarif", report, options))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(log)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


@pytest.mark.parametrize("report", [Report(), rich_report()], ids=["empty", "rich"])
def test_the_log_satisfies_the_standards_schema(report: Report) -> None:
    assert len(run_of(report)["results"]) == len(report.findings)


def test_only_rules_that_occur_are_described_and_results_point_at_them() -> None:
    run = run_of(Report([finding()]))
    (rule,) = run["tool"]["driver"]["rules"]
    explanation = CHECKS["FWO201"].explanation
    assert rule == {
        "id": "FWO201",
        "name": "ItemBecomesConstant",
        "shortDescription": {"text": "`.item()` reads a number out of a tensor."},
        "fullDescription": {
            "text": "`.item()` reads a number out of a tensor. The exporter writes it down as a "
            "constant. The exported model answers with the number of the example input."
        },
        "help": {
            "text": explanation,
            "markdown": f"# item-becomes-constant (FWO201)\n\n{explanation}\n",
        },
        "helpUri": "https://fwlint.github.io/fwlint/rules/item-becomes-constant",
        "defaultConfiguration": {"level": "error"},
        "properties": {
            "tags": ["FWO", "onnx", "torch-export"],
            "precision": "high",
            "problem.severity": "error",
        },
    }


def test_results_name_their_rule_by_its_index() -> None:
    run = run_of(rich_report())
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["FWO201", "FWQ401"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_result_says_where_why_and_what_to_do() -> None:
    place = {
        "physicalLocation": {
            "artifactLocation": {"uri": "pkg/net.py", "uriBaseId": "SRCROOT"},
            "region": {"startLine": 12, "startColumn": 13, "endLine": 12, "endColumn": 21},
        },
        "logicalLocations": [
            {"fullyQualifiedName": "pkg.net.Net.forward", "kind": "function"},
        ],
    }
    step = {
        "physicalLocation": {
            "artifactLocation": {"uri": "pkg/net.py", "uriBaseId": "SRCROOT"},
            "region": {"startLine": 11},
        },
        "message": {"text": "`x` is a tensor: the input of forward"},
    }
    last = {**place, "message": {"text": "`.item()` becomes a constant"}}
    (result,) = run_of(Report([rich_finding()]))["results"]
    assert result == {
        "ruleId": "FWO201",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "`.item()` becomes a constant\nHelp: Keep the value in a tensor"},
        "locations": [place],
        "partialFingerprints": {"primaryLocationLineHash": "0123456789abcdef0123456789abcdef"},
        "relatedLocations": [{"id": 1, **step}],
        "codeFlows": [{"threadFlows": [{"locations": [{"location": step}, {"location": last}]}]}],
        "properties": {
            "effects": {"onnx": "bakes", "torch-export": "blocks"},
            "model": "pkg.net.Net",
        },
    }


def test_a_notebook_cell_is_a_logical_location() -> None:
    result = run_of(rich_report())["results"][0]
    assert result["level"] == "note"
    (location,) = result["locations"]
    assert location["logicalLocations"] == [{"name": "cell 3", "kind": "cell"}]
    assert location["physicalLocation"]["region"]["startLine"] == 2
    assert result["properties"] == {"cell": 3}


@pytest.mark.parametrize(
    ("path", "artifact"),
    [
        ("a b/ünï#.py", {"uri": "a%20b/%C3%BCn%C3%AF%23.py", "uriBaseId": "SRCROOT"}),
        ("a:b.py", {"uri": "a%3Ab.py", "uriBaseId": "SRCROOT"}),
        ("caf\udce9.py", {"uri": "caf%E9.py", "uriBaseId": "SRCROOT"}),
        ("/srv/a b.py", {"uri": "file:///srv/a%20b.py"}),
        ("C:/a b.py", {"uri": "file:///C:/a%20b.py"}),
    ],
)
def test_paths_are_percent_encoded_uris(path: str, artifact: dict[str, str]) -> None:
    (result,) = run_of(Report([finding(path=path)]))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == artifact


def test_files_that_could_not_be_read_are_notifications() -> None:
    (invocation,) = run_of(rich_report())["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["message"]["text"] == "Missing parentheses in call to 'print'"
    place = notification["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "old.py"
    assert place["region"] == {"startLine": 4}
    assert run_of(Report())["invocations"][0]["executionSuccessful"] is True


def test_descriptions_stay_within_githubs_limit() -> None:
    class Talkative(Check):
        code = "FWO202"
        name = "talkative"
        severity = "warning"

    Talkative.__doc__ = "Much is wrong. " + "word " * 400 + "\n\n## Why\n\n" + "reason " * 400
    options = ReportOptions(checks={"FWO202": Talkative()})
    (rule,) = run_of(Report([finding(code="FWO202")]), options)["tool"]["driver"]["rules"]
    description = rule["fullDescription"]["text"]
    assert len(description) <= 1024 and description.endswith(" word …")
    assert "reason" in rule["help"]["markdown"]


def test_a_code_without_a_check_is_described_by_its_finding() -> None:
    one = finding(code="FWQ999", name="not-a-check", url="https://example.org/x", severity="info")
    (rule,) = run_of(Report([one]))["tool"]["driver"]["rules"]
    assert rule == {
        "id": "FWQ999",
        "name": "NotACheck",
        "defaultConfiguration": {"level": "note"},
        "helpUri": "https://example.org/x",
    }


def test_two_renderings_are_equal() -> None:
    assert render("sarif", rich_report(), PLAIN) == render("sarif", rich_report(), PLAIN)
