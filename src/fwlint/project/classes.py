"""Attributes of the project's own classes, found along their bases."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.facts import nodes as n
from fwlint.facts.scopes import Binding
from fwlint.frameworks.names import lookup, method_signature
from fwlint.project.lookup import Free
from fwlint.project.values import UNKNOWN, Definition, Symbol, Value


def bases(definition: Definition) -> list[Value]:
    """What the bases of a class stand for, in order."""
    assert isinstance(definition.node, n.Class)
    return [
        UNKNOWN if argument.star else definition.module.value(argument.value)
        for argument in definition.node.arguments
        if argument.keyword is None
    ]


def lineage(cls: Value) -> Iterator[Symbol | None]:
    """A class and its bases, depth first; ``None`` for a base that is unknown.

    What derives from a class of no measured framework is unknown, too.
    """
    seen: set[int] = set()
    pending = [cls]
    while pending:
        current = pending.pop()
        if not isinstance(current, Symbol):
            yield None
            continue
        definition = current.definition
        if definition is None:
            yield current
            if lookup(current.canonical) is None:
                yield None
        elif isinstance(definition.node, n.Class) and id(definition.node) not in seen:
            seen.add(id(definition.node))
            yield current
            pending.extend(reversed(bases(definition)))


def own_attribute(cls: Symbol, attr: str, of_instance: bool = False) -> Value | None:
    """``cls.attr`` or, with ``of_instance``, ``self.attr``, where the project defines it.

    ``None`` if no class of the project does, or one that nobody knows may come first.
    """
    for current in lineage(cls):
        if current is None:
            return None
        if current.definition is not None:
            found = _in_class(current.definition, attr, of_instance)
            if found is not None:
                return found
        elif method_signature(current.canonical, attr) is not None:
            return None
    return None


def _in_class(definition: Definition, attr: str, of_instance: bool) -> Value | None:
    module = definition.module
    scope = module.tree.scopes[id(definition.node)]
    bound = module.lookup.at_end(scope, attr)
    assigned = self_assignments(definition).get(attr, []) if of_instance else []
    if isinstance(bound, Free) and not assigned:
        return None
    if isinstance(bound, Binding) and not assigned and not _is_property(bound.node):
        return module.value_of_binding(bound)
    if isinstance(bound, Free) and len(assigned) == 1 and assigned[0] is not None:
        return module.value(assigned[0])
    return UNKNOWN


def _is_property(node: n.Node) -> bool:
    return isinstance(node, n.Function) and any(
        isinstance(decorator, n.Name | n.Attribute)
        and _last_name(decorator) in ("property", "cached_property", "setter")
        for decorator in node.decorators
    )


def _last_name(node: n.Name | n.Attribute) -> str:
    return node.id if isinstance(node, n.Name) else node.attr


def self_assignments(definition: Definition) -> dict[str, list[n.Expr | None]]:
    """What the methods of a class assign to ``self.<name>``; ``None`` where nobody can know."""
    module = definition.module
    node = definition.node
    cached = module.self_assignments.get(id(node))
    if cached is not None:
        return cached
    assert isinstance(node, n.Class)
    found: dict[str, list[n.Expr | None]] = {}
    pending = [node.body]
    while pending:
        for statement in pending.pop():
            if isinstance(statement, n.Function) and statement.parameters:
                _collect(statement.body, statement.parameters[0].name, found)
            pending.extend(suites(statement))
    module.self_assignments[id(node)] = found
    return found


def _collect(body: list[n.Stmt], this: str, found: dict[str, list[n.Expr | None]]) -> None:
    pending: list[list[n.Stmt]] = [body]
    while pending:
        for statement in pending.pop():
            for target, value in _assigned(statement):
                _note(target, value, this, found)
            pending.extend(suites(statement))
            if isinstance(statement, n.Function):  # a closure; it may run or not
                pending.append(statement.body)


def _assigned(statement: n.Stmt) -> list[tuple[n.Expr, n.Expr | None]]:
    """The targets of a statement, each with the expression that it is assigned."""
    if isinstance(statement, n.Assign):
        return [(target, statement.value) for target in statement.targets]
    if isinstance(statement, n.AnnotatedAssign) and statement.value is not None:
        return [(statement.target, statement.value)]
    if isinstance(statement, n.AugmentedAssign | n.For):
        return [(statement.target, None)]
    if isinstance(statement, n.With):
        return [(item.target, None) for item in statement.items if item.target is not None]
    if isinstance(statement, n.Delete):
        return [(target, None) for target in statement.targets]
    return []


def _note(
    target: n.Expr, value: n.Expr | None, this: str, found: dict[str, list[n.Expr | None]]
) -> None:
    if isinstance(target, n.Sequence):
        for element in target.elements:
            _note(element, None, this, found)
    elif isinstance(target, n.Starred):
        _note(target.value, None, this, found)
    elif (
        isinstance(target, n.Attribute)
        and isinstance(target.value, n.Name)
        and target.value.id == this
    ):
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
