"""Attributes of the project's own classes, found along their bases."""

from __future__ import annotations

from fwlint.facts import nodes as n
from fwlint.project.values import UNKNOWN, Definition, Symbol, Value


def bases(definition: Definition) -> list[Value]:
    """What the bases of a class stand for, in order."""
    assert isinstance(definition.node, n.Class)
    return [
        definition.module.value(argument.value)
        for argument in definition.node.arguments
        if argument.keyword is None and not argument.star
    ]


def own_attribute(definition: Definition, attr: str, of_instance: bool = False) -> Value:
    """``Class.attr`` or, with ``of_instance``, ``self.attr``, where the project defines it."""
    seen: set[int] = set()
    pending = [definition]
    while pending:
        current = pending.pop(0)
        if not isinstance(current.node, n.Class) or id(current.node) in seen:
            continue
        seen.add(id(current.node))
        found = _in_class(current, attr, of_instance)
        if found is not None:
            return found
        for base in bases(current):
            if isinstance(base, Symbol) and base.definition is not None:
                pending.append(base.definition)
    return UNKNOWN


def _in_class(definition: Definition, attr: str, of_instance: bool) -> Value | None:
    module = definition.module
    scope = module.tree.scopes[id(definition.node)]
    bindings = scope.bindings.get(attr, [])
    assigned = self_assignments(definition).get(attr, []) if of_instance else []
    if len(bindings) + len(assigned) > 1:
        return UNKNOWN
    if bindings:
        return module.value_of_binding(bindings[0])
    if assigned:
        return module.value(assigned[0]) if assigned[0] is not None else UNKNOWN
    return None


def self_assignments(definition: Definition) -> dict[str, list[n.Expr | None]]:
    """What the methods of a class assign to ``self.<name>``; ``None`` where nobody can know."""
    module = definition.module
    node = definition.node
    cached = module.self_assignments.get(id(node))
    if cached is not None:
        return cached
    assert isinstance(node, n.Class)
    found: dict[str, list[n.Expr | None]] = {}
    for method in node.body:
        if isinstance(method, n.Function) and method.parameters:
            _collect(method.body, method.parameters[0].name, found)
    module.self_assignments[id(node)] = found
    return found


def _collect(body: list[n.Stmt], this: str, found: dict[str, list[n.Expr | None]]) -> None:
    pending: list[list[n.Stmt]] = [body]
    while pending:
        for statement in pending.pop():
            if isinstance(statement, n.Assign):
                for target in statement.targets:
                    _note(target, statement.value, this, found)
            elif isinstance(statement, n.AnnotatedAssign) and statement.value is not None:
                _note(statement.target, statement.value, this, found)
            elif isinstance(statement, n.AugmentedAssign):
                _note(statement.target, None, this, found)
            pending.extend(suites(statement))


def _note(
    target: n.Expr, value: n.Expr | None, this: str, found: dict[str, list[n.Expr | None]]
) -> None:
    if isinstance(target, n.Sequence):
        for element in target.elements:
            _note(element, None, this, found)
    elif isinstance(target, n.Attribute) and isinstance(target.value, n.Name):
        if target.value.id == this:
            found.setdefault(target.attr, []).append(value)


def suites(statement: n.Stmt) -> list[list[n.Stmt]]:
    """The suites of a compound statement, functions and classes excepted."""
    if isinstance(statement, n.If | n.While | n.For):
        return [statement.body, statement.orelse]
    if isinstance(statement, n.With):
        return [statement.body]
    if isinstance(statement, n.Try):
        handlers = [handler.body for handler in statement.handlers]
        return [statement.body, *handlers, statement.orelse, statement.final]
    if isinstance(statement, n.Match):
        return [case.body for case in statement.cases]
    return []
