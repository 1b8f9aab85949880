"""What is known of the paths that models and weights are written to."""

from __future__ import annotations

import re

from fwlint.facts import nodes as n
from fwlint.fixes.edits import ReplaceExpression
from fwlint.sites import BoundArgument

MODEL_ENDINGS = (".keras", ".h5", ".hdf5")
"""What ``Model.save`` of Keras 3 accepts."""
WEIGHTS_ENDING = ".weights.h5"

_LONGEST = 50
_CLOSING_QUOTE = re.compile(r"(\"\"\"|'''|\"|')$")


def ends_otherwise(path: BoundArgument, *endings: str) -> bool:
    """Whether a path is known to have none of the endings."""
    known = path.suffix
    if known is None or known.endswith(endings):
        return False
    return path.str is not None or not any(ending.endswith(known) for ending in endings)


def shown(path: BoundArgument) -> str:
    """A path for people: as it is where it is known, else as it is written or ends."""
    if path.str is not None:
        return f'"{path.str}"'
    source: str = path.source
    return source if len(source) <= _LONGEST and "\n" not in source else f'"...{path.suffix}"'


def with_ending(path: BoundArgument, ending: str, *instead_of: str) -> ReplaceExpression | None:
    """Give a path that the call spells out another ending; a directory gets a file name."""
    closing = _CLOSING_QUOTE.search(path.source)
    if not isinstance(path.node, n.Constant) or closing is None:
        return None
    body = path.source[: closing.start()]
    for old in instead_of:
        if body.endswith(old):
            body = body[: -len(old)]
            break
    if body.endswith("/"):
        body += "model"
    return ReplaceExpression(path.span, f"{body}{ending}{closing[1]}")
