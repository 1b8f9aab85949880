"""Text as a terminal shows it: how wide it is, what is dangerous in it, and colours."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any, Literal, TypeAlias

import click

Style: TypeAlias = Literal[
    "plain", "error", "warning", "info", "gutter", "help", "added", "removed", "strong"
]
Paint: TypeAlias = Callable[[str, Style], str]

STYLES: dict[Style, dict[str, Any]] = {
    "plain": {},
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "info": {"fg": "blue", "bold": True},
    "gutter": {"fg": "blue", "bold": True},
    "help": {"fg": "cyan", "bold": True},
    "added": {"fg": "green"},
    "removed": {"fg": "red"},
    "strong": {"bold": True},
}
TAB = " " * 4


def painter(color: bool) -> Paint:
    """A function that colours text, or one that returns it as it is."""
    if not color:
        return lambda text, style: text
    return lambda text, style: click.style(text, **STYLES[style]) if STYLES[style] else text


def printable(text: str) -> str:
    """``text`` with tabs of a fixed width, and control characters as visible signs.

    Source may hold escape sequences that would otherwise drive the reader's terminal.
    """
    return "".join(map(_visible, text))


def one_line(text: str) -> str:
    return printable(" ".join(text.splitlines()))


def width(text: str) -> int:
    """How many terminal cells ``text`` takes once it is ``printable``."""
    return sum(map(_cells, printable(text)))


def _visible(char: str) -> str:
    if char == "\t":
        return TAB
    if unicodedata.category(char) != "Cc":
        return char
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
