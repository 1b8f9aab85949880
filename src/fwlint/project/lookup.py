"""Which binding a name means at a place: Python's scopes, and straight-line order in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Final

from fwlint.facts import nodes as n
from fwlint.facts.facts import Facts
from fwlint.facts.scopes import Binding, Block, Scope, ScopeTree


class Ambiguous:
    """Several bindings may hold, or one that nobody can know."""


class Free:
    """Nothing in the module binds the name: a builtin, or it comes from a star import."""


AMBIGUOUS: Final = Ambiguous()
FREE: Final = Free()


class _Ranges:
    """The parts of a text that some nodes cover."""

    def __init__(self, nodes: Iterable[n.Node]) -> None:
        ordered = sorted((node.start, node.end) for node in nodes)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def cover(self, offset: int) -> bool:
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._reach[index]


class Lookup:
    """Looks names up in one module."""

    def __init__(self, facts: Facts, tree: ScopeTree) -> None:
        self._tree = tree
        shadows: dict[str, list[n.Node]] = {}
        for node in facts.inner_scopes:
            for name in _bound_inside(node):
                shadows.setdefault(name, []).append(node)
        self._shadows = {name: _Ranges(nodes) for name, nodes in shadows.items()}
        self._inner_scopes = _Ranges(facts.inner_scopes)
        self._lambdas = _Ranges(node for node in facts.inner_scopes if isinstance(node, n.Lambda))

    def binding(self, name: str, offset: int) -> Binding | Ambiguous | Free:
        """The one binding of ``name`` that holds at ``offset``."""
        shadow = self._shadows.get(name)
        if shadow is not None and shadow.cover(offset):
            return AMBIGUOUS
        where = self._tree.where(offset)
        scope: Scope = where.scope
        if scope.kind == "class" and name in scope.bindings and self._inner_scopes.cover(offset):
            return AMBIGUOUS  # only the first iterable of a comprehension sees the class
        runs_at_once = not self._lambdas.cover(offset)
        while True:
            bindings = scope.bindings.get(name)
            if bindings and name not in scope.elsewhere:
                return _holding(bindings, offset, where.block) if runs_at_once else _only(bindings)
            if scope.kind == "module":
                return FREE
            runs_at_once = runs_at_once and scope.kind == "class"
            is_global = scope.elsewhere.get(name) is False
            scope = self._tree.module if is_global else scope.enclosing_function_or_module()

    def at_end(self, scope: Scope, name: str) -> Binding | Ambiguous | Free:
        """The one binding of ``name`` that holds when a module or class has been executed."""
        bindings = scope.bindings.get(name)
        if not bindings:
            return FREE
        return _holding(bindings, bindings[-1].start, scope.block)


def _only(bindings: list[Binding]) -> Binding | Ambiguous:
    """For a nested function, which runs who knows when."""
    first, *others = bindings
    return first if all(_same_import(first, other) for other in others) else AMBIGUOUS


def _holding(bindings: list[Binding], offset: int, use: Block) -> Binding | Ambiguous:
    """The binding that holds at ``offset`` in the block ``use``; bindings are in source order."""
    if len(bindings) == 1:
        only = bindings[0]
        is_known = only.start <= offset or only.kind in ("function", "class", "import")
        return only if is_known else AMBIGUOUS
    choices = use.choices()
    found: Binding | None = None
    is_sure = False
    for index in range(bisect_right(bindings, offset, key=_start) - 1, -1, -1):
        binding = bindings[index]
        if binding.block.contradicts(choices):
            continue
        if found is not None and not _same_import(found, binding):
            return AMBIGUOUS
        found = binding
        is_sure = binding.block.contains(use)
        if is_sure:
            break
    if found is None or _rebound_in_loop(found, is_sure, bindings, use):
        return AMBIGUOUS
    return found


def _start(binding: Binding) -> int:
    return binding.start


def _rebound_in_loop(found: Binding, is_sure: bool, bindings: list[Binding], use: Block) -> bool:
    """Whether an earlier round of a loop around the use may have bound the name otherwise."""
    for loop in use.loops():
        if is_sure and loop.contains(found.block):
            return False
        if any(loop.contains(b.block) and not _same_import(b, found) for b in bindings):
            return True
    return False


def _same_import(first: Binding, second: Binding) -> bool:
    """Whether two bindings are one, or import the same (``import a.b`` and ``import a.c``)."""
    if first is second:
        return True
    one, other = first.node, second.node
    if not isinstance(one, n.ImportedName) or not isinstance(other, n.ImportedName):
        return False
    here, there = first.statement, second.statement
    if isinstance(here, n.Import) and isinstance(there, n.Import):
        is_same = (one.name, one.alias) == (other.name, other.alias)
        return is_same or not (one.alias or other.alias)
    if isinstance(here, n.ImportFrom) and isinstance(there, n.ImportFrom):
        return (here.module, here.level, one.name) == (there.module, there.level, other.name)
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
