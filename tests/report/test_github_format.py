from __future__ import annotations

from report_samples import PLAIN, finding, rich_report

from fwlint.findings import Position
from fwlint.report import render
from fwlint.run.result import Report


def test_commands_for_findings_and_file_errors() -> None:
    assert render("github", rich_report(), PLAIN).splitlines() == [
        "::notice title=fwlint (FWQ401),file=a b/ünï.ipynb,line=1"
        "::a b/ünï.ipynb:cell 3:2:7: FWQ401 Nothing to suppress",
        "::error title=fwlint (FWO201),file=pkg/net.py,line=12,endLine=12,col=13,endColumn=21"
        "::pkg/net.py:12:13: FWO201 `.item()` becomes a constant"
        "%0A  onnx: bakes, torch-export: blocks%0A  help: Keep the value in a tensor",
        "::error title=fwlint,file=old.py,line=4::old.py: Missing parentheses in call to 'print'",
    ]


def test_properties_and_message_are_escaped_by_githubs_rules() -> None:
    one = finding(path="a,b:100%.py", message="50%: a, b\r\nc", severity="warning")
    assert render("github", Report([one]), PLAIN) == (
        "::warning title=fwlint (FWO201),file=a%2Cb%3A100%25.py,"
        "line=12,endLine=12,col=13,endColumn=21"
        "::a,b:100%25.py:12:13: FWO201 50%25: a, b%0D%0Ac\n"
    )


def test_a_range_of_several_lines_has_no_columns() -> None:
    text = render("github", Report([finding(end=Position(14, 2))]), PLAIN)
    assert ",line=12,endLine=14::" in text
