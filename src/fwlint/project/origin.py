"""Where the value of a name was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fwlint.facts import nodes as n
from fwlint.facts.scopes import Binding

if TYPE_CHECKING:
    from fwlint.project.module import Module

_DEEPEST = 40


def origin(module: Module, node: n.Expr) -> n.Expr:
    """The expression that ``node`` was assigned from, through any number of names.

    ``node`` itself if it is no name, or nobody can know which assignment holds.
    """
    for _ in range(_DEEPEST):
        if isinstance(node, n.NamedExpression):
            node = node.value
            continue
        if not isinstance(node, n.Name):
            break
        found = module.lookup.binding(node.id, node.start)
        if not isinstance(found, Binding) or found.kind != "assign" or found.value is None:
            break
        node = found.value
    return node
