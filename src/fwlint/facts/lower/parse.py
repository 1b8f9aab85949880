"""LibCST's parser, without the checks that only trees made by hand need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import libcst
from libcst import CSTNode


def parse(text: str) -> libcst.Module:
    """The tree of a module's text. Raises ``libcst.ParserSyntaxError``."""
    with _trusting_the_parser():
        return libcst.parse_module(text)


@contextmanager
def _trusting_the_parser() -> Iterator[None]:
    """Every node validates itself when it is made, be it by a person or by the native parser.

    What the parser makes is valid, and not asking again saves an eighth of the parse
    (``benchmarks/speed.py``).
    """
    validate = CSTNode.__post_init__
    CSTNode.__post_init__ = _accept  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        CSTNode.__post_init__ = validate  # type: ignore[method-assign]


def _accept(node: CSTNode) -> None:
    """Nothing to check."""
