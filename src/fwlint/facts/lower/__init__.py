"""The lowering: the only room of the analysis that knows LibCST's node classes."""

from __future__ import annotations

import gc

from fwlint.facts.facts import Facts
from fwlint.facts.lower.cursor import LoweringError

__all__ = ["LoweringError", "lower"]


def lower(text: str) -> Facts:
    """The facts of a module's text, which ``ast.parse`` has accepted.

    Raises LoweringError when the walk loses its place, and what LibCST raises for text it
    cannot read (``libcst.ParserSyntaxError``).
    """
    import libcst

    from fwlint.facts.lower.statements import StatementLowering

    enabled = gc.isenabled()
    gc.disable()  # the tree is large, has no cycles, and is dropped at once
    try:
        walk = StatementLowering(text)
        body = walk.block(libcst.parse_module(text).body)
        walk.cursor.finish()
    except (LookupError, RecursionError) as error:
        raise LoweringError(f"lost the place: {type(error).__name__}: {error}") from error
    finally:
        if enabled:
            gc.enable()
    return Facts(body, walk.calls, walk.references, walk.inner_scopes, walk.named)
