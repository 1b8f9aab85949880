"""The lowering: the only room of the analysis that knows LibCST's node classes."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence

from fwlint.facts.facts import Facts
from fwlint.facts.lower.cursor import LoweringError

__all__ = ["LoweringError", "lower"]

_PIECE = 50_000
"""Characters of source that are parsed at once where ``cuts`` allow it."""


def lower(text: str, cuts: Sequence[int] = ()) -> Facts:
    """The facts of a module's text, which ``ast.parse`` has accepted.

    ``cuts`` are offsets, in order, between statements of the module at which the text may be
    cut into pieces that parse alone. Raises LoweringError when the walk loses its place, and
    what LibCST raises for text it cannot read (``libcst.ParserSyntaxError``).
    """
    from fwlint.facts.lower.parse import parse
    from fwlint.facts.lower.statements import StatementLowering

    enabled = gc.isenabled()
    gc.disable()  # the tree is large, has no cycles, and is dropped at once
    try:
        walk = StatementLowering(text)
        body = []
        for piece in _pieces(text, cuts):
            body += walk.block(parse(piece).body)
        walk.cursor.finish()
    except (LookupError, RecursionError) as error:
        raise LoweringError(f"lost the place: {type(error).__name__}: {error}") from error
    finally:
        if enabled:
            gc.enable()
    return Facts(body, walk.calls, walk.references, walk.inner_scopes, walk.named)


def _pieces(text: str, cuts: Sequence[int]) -> Iterator[str]:
    begin = last = 0
    for cut in (*cuts, len(text)):
        if cut - begin > _PIECE and last > begin:
            yield text[begin:last]
            begin = last
        last = cut
    yield text[begin:]
