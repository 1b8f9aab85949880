from __future__ import annotations

from textwrap import dedent

import click
import pytest
from msgspec.structs import replace
from report_samples import PLAIN, SAFE, UNSAFE, finding, remark, rich_finding, rich_report

from fwlint.findings import Finding, Frame, Position
from fwlint.report import render
from fwlint.report.options import ReportOptions
from fwlint.run.result import Report


def shown(one: Finding, options: ReportOptions = PLAIN) -> str:
    """How a report shows a single finding, without the summary."""
    return render("full", Report([one]), replace(options, quiet=True))


def test_a_finding_is_shown_with_source_effects_reason_help_and_fix() -> None:
    assert shown(rich_finding()) == dedent(
        """\
        FWO201 [*] `.item()` becomes a constant
          --> pkg/net.py:12:13
           |
        11 |     def forward(self, x):
        12 |         n = x.item()
           |             ^^^^^^^^
        13 |         return n
           |
           = onnx: bakes, torch-export: blocks
           = why: `x` is a tensor: the input of forward (pkg/net.py:11)
        help: Keep the value in a tensor
           |
           -         n = x.item()
        12 +         n = x
        13 |         return n
           |
        """
    )


def test_the_blocks_of_a_report_stand_apart() -> None:
    text = render("full", rich_report(), PLAIN)
    blocks = text.split("\n\n")
    assert blocks[0] == "FWQ401 Nothing to suppress\n --> a b/ünï.ipynb:cell 3:2:7"
    assert blocks[1].startswith("FWO201 [*] ")
    assert blocks[2] == "error: old.py:4: Missing parentheses in call to 'print'"
    assert blocks[3] == (
        "Found 1 error, 1 note in 2 files.\n"
        "[*] 1 fixable with the `--fix` option.\n"
        "1 file could not be read.\n"
    )


def test_a_range_of_several_lines_tabs_wide_characters_and_a_cell() -> None:
    lines = ["if True:", "\t模型 = f('日本', e\u0301, g(", "\t\tx))  ", "print()"]
    one = finding(
        path="notes.ipynb", cell=3, start=Position(2, 7), end=Position(3, 5), frame=Frame(1, lines)
    )
    # A tab takes four cells, a wide character two, a combining accent none.
    assert shown(one).splitlines()[1:] == [
        " --> notes.ipynb:cell 3:2:7",
        "  |",
        "1 | if True:",
        "2 |     模型 = f('日本', e\u0301, g(",
        "  |            ^^^^^^^^^^^^^^^",
        "3 |         x))",
        "4 | print()",
        "  |",
    ]


def test_an_empty_range_is_still_marked() -> None:
    assert "   |             ^\n" in shown(finding(end=Position(12, 13)))


def test_line_numbers_of_frame_and_diff_are_aligned() -> None:
    one = finding(
        start=Position(9, 1),
        end=Position(9, 2),
        frame=Frame(9, ["x"]),
        fix=SAFE,
        diff=["@@ -9 +9 @@", "-x", "+y", "@@ -99,2 +100,2 @@", " a", "+b"],
    )
    assert shown(one).splitlines()[1:] == [
        "   --> pkg/net.py:9:1",
        "    |",
        "  9 | x",
        "    | ^",
        "    |",
        "help: Drop the call",
        "    |",
        "    - x",
        "  9 + y",
        "    :",
        "100 | a",
        "101 + b",
        "    |",
    ]


def test_an_unsafe_fix_is_starred_only_when_asked_for_and_always_told() -> None:
    one = finding(fix=UNSAFE, diff=["-a", "+b"])
    note = "note: this fix is unsafe and may change behaviour\n"
    assert shown(one).startswith("FWO201 `.item()`") and shown(one).endswith(note)
    enabled = shown(one, replace(PLAIN, unsafe_fixes=True))
    assert enabled.startswith("FWO201 [*] `.item()`") and enabled.endswith(note)


def test_colours_change_nothing_else() -> None:
    plain = render("full", rich_report(), PLAIN)
    coloured = render("full", rich_report(), replace(PLAIN, color=True))
    assert "\x1b" not in plain
    assert click.style("FWO201", fg="red", bold=True) in coloured
    assert click.style("        n = x", fg="green") in coloured
    assert click.unstyle(coloured) == plain


def test_source_cannot_drive_the_terminal() -> None:
    one = finding(
        path="a\x1b.py", message="a\nb", frame=Frame(12, ["s = '\x1b[31m\x9b' \x7f"]), fix=SAFE
    )
    text = shown(one)
    assert "\x1b" not in text and "\x9b" not in text and "\x7f" not in text
    assert "12 | s = '␛[31m\ufffd' ␡\n" in text
    assert text.startswith("FWO201 [*] a b\n")


def test_a_path_that_is_not_unicode_can_be_printed() -> None:
    assert "caf\\udce9.py" in shown(finding(path="caf\udce9.py"))


@pytest.mark.parametrize("format_name", ["full", "concise", "github"])
def test_nothing_to_say_is_an_empty_text_when_quiet(format_name: str) -> None:
    assert render(format_name, Report(), replace(PLAIN, quiet=True)) == ""


def test_a_finding_without_source_is_two_lines() -> None:
    assert shown(remark()).count("\n") == 2
