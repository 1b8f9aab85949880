"""What literals mean."""

from __future__ import annotations

import ast

import libcst as cst

from fwlint.facts.nodes import Constant

_NAMED = {"True": ("bool", True), "False": ("bool", False), "None": ("none", None)}


def named_constant(start: int, value: str) -> Constant:
    """``True``, ``False`` or ``None``."""
    kind, meaning = _NAMED[value]
    return Constant(start, start + len(value), kind, meaning)  # type: ignore[arg-type]


def integer(start: int, value: str) -> Constant:
    try:
        meaning: int | None = int(value, 0)
    except ValueError:  # longer than Python agrees to convert, or Python 2's octal
        meaning = None
    if meaning is not None and meaning.bit_length() > 63:
        meaning = None  # no rule reads it, and the cache's encoding has no room for it
    return Constant(start, start + len(value), "int", meaning)


def real(start: int, value: str) -> Constant:
    return Constant(start, start + len(value), "float", float(value))


def string(start: int, node: cst.SimpleString) -> Constant:
    """A string or bytes literal; bytes have no value."""
    source = node.value
    end = start + len(source)
    prefix = node.prefix
    if "b" in prefix:
        return Constant(start, end, "bytes", None)
    if "\\" in source or "\r" in source:
        return Constant(start, end, "str", _evaluate(source))
    width = len(node.quote)
    return Constant(start, end, "str", source[len(prefix) + width : -width])


def formatted_text(start: int, end: int, source: str, is_raw: bool) -> Constant:
    """Text between the holes of an f-string; ``source`` is what is written there."""
    text = source.replace("{{", "{").replace("}}", "}")
    return Constant(start, end, "str", text if is_raw or "\\" not in text else None)


def _evaluate(source: str) -> str | None:
    try:
        value = ast.literal_eval(source)
    except (SyntaxError, ValueError):  # a bad escape; the gate told it already
        return None
    if not isinstance(value, str):
        return None
    # A lone surrogate is a valid literal but not a valid text.
    return value if value.isascii() or value.encode("utf-8", "ignore").decode() == value else None
