"""What straight-line code has done with an object between its creation and a use.

It tells what is seen, surely or perhaps; what a use means (whether it changes the object, or lets
it out of sight) is for the reader to judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from fwlint.facts import nodes as n
from fwlint.facts.scopes import Binding, Scope
from fwlint.project.values import Instance, Symbol

if TYPE_CHECKING:
    from fwlint.project.module import Module

_DEEPEST = 40
_MAYBE = (n.Boolean, n.Comprehension, n.Conditional, n.Lambda)


@dataclass(frozen=True)
class Use:
    """One thing done with an object.

    * ``method``: a method is called on it; ``name`` is the method's, ``call`` the call.
    * ``call``: the object itself is called.
    * ``argument``: it is passed on; ``name`` is the callee's canonical name, empty if unknown.
    * ``read`` and ``store``: its attribute ``name`` is taken, or assigned.
    * ``captured``: a function, class or lambda that may run any time mentions it.
    * ``other``: anything else, such as a second name for it.

    ``sure`` says that it happened whenever the place is reached that was asked about.
    """

    kind: Literal["method", "call", "argument", "read", "store", "captured", "other"]
    name: str
    node: n.Expr
    sure: bool
    call: n.Call | None = None


@dataclass(frozen=True)
class History:
    """``creation`` made the object; ``uses`` follow in the order of the source."""

    creation: n.Call
    uses: tuple[Use, ...]


def history(module: Module, node: n.Expr) -> History | None:
    """How the object that ``node`` stands for came to be as it is there.

    ``None`` unless it was made by a call in the same function (or in the module's own code),
    and is known by one name at a time since.
    """
    uses: list[Use] = []
    for _ in range(_DEEPEST):
        if isinstance(node, n.Name):
            binding = _own_binding(module, node)
            if binding is None or binding.value is None:
                return None
            uses = [*_uses_between(module, binding, node), *uses]
            node = binding.value
        elif isinstance(node, n.Call) and _returns_receiver(module, node):
            assert isinstance(node.func, n.Attribute)
            uses.insert(0, Use("method", node.func.attr, node, True, node))
            node = node.func.value
        else:
            break
    made = module.value(node)
    if not isinstance(node, n.Call) or not isinstance(made, Instance) or made.call is not node:
        return None
    return History(node, tuple(uses))


def _own_binding(module: Module, node: n.Name) -> Binding | None:
    """The assignment that holds, if it stands in the scope of the use and binds its own name."""
    found = module.lookup.binding(node.id, node.start)
    scope = module.tree.where(node.start).scope
    if not isinstance(found, Binding) or found.kind != "assign" or node.id in scope.elsewhere:
        return None
    return found if module.tree.where(found.node.start).scope is scope else None


def _returns_receiver(module: Module, call: n.Call) -> bool:
    """Whether a method call is known to give back the very object it is called on."""
    if not isinstance(call.func, n.Attribute):
        return False
    value = module.value(call)
    return isinstance(value, Instance) and value is module.value(call.func.value)


def _uses_between(module: Module, binding: Binding, last: n.Name) -> Iterator[Use]:
    scope = module.tree.where(last.start).scope
    for reference in module.facts.references:
        name: n.Expr = reference
        while isinstance(name, n.Attribute):
            name = name.value
        if not isinstance(name, n.Name) or name.id != last.id:
            continue
        where = module.tree.where(name.start)
        if where.scope is not scope:
            if _is_captured(name.id, where.scope, scope):
                yield Use("captured", name.id, name, False)
        elif binding.start <= name.start < last.start:
            yield from _uses(module, name, last)


def _is_captured(name: str, inner: Scope | None, outer: Scope) -> bool:
    """Whether ``name``, mentioned in ``inner``, means the one of the scope ``outer`` around."""
    while inner is not None and inner is not outer:
        if name in inner.bindings and name not in inner.elsewhere:
            return False
        inner = inner.parent
    return inner is outer


def _uses(module: Module, name: n.Name, last: n.Name) -> Iterator[Use]:
    """The uses that one mention makes: several for ``x.train().to(device)``."""
    where = module.tree.where(name.start)
    path = _path(where.statement, name)
    if path is None:
        yield Use("other", "", name, False)
        return
    sure = where.block.contains(module.tree.where(last.start).block)
    sure = sure and not any(isinstance(step, _MAYBE) for step in path)
    if any(isinstance(step, n.Lambda) for step in path):
        yield Use("captured", name.id, name, False)
        return
    at = len(path) - 1
    while at >= 2 and _is_called_method(path, at):
        call, attribute = path[at - 2], path[at - 1]
        assert isinstance(call, n.Call) and isinstance(attribute, n.Attribute)
        yield Use("method", attribute.attr, call, sure, call)
        if not _returns_receiver(module, call):
            return
        at -= 2
    is_bare = isinstance(path[at - 1], n.Expression)
    if not is_bare and not _is_target(path[at], path[at - 1]):
        yield _last_use(module, path, at, sure)


def _is_called_method(path: list[n.Node], at: int) -> bool:
    call, attribute = path[at - 2], path[at - 1]
    return (
        isinstance(attribute, n.Attribute) and isinstance(call, n.Call) and call.func is attribute
    )


def _last_use(module: Module, path: list[n.Node], at: int, sure: bool) -> Use:
    node, parent = path[at], path[at - 1]
    assert isinstance(node, n.Name | n.Call)
    above = path[at - 2] if at >= 2 else None
    if isinstance(parent, n.Attribute):
        kind: Literal["read", "store"] = "store" if _is_target(parent, above) else "read"
        return Use(kind, parent.attr, parent, sure)
    if isinstance(parent, n.Call) and parent.func is node:
        return Use("call", "", parent, sure, parent)
    if isinstance(parent, n.Argument) and not parent.star and isinstance(above, n.Call):
        callee = module.value(above.func)
        name = callee.canonical if isinstance(callee, Symbol) else ""
        return Use("argument", name, node, sure, above)
    return Use("other", "", node, sure)


def _is_target(node: n.Node, statement: n.Node | None) -> bool:
    if isinstance(statement, n.Assign):
        return any(target is node for target in statement.targets)
    return isinstance(statement, n.AnnotatedAssign | n.AugmentedAssign) and statement.target is node


def _path(top: n.Node, target: n.Name) -> list[n.Node] | None:
    """The nodes from ``top`` down to ``target``, or ``None`` if it is not below."""
    if type(top) is n.Name and top.start == target.start and top.end == target.end:
        return [top]
    for child in _children(top):
        if child.start <= target.start and target.end <= child.end:
            below = _path(child, target)
            if below is not None:
                return [top, *below]
    return None


def _children(node: n.Node) -> Iterator[n.Node]:
    for field in node.__struct_fields__:
        value = getattr(node, field)
        if isinstance(value, n.Node):
            yield value
        elif isinstance(value, list):
            yield from (item for item in value if isinstance(item, n.Node))
