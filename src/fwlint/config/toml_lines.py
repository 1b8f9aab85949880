"""Where in the text of a TOML file a key stands, so that an error can name its line."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADER = re.compile(r"\s*\[\[?(?P<path>[^\[\]]+)\]\]?\s*(#.*)?$")
_ASSIGNMENT = re.compile(r"""\s*(?P<path>(?:[\w-]+|"[^"]*"|'[^']*'|[ \t]*\.[ \t]*)+?)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_MULTILINE = re.compile(r'"""|\'\'\'')


def line_of_key(text: str, path: Sequence[str]) -> int | None:
    """The line, from 1, of the key ``path`` in a valid TOML text.

    Of a key inside an inline table, the line of the table. None when no part below the first
    of ``path`` is named, as in a file that only says it with escapes.
    """
    best: tuple[int, int] | None = None
    table: list[str] = []
    closing: str | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if closing is not None:
            closing = None if closing in line else closing
            continue
        if header := _HEADER.match(line):
            table = _parts(header["path"])
            named = table
        elif assignment := _ASSIGNMENT.match(line):
            named = [*table, *_parts(assignment["path"])]
            closing = _left_open(line[assignment.end() :])
        else:
            closing = _left_open(line)
            continue
        depth = len(named)
        if named == list(path[:depth]) and (best is None or depth > best[0]):
            best = (depth, number)
    return best[1] if best else None


def _parts(path: str) -> list[str]:
    return [part.strip("\"'") for part in _PART.findall(path)]


def _left_open(value: str) -> str | None:
    """The quotes that a multi-line string opened on this line still needs."""
    quotes = _MULTILINE.findall(value)
    return quotes[0] if quotes and value.count(quotes[0]) % 2 else None
