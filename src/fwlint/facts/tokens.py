"""Where the leaves and brackets of a Python text stand.

LibCST's nodes have no positions, and its providers of positions cost more than the parse. But a
walk in source order meets the names, literals and brackets of a text one after the other, so
their offsets, found by one regular expression, are all that a walk needs to place every node.
"""

from __future__ import annotations

import keyword
import re

_KEYWORDS = "|".join(sorted(set(keyword.kwlist) - {"True", "False", "None"}))

_STRING = r"""
    [rRbBuUfFtT]{0,2}
    (?: \"{3} (?: [^"\\] | \\. | "(?!"") )* \"{3}
      | '{3}  (?: [^'\\] | \\. | '(?!'') )* '{3}
      | "     (?: [^"\\\r\n] | \\\r\n | \\. )* "
      | '     (?: [^'\\\r\n] | \\\r\n | \\. )* '
    )
"""
_NUMBER = r"""
    0[xX][\da-fA-F_]+ | 0[oO][0-7_]+ | 0[bB][01_]+
    | (?: \d[\d_]*\.?[\d_]* | \.\d[\d_]* ) (?: [eE][+-]?\d[\d_]* )? [jJ]?
"""
_SIGNIFICANT = rf"{_STRING} | {_NUMBER} | [^\W\d]\w* | [()\[\]{{}}] | \.\.\."

# What lies between is part of the match, so that one match finds one token.
_TOKEN = re.compile(
    rf"""
    (?: [^\w"'#()\[\]{{}}.]+ | \.(?!\d|\.\.) | \#[^\r\n]* | (?:{_KEYWORDS})(?!\w|["']) )*
    ( {_SIGNIFICANT} )
    """,
    re.VERBOSE | re.DOTALL,
)
_WHOLE_STRING = re.compile(_STRING, re.VERBOSE | re.DOTALL)
_BETWEEN = re.compile(r"(?:[\s\\;:,]+|#[^\r\n]*)*")

_SENTINEL = "\n_"  # the last match must not fail, or it would try every way to fail


def token_starts(text: str, start: int = 0) -> list[int]:
    """Offsets of names, literals and brackets from ``start`` on; the last is past the end.

    Keywords are left out, but ``True``, ``False``, ``None`` and the soft keywords count as
    names. A string is one token, f-strings too.
    """
    return [match.start(1) for match in _TOKEN.finditer(text + _SENTINEL, start)]


def skip_between(text: str, offset: int) -> int:
    """The next offset that is not white space, a comment or punctuation between statements."""
    match = _BETWEEN.match(text, offset)
    assert match is not None  # it matches the empty string
    return match.end()


def scanned_string_end(text: str, start: int) -> int:
    """Where the scanner takes the string at ``start`` to end; -1 where it sees none."""
    match = _WHOLE_STRING.match(text, start)
    return match.end() if match else -1
