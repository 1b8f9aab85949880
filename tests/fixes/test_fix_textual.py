"""Raw lines change in place."""

from __future__ import annotations

from fwlint.fixes.edits import AddImport, Fix, ReplaceText, safe
from fwlint.fixes.engine import Skipped
from fwlint.fixes.textual import apply_text_fixes


def comment(line: int, column: int, cell: int | None = None) -> Fix:
    """`//` becomes `#`."""
    return safe(f"line {line}", ReplaceText(cell, line, column, column + 2, "#"))


def test_line_ends_stay() -> None:
    text = "x = 1 // one\r\n// two\n\f// three\r// four"
    fixes = [comment(1, 6), comment(2, 0), comment(3, 1), comment(4, 0)]
    applied = apply_text_fixes(text, fixes)
    assert applied == ("x = 1 # one\r\n# two\n\f# three\r# four", fixes, [])


def test_several_edits_in_one_line() -> None:
    first = safe("b", ReplaceText(None, 1, 3, 4, "cc"), ReplaceText(None, 1, 0, 1, ""))
    second = safe("a", ReplaceText(None, 1, 5, 6, "d"))
    overlapping = safe("c", ReplaceText(None, 1, 0, 3, "e"))
    applied = apply_text_fixes("a bx y\n", [first, second, overlapping])
    assert applied.text == " bcc d\n"
    assert applied.made == [first, second]
    assert applied.skipped == [Skipped(overlapping, "it overlaps an earlier fix")]


def test_what_is_not_there_is_skipped() -> None:
    elsewhere = [comment(1, 0, cell=2), comment(9, 0), comment(0, 0)]
    applied = apply_text_fixes("// a\n", elsewhere)
    assert applied.text == "// a\n"
    assert {skipped.reason for skipped in applied.skipped} == {"it is for another part of the file"}
    too_far = comment(1, 4)
    assert apply_text_fixes("// a\n", [too_far]).skipped == [
        Skipped(too_far, "its columns are not in the line")
    ]
    tree = safe("a tree", AddImport("os"))
    reason = "it changes the syntax tree of a text that does not parse"
    assert apply_text_fixes("// a\n", [tree]).skipped == [Skipped(tree, reason)]


def test_a_cell_of_a_notebook() -> None:
    applied = apply_text_fixes("// a", [comment(1, 0, cell=2)], cell=2)
    assert applied.text == "# a"
