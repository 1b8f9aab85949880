"""Small findings and reports, made by hand."""

from __future__ import annotations

from typing import Any

from fwlint.checks import Check
from fwlint.findings import FileError, Finding, Frame, Position, Why
from fwlint.fixes.edits import ReplaceExpression, safe, unsafe
from fwlint.report.options import ReportOptions
from fwlint.run.result import FrameworkUse, ModelReport, Report, TargetVerdict


class ItemBecomesConstant(Check):
    """`.item()` reads a number out of a tensor. The exporter writes it down as a constant.

    ## Why

    The exported model answers with the number of the example input.

    ## Instead

    Keep the value in a tensor.
    """

    code = "FWO201"
    name = "item-becomes-constant"
    severity = "error"
    effects = {"onnx": "bakes", "torch-export": "blocks"}


class UnusedSuppression(Check):
    """A suppression suppresses nothing."""

    code = "FWQ401"
    name = "unused-suppression"
    severity = "info"


CHECKS = {check.code: check for check in (ItemBecomesConstant(), UnusedSuppression())}
PLAIN = ReportOptions(checks=CHECKS)

SAFE = safe("Drop the call", ReplaceExpression((0, 1), "x"))
UNSAFE = unsafe("Use `torch.where`", ReplaceExpression((0, 1), "x"))


def finding(**facts: Any) -> Finding:
    """A finding at ``x.item()`` in line 12 of ``pkg/net.py``, changed by ``facts``."""
    usual: dict[str, Any] = {
        "path": "pkg/net.py",
        "start": Position(12, 13),
        "end": Position(12, 21),
        "code": "FWO201",
        "name": "item-becomes-constant",
        "message": "`.item()` becomes a constant",
        "severity": "error",
        "frame": Frame(
            11, ["    def forward(self, x):", "        n = x.item()", "        return n"]
        ),
    }
    return Finding(**{**usual, **facts})


def rich_finding() -> Finding:
    """A finding with everything that a finding can have."""
    return finding(
        effects={"torch-export": "blocks", "onnx": "bakes"},
        model="pkg.net.Net",
        function="pkg.net.Net.forward",
        why=[Why("`x` is a tensor: the input of forward", "pkg/net.py", 11)],
        help="Keep the value in a tensor",
        fix=SAFE,
        diff=["@@ -12,2 +12,2 @@", "-        n = x.item()", "+        n = x", "         return n"],
        url=CHECKS["FWO201"].url,
        fingerprint="0123456789abcdef0123456789abcdef",
    )


def remark() -> Finding:
    """A finding in a notebook cell, without source, fix or help."""
    return finding(
        path="a b/ünï.ipynb",
        cell=3,
        start=Position(2, 7),
        end=Position(3, 1),
        code="FWQ401",
        name="unused-suppression",
        message="Nothing to suppress",
        severity="info",
        frame=None,
    )


def rich_report() -> Report:
    return Report(
        findings=[remark(), rich_finding()],
        models=[
            ModelReport(
                "pkg.net.Net",
                "pkg/net.py",
                10,
                "torch",
                "class",
                {"torch-export": TargetVerdict("blocked", [1]), "onnx": TargetVerdict("ready")},
            )
        ],
        frameworks={"torch": FrameworkUse(1, {"torch.relu": 2, "torch.nn.Linear": 1})},
        scanned=5,
        skipped=1,
        errors=[FileError("old.py", "Missing parentheses in call to 'print'", 4)],
    )
