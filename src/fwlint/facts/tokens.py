"""Where the leaves and brackets of a Python text stand.

LibCST's nodes have no positions, and its providers of positions cost more than the parse. But a
walk in source order meets the names, literals and brackets of a text one after the other, so
their offsets, found by one regular expression, are all that a walk needs to place every node.
"""

from __future__ import annotations

import keyword
import re
from bisect import bisect_left

_KEYWORDS = "|".join(sorted(set(keyword.kwlist) - {"True", "False", "None"}))

_STRING = r"""
    [rRbBuUfFtT]{0,2}
    (?: \"{3} [^"\\]* (?: (?: \\. | "(?!"") ) [^"\\]* )* \"{3}
      | '{3}  [^'\\]* (?: (?: \\. | '(?!'') ) [^'\\]* )* '{3}
      | "     [^"\\\r\n]* (?: \\(?:\r\n|.) [^"\\\r\n]* )* "
      | '     [^'\\\r\n]* (?: \\(?:\r\n|.) [^'\\\r\n]* )* '
    )
"""
_NUMBER = r"""
    0[xX][\da-fA-F_]+ | 0[oO][0-7_]+ | 0[bB][01_]+
    | (?: [0-9][0-9_]*\.?[0-9_]* | \.[0-9][0-9_]* ) (?: [eE][+-]?[0-9][0-9_]* )? [jJ]?
"""
# Outside strings and comments, what is not ASCII (nor a byte order mark) belongs to an identifier.
_WORD = r"A-Za-z0-9_\x80-\ufefe\uff00-\U0010ffff"
# A quote that begins no string stands in a hole of an f-string that misled the scanner; it is a
# token of its own, so that matching never fails and never goes back.
_SIGNIFICANT = rf"{_STRING} | {_NUMBER} | [{_WORD}]+ | [()\[\]{{}}] | \.\.\. | [\"']"

# What lies between is part of the match, so that one match finds one token.
_TOKEN = re.compile(
    rf"""
    (?: [^{_WORD}"'#()\[\]{{}}.]+ | \.(?![0-9]|\.\.) | \#[^\r\n]* | (?:{_KEYWORDS})(?![{_WORD}]) )*
    ( {_SIGNIFICANT} )
    """,
    re.VERBOSE | re.DOTALL,
)
_WHOLE_STRING = re.compile(_STRING, re.VERBOSE | re.DOTALL)
_SPACE = re.compile(r"\s*")
_BLANK = re.compile(r"(?:[\s\\]+|#[^\r\n]*)*")
_BETWEEN = re.compile(r"(?:[\s\\;:,]+|#[^\r\n]*)*")

_SENTINEL = "\n_"  # for what follows the last token


def token_starts(text: str) -> list[int]:
    """Offsets of names, literals and brackets; the last is past the end.

    Keywords are left out, but ``True``, ``False``, ``None`` and the soft keywords count as
    names. A string is one token, f-strings too.
    """
    return [match.start(1) for match in _TOKEN.finditer(text + _SENTINEL)]


def rescan(text: str, offset: int, starts: list[int], index: int) -> None:
    """Look again from ``offset`` on, where a token ends, for the tokens ``starts[index:]``.

    Once a token starts where one was seen to start before, all that follow are the same.
    """
    fresh: list[int] = []
    known = index
    for match in _TOKEN.finditer(text + _SENTINEL, offset):
        start = match.start(1)
        known = bisect_left(starts, start, known)
        if known < len(starts) and starts[known] == start:
            break
        fresh.append(start)
    starts[index:known] = fresh


def skip_blank(text: str, offset: int) -> int:
    """The next offset that is not white space or a comment."""
    match = _BLANK.match(text, offset)
    assert match is not None  # it matches the empty string
    return match.end()


def skip_space(text: str, offset: int) -> int:
    """The next offset that is not white space."""
    match = _SPACE.match(text, offset)
    assert match is not None  # it matches the empty string
    return match.end()


def skip_between(text: str, offset: int) -> int:
    """The next offset that is not white space, a comment or punctuation between statements."""
    match = _BETWEEN.match(text, offset)
    assert match is not None  # it matches the empty string
    return match.end()


def scanned_string_end(text: str, start: int) -> int:
    """Where the scanner takes the string at ``start`` to end; -1 where it sees none."""
    match = _WHOLE_STRING.match(text, start)
    return match.end() if match else -1
