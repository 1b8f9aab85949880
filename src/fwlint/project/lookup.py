"""Which binding a name means at a place: Python's scopes, and straight-line order in them."""

from __future__ import annotations

from typing import Final

from fwlint.facts import nodes as n
from fwlint.facts.facts import Facts
from fwlint.facts.scopes import Binding, Block, Scope, ScopeTree, Where


class Ambiguous:
    """Several bindings may hold, or one that nobody can know."""


class Free:
    """Nothing in the module binds the name: a builtin, or it comes from a star import."""


AMBIGUOUS: Final = Ambiguous()
FREE: Final = Free()


class Lookup:
    """Looks names up in one module."""

    def __init__(self, facts: Facts, tree: ScopeTree) -> None:
        self._tree = tree
        self._shadows: dict[str, list[n.Lambda | n.Comprehension]] = {}
        for node in facts.inner_scopes:
            for name in _bound_inside(node):
                self._shadows.setdefault(name, []).append(node)

    def binding(self, name: str, offset: int) -> Binding | Ambiguous | Free:
        """The one binding of ``name`` that holds at ``offset``."""
        for node in self._shadows.get(name, ()):
            if node.start <= offset < node.end:
                return AMBIGUOUS
        where = self._tree.where(offset)
        scope: Scope | None = where.scope
        own = True
        while scope is not None:
            bindings = scope.bindings.get(name)
            if bindings and name not in scope.elsewhere:
                return _holding(bindings, offset, where) if own else _only(bindings)
            if scope.kind == "module":
                break
            scope = scope.enclosing_function_or_module()
            own = False
        return FREE


def _only(bindings: list[Binding]) -> Binding | Ambiguous:
    """For a nested function, which runs who knows when."""
    return bindings[0] if len(bindings) == 1 else AMBIGUOUS


def _holding(bindings: list[Binding], offset: int, where: Where) -> Binding | Ambiguous:
    if len(bindings) == 1:
        only = bindings[0]
        if only.start <= offset or only.kind in ("function", "class", "import"):
            return only
    use = where.block
    found: Binding | None = None
    for binding in sorted(bindings, key=_start, reverse=True):
        if binding.start > offset or binding.block.excludes(use):
            continue
        if found is not None:
            return AMBIGUOUS
        found = binding
        if binding.block.contains(use):
            break
    if found is None or _rebound_in_loop(found, bindings, offset, use):
        return AMBIGUOUS
    return found


def _start(binding: Binding) -> int:
    return binding.start


def _rebound_in_loop(found: Binding, bindings: list[Binding], offset: int, use: Block) -> bool:
    """Whether a loop around the use, which began after ``found``, binds the name again later."""
    for loop in use.loops():
        if loop.contains(found.block):
            return False
        if any(b.start > offset and loop.contains(b.block) for b in bindings):
            return True
    return False


def _bound_inside(node: n.Lambda | n.Comprehension) -> set[str]:
    if isinstance(node, n.Lambda):
        return {parameter.name for parameter in node.parameters}
    names: set[str] = set()
    stack: list[n.Expr] = [clause.target for clause in node.clauses]
    while stack:
        target = stack.pop()
        if isinstance(target, n.Name):
            names.add(target.id)
        elif isinstance(target, n.Sequence):
            stack.extend(target.elements)
        elif isinstance(target, n.Starred):
            stack.append(target.value)
    return names
