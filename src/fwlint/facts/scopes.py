"""Scopes, the names bound in them, and the blocks that the bindings stand in.

Built from facts by one walk over statements. Expressions are not visited: what they bind
(``:=``, lambdas, comprehensions) the lowering has listed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal

from fwlint.facts import nodes as n
from fwlint.facts.facts import Facts

BindingKind = Literal[
    "import", "assign", "unpack", "parameter", "function", "class", "loop", "other"
]
_KNOWING_TEST = re.compile(r"version|hasattr|available|\bhas_|TYPE_CHECKING", re.IGNORECASE)
_KNOWING_WITH = re.compile(r"raises|assertRaises|suppress")
_KNOWING_HANDLERS = re.compile(
    r"ImportError|ModuleNotFoundError|AttributeError|TypeError|NotImplementedError|Exception"
)


class Block:
    """A run of statements that is entered as one: a suite of a compound statement.

    ``arm`` tells the suites of one ``owner`` apart. ``guarded`` says that the code knows that
    what it does may not exist: it stands below a version test, a ``hasattr`` or a ``try`` whose
    handlers catch an import or attribute error.
    """

    __slots__ = ("arm", "guarded", "owner", "parent")

    def __init__(self, parent: Block | None, owner: n.Stmt | None, arm: str, guarded: bool) -> None:
        self.parent = parent
        self.owner = owner
        self.arm = arm
        self.guarded = guarded or (parent is not None and parent.guarded)

    def ancestry(self) -> Iterator[Block]:
        block: Block | None = self
        while block is not None:
            yield block
            block = block.parent

    def contains(self, other: Block) -> bool:
        """Whether ``other`` is this block or lies within it."""
        return any(block is self for block in other.ancestry())

    def excludes(self, other: Block) -> bool:
        """Whether the two are different arms of one ``if`` or ``match``."""
        arms = {id(b.owner): b.arm for b in self.ancestry() if isinstance(b.owner, n.If | n.Match)}
        return any(arms.get(id(b.owner), b.arm) != b.arm for b in other.ancestry())

    def loops(self) -> Iterator[Block]:
        """The loop bodies around, innermost first."""
        return (b for b in self.ancestry() if isinstance(b.owner, n.For | n.While))


class Binding:
    """One place that gives a name a value.

    ``value`` is the expression assigned, for ``assign``; ``node`` what binds within
    ``statement`` (an imported name, a parameter, or the statement itself); ``start`` the offset
    from which the binding holds.
    """

    __slots__ = ("block", "kind", "name", "node", "start", "statement", "value")

    def __init__(
        self,
        name: str,
        kind: BindingKind,
        node: n.Node,
        start: int,
        where: Where,
        value: n.Expr | None = None,
    ) -> None:
        self.name = name
        self.kind: BindingKind = kind
        self.node = node
        self.statement = where.statement
        self.start = start
        self.block = where.block
        self.value = value


class Scope:
    """The names of a module, a class or a function."""

    __slots__ = ("bindings", "block", "elsewhere", "kind", "node", "parent", "qualname")

    def __init__(
        self,
        kind: Literal["module", "class", "function"],
        node: n.Function | n.Class | None,
        parent: Scope | None,
        block: Block,
    ) -> None:
        self.kind = kind
        self.node = node
        self.parent = parent
        self.block = block
        self.bindings: dict[str, list[Binding]] = {}
        self.elsewhere: dict[str, bool] = {}
        """Names declared ``global`` (False) or ``nonlocal`` (True) here."""
        self.qualname = ""
        if node is not None and parent is not None:
            self.qualname = f"{parent.qualname}.{node.name}".lstrip(".")

    def enclosing_function_or_module(self) -> Scope:
        """The scope in which a nested function looks names up: classes do not count."""
        scope = self.parent
        while scope is not None and scope.kind == "class":
            scope = scope.parent
        assert scope is not None
        return scope


class Where:
    """A statement's surroundings."""

    __slots__ = ("block", "scope", "statement")

    def __init__(self, statement: n.Node, scope: Scope, block: Block) -> None:
        self.statement = statement
        self.scope = scope
        self.block = block


class ScopeTree:
    """All scopes of a module, and where each of its statements stands."""

    def __init__(self, facts: Facts, text: str) -> None:
        self._text = text
        self._starts: list[int] = []
        self._where: list[Where] = []
        self.scopes: dict[int, Scope] = {}
        """Scopes by ``id`` of their function or class node."""
        self.star_imports: list[n.ImportFrom] = []
        self.module = Scope("module", None, None, Block(None, None, "module", False))
        self._pending: list[tuple[list[n.Stmt], Scope, Block]] = [
            (facts.body, self.module, self.module.block)
        ]
        while self._pending:
            self._suite(*self._pending.pop())
        order = sorted(range(len(self._starts)), key=self._starts.__getitem__)
        self._where = [self._where[i] for i in order]
        self._starts = [self._starts[i] for i in order]
        for named in facts.named:
            where = self.where(named.start)
            self._bind(named.target.id, "assign", named, named.end, where, named.value)

    def where(self, offset: int) -> Where:
        """The innermost statement that begins at or before ``offset``."""
        index = bisect_right(self._starts, offset) - 1
        return self._where[max(index, 0)]

    def statements(self) -> Iterator[n.Node]:
        """All statements, in source order."""
        return (where.statement for where in self._where)

    def functions(self) -> Iterator[Scope]:
        return (scope for scope in self.scopes.values() if scope.kind == "function")

    def classes(self) -> Iterator[Scope]:
        return (scope for scope in self.scopes.values() if scope.kind == "class")

    # -- the walk -------------------------------------------------------------------------------

    def _suite(self, body: list[n.Stmt], scope: Scope, block: Block) -> None:
        for statement in body:
            where = Where(statement, scope, block)
            self._starts.append(statement.start)
            self._where.append(where)
            handler = _VISIT.get(type(statement))
            if handler is not None:
                handler(self, statement, where)

    def _enter(self, body: list[n.Stmt], where: Where, arm: str, guarded: bool = False) -> None:
        if body:
            owner = where.statement
            block = Block(where.block, owner, arm, guarded)  # type: ignore[arg-type]
            self._pending.append((body, where.scope, block))

    def _bind(
        self,
        name: str,
        kind: BindingKind,
        node: n.Node,
        start: int,
        where: Where,
        value: n.Expr | None = None,
    ) -> None:
        scope = where.scope
        if name in scope.elsewhere:
            is_nonlocal = scope.elsewhere[name]
            scope = scope.enclosing_function_or_module() if is_nonlocal else self.module
        scope.bindings.setdefault(name, []).append(Binding(name, kind, node, start, where, value))

    def _target(self, target: n.Expr, where: Where, kind: BindingKind, value: n.Expr | None) -> None:
        node = where.statement
        if isinstance(target, n.Name):
            self._bind(target.id, kind, node, node.end if kind != "loop" else target.end, where, value)
        elif isinstance(target, n.Starred):
            self._target(target.value, where, "other" if kind == "assign" else kind, None)
        elif isinstance(target, n.Sequence):
            pairwise = (
                isinstance(value, n.Sequence)
                and len(value.elements) == len(target.elements)
                and not any(isinstance(e, n.Starred) for e in (*value.elements, *target.elements))
            )
            for index, element in enumerate(target.elements):
                if pairwise:
                    assert isinstance(value, n.Sequence)
                    self._target(element, where, kind, value.elements[index])
                else:
                    self._target(element, where, "unpack" if kind == "assign" else kind, None)

    def _assign(self, node: n.Assign, where: Where) -> None:
        for target in node.targets:
            self._target(target, where, "assign", node.value)

    def _annotated(self, node: n.AnnotatedAssign, where: Where) -> None:
        if node.value is not None:
            self._target(node.target, where, "assign", node.value)

    def _augmented(self, node: n.AugmentedAssign, where: Where) -> None:
        self._target(node.target, where, "other", None)

    def _delete(self, node: n.Delete, where: Where) -> None:
        for target in node.targets:
            self._target(target, where, "other", None)

    def _type_alias(self, node: n.TypeAlias_, where: Where) -> None:
        self._bind(node.name, "other", node, node.end, where)

    def _import(self, node: n.Import, where: Where) -> None:
        for item in node.names:
            name = item.alias or item.name.split(".", 1)[0]
            self._bind(name, "import", item, item.end, where)

    def _import_from(self, node: n.ImportFrom, where: Where) -> None:
        if node.star:
            self.star_imports.append(node)
        for item in node.names:
            self._bind(item.alias or item.name, "import", item, item.end, where)

    def _global(self, node: n.Global, where: Where) -> None:
        for name in node.names:
            where.scope.elsewhere[name] = node.nonlocal_

    def _if(self, node: n.If, where: Where) -> None:
        guarded = bool(_KNOWING_TEST.search(self._text, node.test.start, node.test.end))
        self._enter(node.body, where, "body", guarded)
        self._enter(node.orelse, where, "else", guarded)

    def _loop(self, node: n.For | n.While, where: Where) -> None:
        if isinstance(node, n.For):
            block = Block(where.block, node, "body", False)
            self._target(node.target, Where(node, where.scope, block), "loop", None)
            self._pending.append((node.body, where.scope, block))
        else:
            self._enter(node.body, where, "body")
        self._enter(node.orelse, where, "else")

    def _with(self, node: n.With, where: Where) -> None:
        guarded = False
        for item in node.items:
            if item.target is not None:
                inner = Where(item, where.scope, where.block)
                self._target(item.target, inner, "other", None)
            value = item.value
            guarded = guarded or bool(_KNOWING_WITH.search(self._text, value.start, value.end))
        self._enter(node.body, where, "with", guarded)

    def _try(self, node: n.Try, where: Where) -> None:
        guarded = any(
            handler.exception is None
            or _KNOWING_HANDLERS.search(
                self._text, handler.exception.start, handler.exception.end
            )
            for handler in node.handlers
        )
        self._enter(node.body, where, "try", guarded)
        for index, handler in enumerate(node.handlers):
            self._starts.append(handler.start)
            self._where.append(Where(node, where.scope, where.block))
            block = Block(where.block, node, f"handler {index}", guarded)
            if handler.name is not None:
                inner = Where(node, where.scope, block)
                self._bind(handler.name, "other", handler, handler.start, inner)
            self._pending.append((handler.body, where.scope, block))
        self._enter(node.orelse, where, "else")
        self._enter(node.final, where, "finally")

    def _match(self, node: n.Match, where: Where) -> None:
        for index, case in enumerate(node.cases):
            block = Block(where.block, node, f"case {index}", False)
            for name in case.captures:
                self._bind(name, "other", case, case.start, Where(node, where.scope, block))
            self._pending.append((case.body, where.scope, block))

    def _function(self, node: n.Function, where: Where) -> None:
        self._bind(node.name, "function", node, node.end, where)
        scope = self._open("function", node, where)
        for parameter in node.parameters:
            inside = Where(node, scope, scope.block)
            binding = Binding(parameter.name, "parameter", parameter, parameter.start, inside)
            scope.bindings.setdefault(parameter.name, []).append(binding)

    def _class(self, node: n.Class, where: Where) -> None:
        self._bind(node.name, "class", node, node.end, where)
        self._open("class", node, where)

    def _open(
        self, kind: Literal["class", "function"], node: n.Class | n.Function, where: Where
    ) -> Scope:
        block = Block(where.block, node, "body", False)
        scope = Scope(kind, node, where.scope, block)
        self.scopes[id(node)] = scope
        self._pending.append((node.body, scope, block))
        return scope


_VISIT = {
    n.Assign: ScopeTree._assign,
    n.AnnotatedAssign: ScopeTree._annotated,
    n.AugmentedAssign: ScopeTree._augmented,
    n.Delete: ScopeTree._delete,
    n.TypeAlias_: ScopeTree._type_alias,
    n.Import: ScopeTree._import,
    n.ImportFrom: ScopeTree._import_from,
    n.Global: ScopeTree._global,
    n.If: ScopeTree._if,
    n.For: ScopeTree._loop,
    n.While: ScopeTree._loop,
    n.With: ScopeTree._with,
    n.Try: ScopeTree._try,
    n.Match: ScopeTree._match,
    n.Function: ScopeTree._function,
    n.Class: ScopeTree._class,
}
