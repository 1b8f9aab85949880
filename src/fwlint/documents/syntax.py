"""The gate: does Python accept this text, and if not, what does one tell its author?"""

from __future__ import annotations

import ast
import re
import warnings
from typing import NamedTuple

from fwlint.documents.document import split_lines


class Rejected(NamedTuple):
    """Why Python does not accept a text; ``line`` and ``column`` count from 1."""

    message: str
    line: int
    column: int
    maybe_newer: bool = False


_MOST_OPERANDS = 3_000
"""Of one chain of ``and`` or ``or``; twice as many are too many for a stack of 8 MiB."""


def parse(text: str) -> ast.Module | Rejected:
    """Parse a module as the running Python does, silently."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = compile(text, "<text>", "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
    except SyntaxError as error:
        return _rejected(error, split_lines(text))
    except (RecursionError, MemoryError):
        return Rejected("nested too deeply for Python's parser", 1, 1)
    except UnicodeEncodeError as error:
        before = split_lines(text[: error.start])
        message = "a lone surrogate, which is no character"
        return Rejected(message, len(before), len(before[-1]) + 1)
    except ValueError as error:  # before Python 3.12: NUL characters
        return Rejected(str(error), 1, 1)
    assert isinstance(tree, ast.Module)
    return _too_long(tree, text) or tree


def _too_long(tree: ast.Module, text: str) -> Rejected | None:
    """What would overflow the stack of LibCST's parser, and end the process."""
    if text.count("and") + text.count("or") < _MOST_OPERANDS:
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.BoolOp) and len(node.values) > _MOST_OPERANDS:
            return Rejected(
                f"an expression of {len(node.values):,} operands; fwlint reads at most "
                f"{_MOST_OPERANDS:,}",
                node.lineno,
                1,
            )
    return None


def _rejected(error: SyntaxError, lines: list[str]) -> Rejected:
    line = min(max(error.lineno or 1, 1), len(lines))
    source = lines[line - 1]
    column = min(max(error.offset or 1, 1), len(source) + 1)
    message = error.msg or "invalid syntax"
    if "too many nested" in message or "too complex" in message:
        return Rejected(f"nested too deeply for Python's parser: {message}", line, column)
    construct = _python_2_construct(source, column, message)
    if construct is None:
        return Rejected(message, line, column, maybe_newer=True)
    hint = f"this looks like Python 2 ({construct}); convert the file to Python 3 first"
    return Rejected(hint, line, column)


# Tried on the offending line only.
_PYTHON_2_LINES = (
    (re.compile(r"(?:^|[:;])\s*print\s+['\"\w%]"), "the print statement"),
    (re.compile(r"(?:^|[:;])\s*exec\s+['\"\w]"), "the exec statement"),
    # Python 3.14 has `except A, B:`, but there both are names of classes.
    (re.compile(r"\bexcept\s+(?:[\w.]+|\([\w., ]+\))\s*,\s*[a-z_]\w*\s*:"), "`except E, name`"),
    (re.compile(r"^\s*raise\s+[\w.]+\s*,"), "`raise E, message`"),
    (re.compile(r"^\s*def\s+\w+\s*\((?:[^()]*,)?\s*\("), "a tuple as parameter"),
)
# Tried where the parser stopped.
_PYTHON_2_TOKENS = (
    (re.compile(r"`[^`]*`"), "backticks for repr()"),
    (re.compile(r"<>"), "`<>`"),
    (re.compile(r"\d[lL]\b"), "a long integer"),
    (re.compile(r"\b[uU][rR]['\"]"), "a ur'' string"),
)


def _python_2_construct(source: str, column: int, message: str) -> str | None:
    """The name of the Python 2 construct that the parser stumbled over."""
    if message.startswith("leading zeros"):
        return "an octal number such as 0777"
    for pattern, construct in _PYTHON_2_LINES:
        if pattern.search(source):
            return construct
    for pattern, construct in _PYTHON_2_TOKENS:
        if any(found.start() < column <= found.end() for found in pattern.finditer(source)):
            return construct
    return None
