from __future__ import annotations

import json

from report_samples import PLAIN, rich_report

from fwlint import __version__
from fwlint.report import render
from fwlint.run.result import Report


def test_every_key_of_the_contract() -> None:
    assert json.loads(render("json", rich_report(), PLAIN)) == {
        "version": 1,
        "fwlint": __version__,
        "findings": [
            {
                "code": "FWQ401",
                "name": "unused-suppression",
                "message": "Nothing to suppress",
                "path": "a b/ünï.ipynb",
                "cell": 3,
                "start": {"line": 2, "column": 7},
                "end": {"line": 3, "column": 1},
                "severity": "info",
                "effects": {},
                "model": None,
                "function": None,
                "why": [],
                "help": None,
                "fix": None,
                "url": None,
                "fingerprint": "",
            },
            {
                "code": "FWO201",
                "name": "item-becomes-constant",
                "message": "`.item()` becomes a constant",
                "path": "pkg/net.py",
                "cell": None,
                "start": {"line": 12, "column": 13},
                "end": {"line": 12, "column": 21},
                "severity": "error",
                "effects": {"onnx": "bakes", "torch-export": "blocks"},
                "model": "pkg.net.Net",
                "function": "pkg.net.Net.forward",
                "why": [
                    {
                        "message": "`x` is a tensor: the input of forward",
                        "path": "pkg/net.py",
                        "line": 11,
                    }
                ],
                "help": "Keep the value in a tensor",
                "fix": {"applicability": "safe", "message": "Drop the call"},
                "url": "https://fwlint.github.io/fwlint/rules/item-becomes-constant",
                "fingerprint": "0123456789abcdef0123456789abcdef",
            },
        ],
        "models": [
            {
                "name": "pkg.net.Net",
                "path": "pkg/net.py",
                "line": 10,
                "framework": "torch",
                "kind": "class",
                "targets": {
                    "onnx": {"verdict": "ready", "findings": [], "reason": None},
                    "torch-export": {"verdict": "blocked", "findings": [1], "reason": None},
                },
            }
        ],
        "frameworks": {"torch": {"files": 1, "apis": {"torch.nn.Linear": 1, "torch.relu": 2}}},
        "files": {
            "scanned": 5,
            "skipped": 1,
            "errors": [
                {
                    "path": "old.py",
                    "message": "Missing parentheses in call to 'print'",
                    "line": 4,
                }
            ],
        },
        "hidden": {},
    }


def test_names_are_sorted_and_text_is_readable() -> None:
    text = render("json", rich_report(), PLAIN)
    assert text.startswith('{\n  "version": 1,\n') and text.endswith("}\n")
    assert '"a b/ünï.ipynb"' in text
    assert text.index('"torch.nn.Linear"') < text.index('"torch.relu"')
    assert text.index('"onnx": "bakes"') < text.index('"torch-export": "blocks"')


def test_a_path_that_is_not_unicode_survives() -> None:
    report = rich_report()
    report.findings[0].path = "caf\udce9.py"
    read = json.loads(render("json", report, PLAIN))
    assert read["findings"][0]["path"] == "caf\udce9.py"


def test_an_empty_report_has_the_same_shape() -> None:
    read = json.loads(render("json", Report(), PLAIN))
    assert list(read) == [
        "version",
        "fwlint",
        "findings",
        "models",
        "frameworks",
        "files",
        "hidden",
    ]
