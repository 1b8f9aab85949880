"""Comments that silence what is found now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fwlint.documents import read
from fwlint.documents.discover import kind_of
from fwlint.documents.document import CannotRebuild, Document
from fwlint.findings import Finding, Position
from fwlint.noqa import silence
from fwlint.suppress import Suppressions

FOUND = "load(x)"


def findings(document: Document, part: str = FOUND, code: str = "FWO201") -> list[Finding]:
    """A finding at the first place of ``part`` in the document's text."""
    start = document.text.index(part)
    here = Position(1, 1)
    span = (start, start + len(part))
    return [Finding("a.py", here, here, code, "a-rule", "wrong", "error", span=span)]


def silenced(
    text: str | bytes,
    part: str = FOUND,
    *,
    name: str = "a.py",
    code: str = "FWO201",
    reason: str = "",
) -> str:
    """A file after a finding at ``part`` was silenced; it is checked that it is, and stays so."""
    data = text if isinstance(text, bytes) else text.encode()
    document = read(Path(name), kind_of(name), data=data)
    after, lines = silence(document, findings(document, part, code), reason)
    assert lines == 1
    again = read(Path(name), kind_of(name), data=after)
    (finding,) = findings(again, part, code)
    suppressions = Suppressions.of(again.text, again.line_starts)
    assert suppressions.covers(code, "a-rule", *again.lines_of(finding.span))
    return after.decode(errors="surrogateescape")


class TestPlace:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("a = load(x)\n", "a = load(x)  # noqa: FWO201\n"),
            ("a = load(x)", "a = load(x)  # noqa: FWO201"),
            ("a = load(x)   \n", "a = load(x)  # noqa: FWO201\n"),
            ("a = load(x)\r\nb\r\n", "a = load(x)  # noqa: FWO201\r\nb\r\n"),
            ("a = load(x)  # type: ignore\n", "a = load(x)  # type: ignore  # noqa: FWO201\n"),
            ("a = load(x), '# noqa: F1'\n", "a = load(x), '# noqa: F1'  # noqa: FWO201\n"),
            ('a = load(x), """\n\n"""\n', 'a = load(x), """\n\n"""  # noqa: FWO201\n'),
            ("a = load(x) + \\\n  1\n", "a = load(x) + \\\n  1  # noqa: FWO201\n"),
            ("f(\n  load(x),\n  1,\n)\n", "f(\n  load(x),  # noqa: FWO201\n  1,\n)\n"),
        ],
    )
    def test_the_end_of_the_line_or_of_what_it_ends_in(self, before: str, after: str) -> None:
        assert silenced(before) == after

    def test_the_last_line_of_a_statement_of_several(self) -> None:
        statement = "f(\n    x,\n)"
        assert silenced(f"{statement}\ny\n", statement) == f"{statement}  # noqa: FWO201\ny\n"

    def test_the_first_line_of_several_statements(self) -> None:
        block = "class A(\n    B\n):\n    x = 1\n    y = 2\n"
        document = read(Path("a.py"), "python", data=block.encode())
        after, _ = silence(document, findings(document, block.rstrip()))
        assert after.decode() == block.replace("A(", "A(  # noqa: FWO201")


class TestLists:
    @pytest.mark.parametrize(
        ("comment", "after"),
        [
            ("# noqa: F401", "# noqa: F401, FWO201"),
            ("# noqa:F401,E501 why not", "# noqa:F401,E501, FWO201 why not"),
            ("# NOQA : FWO202  # pragma", "# NOQA : FWO202, FWO201  # pragma"),
            ("# a  # noqa: F401", "# a  # noqa: F401, FWO201"),
            ("# noqa: because", "# noqa: because  # noqa: FWO201"),
            ("# fwlint: ignore[FWO202]", "# fwlint: ignore[FWO202]  # noqa: FWO201"),
        ],
    )
    def test_a_list_of_codes_is_extended(self, comment: str, after: str) -> None:
        assert silenced(f"load(x)  {comment}\n") == f"load(x)  {after}\n"

    def test_a_reason_follows_new_codes_and_keeps_out_of_old_comments(self) -> None:
        assert silenced("load(x)\n", reason="see #12") == "load(x)  # noqa: FWO201 see #12\n"
        assert silenced("load(x)  # noqa: F401 old\n", reason="new") == (
            "load(x)  # noqa: F401, FWO201 old\n"
        )

    def test_findings_on_one_line_share_a_comment(self) -> None:
        document = read(Path("a.py"), "python", data=b"load(x) + save(x)\n")
        both = [
            *findings(document, "save(x)", "FWP101"),
            *findings(document, "load(x)"),
            *findings(document, "x)"),
        ]
        assert silence(document, both) == (b"load(x) + save(x)  # noqa: FWO201, FWP101\n", 1)


class TestDocuments:
    def test_the_encoding_stays(self) -> None:
        before = "# coding: latin-1\né = load(x)\n".encode("latin-1")
        assert silenced(before).encode(errors="surrogateescape") == (
            "# coding: latin-1\né = load(x)  # noqa: FWO201\n".encode("latin-1")
        )

    def test_a_reason_that_the_encoding_does_not_have_changes_nothing(self) -> None:
        document = read(Path("a.py"), "python", data=b"# coding: latin-1\nload(x)\n")
        with pytest.raises(CannotRebuild):
            silence(document, findings(document), "→")

    def test_a_cell_of_a_notebook(self) -> None:
        sources = [["%matplotlib inline\n", "a = 1\n"], ["a = load(x)\n", "a"]]
        cells = [
            {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}
            for source in sources
        ]
        before = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}, indent=1)
        after = silenced(before, name="n.ipynb")
        assert after == before.replace("load(x)", "load(x)  # noqa: FWO201")

    @pytest.mark.parametrize("margin", ["", "> ", "    "])
    def test_a_block_of_a_page(self, margin: str) -> None:
        block = "```python\na = load(x)\nb\n```\n"
        page = "- item\n\n" + "".join(margin + line for line in block.splitlines(keepends=True))
        after = silenced(page, name="p.md")
        assert after == page.replace("load(x)", "load(x)  # noqa: FWO201")

    def test_a_console_session(self) -> None:
        page = "```python\n>>> a = load(x)\n>>> a\n3\n```\n"
        assert silenced(page, name="p.md") == page.replace("load(x)", "load(x)  # noqa: FWO201")


def test_findings_outside_of_the_python_text_get_no_comment() -> None:
    document = read(Path("a.py"), "python", data=b"x = 1\n")
    (finding,) = findings(document, "x")
    finding.span = (0, 0)
    assert silence(document, [finding]) == (b"x = 1\n", 0)
