"""Assignments to attributes of objects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fwlint.facts import nodes as n


@dataclass(frozen=True, eq=False)
class AttributeStore:
    """``target = value``; ``value`` is ``None`` where a tuple or an operator comes between."""

    target: n.Attribute
    value: n.Expr | None


def attribute_stores(statements: Iterable[n.Node]) -> list[AttributeStore]:
    """The assignments to attributes among ``statements``, in their order."""
    found: list[AttributeStore] = []
    for statement in statements:
        if isinstance(statement, n.Assign):
            for target in statement.targets:
                _collect(target, statement.value, found)
        elif isinstance(statement, n.AnnotatedAssign) and statement.value is not None:
            _collect(statement.target, statement.value, found)
        elif isinstance(statement, n.AugmentedAssign):
            _collect(statement.target, None, found)
    return found


def _collect(target: n.Expr, value: n.Expr | None, found: list[AttributeStore]) -> None:
    if isinstance(target, n.Attribute):
        found.append(AttributeStore(target, value))
    elif isinstance(target, n.Sequence):
        for element in target.elements:
            _collect(element, None, found)
    elif isinstance(target, n.Starred):
        _collect(target.value, None, found)
