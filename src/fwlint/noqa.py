"""Comments that silence the findings there are: ``# noqa: FWO201``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from fwlint.comments import Comments
from fwlint.documents.document import Document
from fwlint.findings import Finding

_CODE = "[A-Z]+[0-9]{2,}"
_LIST = re.compile(rf"#\s*(?i:noqa)\s*:\s*{_CODE}(?:[\s,]+{_CODE})*")


def can_be_silenced(finding: Finding) -> bool:
    """Whether a comment can: where the text does not parse, there are no comments."""
    return finding.span != (0, 0)


def silence(document: Document, findings: Iterable[Finding], reason: str = "") -> tuple[bytes, int]:
    """The file with a comment for each finding, and the number of lines that got one.

    A list of codes that stands there already is extended, and else ``reason`` follows the codes.
    Raises CannotRebuild.
    """
    comments = Comments(document.text, document.line_starts)
    codes: dict[int, set[str]] = {}
    for finding in filter(can_be_silenced, findings):
        line = comments.line_for(*document.lines_of(finding.span))
        codes.setdefault(line, set()).add(finding.code)
    text = "".join(_lines(document, comments, codes, reason))
    return document.rebuild(text), len(codes)


def _lines(
    document: Document, comments: Comments, codes: dict[int, set[str]], reason: str
) -> Iterator[str]:
    text = document.text
    for number, (start, end) in enumerate(pairwise([*document.line_starts, len(text)])):
        line = text[start:end]
        if number in codes:
            comment = comments.on_line(number)
            column = None if comment is None else comment - start
            yield _with_codes(line, sorted(codes[number]), column, reason)
        else:
            yield line


def _with_codes(line: str, codes: list[str], comment: int | None, reason: str) -> str:
    """``line``, whose comment begins at the column ``comment``, with further codes silenced."""
    listed = ", ".join(codes)
    found = None if comment is None else _LIST.search(line, comment)
    if found:
        return f"{line[: found.end()]}, {listed}{line[found.end() :]}"
    code = line.rstrip()
    line_end = line[len(line.rstrip("\r\n")) :]
    return f"{code}  # noqa: {listed}{f' {reason}' if reason else ''}{line_end}"
