"""What one document says."""

from __future__ import annotations

from msgspec import Struct

from fwlint.facts import nodes as n


class Facts(Struct):
    """A lowered module.

    ``calls``, ``references`` (maximal dotted names), ``inner_scopes`` (lambdas and
    comprehensions) and ``named`` (``name := value``) are nodes of ``body`` in the order of
    evaluation, inner before outer. They stand beside it because checks are dispatched on them.
    """

    body: list[n.Stmt]
    calls: list[n.Call]
    references: list[n.Name | n.Attribute]
    inner_scopes: list[n.Lambda | n.Comprehension]
    named: list[n.NamedExpression]
