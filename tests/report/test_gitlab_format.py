from __future__ import annotations

import json

from report_samples import PLAIN, rich_report

from fwlint.findings import FileError
from fwlint.report import render
from fwlint.run.result import Report


def test_an_issue_per_finding_and_per_unreadable_file() -> None:
    *issues, unreadable = json.loads(render("gitlab", rich_report(), PLAIN))
    assert issues == [
        {
            "description": "cell 3, line 2: FWQ401: Nothing to suppress",
            "check_name": "unused-suppression",
            "fingerprint": "",
            "severity": "info",
            "location": {"path": "a b/ünï.ipynb", "lines": {"begin": 1}},
        },
        {
            "description": "FWO201: `.item()` becomes a constant "
            "(onnx: bakes, torch-export: blocks)",
            "check_name": "item-becomes-constant",
            "fingerprint": "0123456789abcdef0123456789abcdef",
            "severity": "critical",
            "location": {"path": "pkg/net.py", "lines": {"begin": 12}},
        },
    ]
    assert len(unreadable.pop("fingerprint")) == 32
    assert unreadable == {
        "description": "Missing parentheses in call to 'print'",
        "check_name": "unreadable-file",
        "severity": "blocker",
        "location": {"path": "old.py", "lines": {"begin": 4}},
    }


def test_nothing_found_is_an_empty_list() -> None:
    assert render("gitlab", Report(), PLAIN) == "[]\n"


def test_fingerprints_of_unreadable_files_survive_moved_lines() -> None:
    def fingerprint(error: FileError) -> str:
        (issue,) = json.loads(render("gitlab", Report(errors=[error]), PLAIN))
        return str(issue["fingerprint"])

    here = fingerprint(FileError("\udcff.py", "bad", 4))
    assert here == fingerprint(FileError("\udcff.py", "bad", 7))
    assert here != fingerprint(FileError("b.py", "bad", 4))
