"""The ranges of nodes are those that LibCST's PositionProvider gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from installed_sources import installed_files, read
from range_lists import facts_ranges, libcst_ranges

from fwlint.facts.lower import lower

INSTALLED = installed_files()


def assert_equal_ranges(text: str) -> None:
    ours, theirs = facts_ranges(lower(text)), libcst_ranges(text)
    assert sum(theirs.values()) > 0
    differing = sorted({*(ours - theirs), *(theirs - ours)}, key=lambda found: found[1:])
    shown = [
        (label, text[start:end], "fwlint" if ours[label, start, end] else "LibCST")
        for label, start, end in differing
    ]
    assert shown == []


def test_enough_is_installed() -> None:
    assert len(INSTALLED) >= 15


@pytest.mark.parametrize("name", INSTALLED)
def test_installed_file(name: str) -> None:
    assert_equal_ranges(read(INSTALLED[name]))


LINES_OF_CONSTRUCTS = read(Path(__file__).with_name("every_construct.txt"))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_construct(newline: str) -> None:
    assert_equal_ranges(LINES_OF_CONSTRUCTS.replace("\n", newline))


@pytest.mark.parametrize(
    "text",
    [
        'x = f"{a["b"]}" + g(1)\n',
        'x = f"{a["b"] + f"{c["d"]}"}"; y = g(1)\n',
        'x = f"{a["b"\n]}' + " " * 60 + '"\ny = g("1")\n',
        'x = f"""{a["b"]} {"""c"""}""" + "d"\n',
        "x = f'{a['b']!r:{c['d']}}' f'{e}', 'f'\n",
    ],
)
def test_f_strings_with_their_own_quotes_within(text: str) -> None:
    """PEP 701. The scanner of tokens is misled by them, and finds its place again."""
    assert_equal_ranges(text)
