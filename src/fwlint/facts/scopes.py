"""Scopes, the names bound in them, and the blocks that the bindings stand in.

Built from facts by one walk over statements. Expressions are not visited: what they bind
(``:=``, lambdas, comprehensions) the lowering has listed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any, Literal

from fwlint.facts import guards
from fwlint.facts import nodes as n
from fwlint.facts.facts import Facts

BindingKind = Literal[
    "import", "assign", "unpack", "parameter", "function", "class", "loop", "other"
]


class Block:
    """A run of statements that is entered as one: a suite of a compound statement.

    ``arm`` tells the suites of one ``owner`` apart; an ``elif`` is an arm of the first ``if``.
    """

    __slots__ = ("arm", "owner", "parent")

    def __init__(self, parent: Block | None, owner: n.Stmt | None, arm: str) -> None:
        self.parent = parent
        self.owner = owner
        self.arm = arm

    def ancestry(self) -> Iterator[Block]:
        block: Block | None = self
        while block is not None:
            yield block
            block = block.parent

    def contains(self, other: Block) -> bool:
        """Whether ``other`` is this block or lies within it."""
        return any(block is self for block in other.ancestry())

    def choices(self) -> dict[int, str]:
        """The arm taken of each ``if`` and ``match`` around, by ``id`` of the statement."""
        return {id(b.owner): b.arm for b in self.ancestry() if isinstance(b.owner, n.If | n.Match)}

    def contradicts(self, choices: dict[int, str]) -> bool:
        """Whether this block is in another arm of an ``if`` or ``match``."""
        return any(choices.get(id(b.owner), b.arm) != b.arm for b in self.ancestry())

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
    """A statement's surroundings.

    ``guarded`` says that the code knows that what it uses may not exist: it stands below a test
    of a version or an attribute, after one that leaves, or in a ``try`` that expects to fail.
    """

    __slots__ = ("block", "guarded", "scope", "statement")

    def __init__(self, statement: n.Node, scope: Scope, block: Block, guarded: bool) -> None:
        self.statement = statement
        self.scope = scope
        self.block = block
        self.guarded = guarded

    def within(self, block: Block) -> Where:
        """The same statement, with what it binds in ``block``."""
        return Where(self.statement, self.scope, block, self.guarded)


class ScopeTree:
    """All scopes of a module, and where each of its statements stands."""

    def __init__(self, facts: Facts, text: str) -> None:
        self._text = text
        self._starts: list[int] = []
        self._where: list[Where] = []
        self._nonlocal: list[tuple[Scope, Binding]] = []
        self.scopes: dict[int, Scope] = {}
        """Scopes by ``id`` of their function or class node."""
        self.star_imports: list[n.ImportFrom] = []
        self.module = Scope("module", None, None, Block(None, None, "module"))
        self._suite(facts.body, self.module, self.module.block, False)
        for named in facts.named:
            where = self.where(named.start)
            maybe = Block(where.block, None, "named")  # nobody knows whether it is evaluated
            self._bind(
                named.target.id, "assign", named, named.end, where.within(maybe), named.value
            )
        self._settle()

    def where(self, offset: int) -> Where:
        """The innermost statement (or clause of one) that begins at or before ``offset``."""
        if not self._where:
            return Where(n.Jump(0, 0, "pass"), self.module, self.module.block, False)
        return self._where[(bisect_right(self._starts, offset) or 1) - 1]

    def statements(self) -> Iterator[n.Node]:
        """All statements, in source order."""
        places = zip(self._starts, self._where, strict=True)
        return (where.statement for start, where in places if where.statement.start == start)

    def functions(self) -> Iterator[Scope]:
        return (scope for scope in self.scopes.values() if scope.kind == "function")

    def classes(self) -> Iterator[Scope]:
        return (scope for scope in self.scopes.values() if scope.kind == "class")

    # -- the walk, in source order ---------------------------------------------------------------

    def _suite(self, body: list[n.Stmt], scope: Scope, block: Block, guarded: bool) -> None:
        for statement in body:
            where = self._place(statement, Where(statement, scope, block, guarded))
            handler = _VISIT.get(type(statement))
            if handler is not None:
                handler(self, statement, where)
            guarded = guarded or guards.leaves_otherwise(self._text, statement)

    def _place(self, node: n.Node, where: Where) -> Where:
        """Note what is around everything from the beginning of ``node`` on."""
        self._starts.append(node.start)
        self._where.append(where)
        return where

    def _enter(self, body: list[n.Stmt], where: Where, arm: str, guarded: bool = False) -> None:
        if body:
            block = Block(where.block, where.statement, arm)  # type: ignore[arg-type]
            self._suite(body, where.scope, block, guarded or where.guarded)

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
        binding = Binding(name, kind, node, start, where, value)
        if scope.elsewhere.get(name):
            self._nonlocal.append((scope, binding))
            return
        if name in scope.elsewhere:
            scope = self.module
        scope.bindings.setdefault(name, []).append(binding)

    def _settle(self) -> None:
        """Give ``nonlocal`` bindings to the function that has the name; sort all by place."""
        for inner, binding in self._nonlocal:
            scope = inner.enclosing_function_or_module()
            while scope.kind != "module" and binding.name not in scope.bindings:
                scope = scope.enclosing_function_or_module()
            scope.bindings.setdefault(binding.name, []).append(binding)
        for scope in (self.module, *self.scopes.values()):
            for bindings in scope.bindings.values():
                if len(bindings) > 1:
                    bindings.sort(key=lambda binding: binding.start)

    def _target(
        self, target: n.Expr, where: Where, kind: BindingKind, value: n.Expr | None
    ) -> None:
        node = where.statement
        if isinstance(target, n.Name):
            start = target.end if kind == "loop" else node.end
            self._bind(target.id, kind, node, start, where, value)
        elif isinstance(target, n.Starred):
            self._target(target.value, where, "other" if kind == "assign" else kind, None)
        elif isinstance(target, n.Sequence):
            values = _pairwise(target, value)
            for element, part in zip(target.elements, values, strict=True):
                self._target(element, where, "unpack" if part is None else kind, part)

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
        if where.scope.kind != "module":  # where it says nothing new
            for name in node.names:
                where.scope.elsewhere[name] = node.nonlocal_

    def _if(self, node: n.If, where: Where) -> None:
        arm = 0
        guarded = False
        link: n.Stmt | None = node
        while isinstance(link, n.If):
            guarded = guarded or guards.tests_existence(self._text, link.test)
            self._enter(link.body, where, f"arm {arm}", guarded)
            orelse = link.orelse
            link = orelse[0] if len(orelse) == 1 else None
            if isinstance(link, n.If):
                self._place(link, Where(link, where.scope, where.block, guarded or where.guarded))
                arm += 1
        self._enter(orelse, where, "else", guarded)

    def _loop(self, node: n.For | n.While, where: Where) -> None:
        if isinstance(node, n.For):
            block = Block(where.block, node, "body")
            self._target(node.target, where.within(block), "loop", None)
            self._suite(node.body, where.scope, block, where.guarded)
        else:
            self._enter(node.body, where, "body")
        self._enter(node.orelse, where, "else")

    def _with(self, node: n.With, where: Where) -> None:
        for item in node.items:
            if item.target is not None:
                inner = Where(item, where.scope, where.block, where.guarded)
                self._target(item.target, inner, "other", None)
        guarded = guards.expects_failure(self._text, node)
        self._enter(node.body, where, "with", guarded)

    def _try(self, node: n.Try, where: Where) -> None:
        guarded = guards.expects_failure(self._text, node)
        self._enter(node.body, where, "try", guarded)
        for index, handler in enumerate(node.handlers):
            self._place(handler, where)
            block = Block(where.block, node, f"handler {index}")
            if handler.name is not None:
                self._bind(handler.name, "other", handler, handler.start, where.within(block))
            self._suite(handler.body, where.scope, block, guarded or where.guarded)
        self._enter(node.orelse, where, "else")
        self._enter(node.final, where, "finally")

    def _match(self, node: n.Match, where: Where) -> None:
        for index, case in enumerate(node.cases):
            block = Block(where.block, node, f"case {index}")
            inside = self._place(case, where.within(block))
            for name in case.captures:
                self._bind(name, "other", case, case.start, inside)
            self._suite(case.body, where.scope, block, where.guarded)

    def _function(self, node: n.Function, where: Where) -> None:
        self._bind(node.name, "function", node, node.end, where)
        scope, inside = self._open("function", node, where)
        for parameter in node.parameters:
            self._bind(parameter.name, "parameter", parameter, parameter.start, inside)
        self._suite(node.body, scope, scope.block, where.guarded)

    def _class(self, node: n.Class, where: Where) -> None:
        self._bind(node.name, "class", node, node.end, where)
        scope, _ = self._open("class", node, where)
        self._suite(node.body, scope, scope.block, where.guarded)

    def _open(
        self, kind: Literal["class", "function"], node: n.Class | n.Function, where: Where
    ) -> tuple[Scope, Where]:
        scope = Scope(kind, node, where.scope, Block(where.block, node, "body"))
        self.scopes[id(node)] = scope
        return scope, Where(node, scope, scope.block, where.guarded)


def _pairwise(target: n.Sequence, value: n.Expr | None) -> list[n.Expr] | list[None]:
    """What each element of a target is assigned, if both sides are written out."""
    elements = target.elements
    if (
        isinstance(value, n.Sequence)
        and len(value.elements) == len(elements)
        and not any(isinstance(e, n.Starred) for e in (*value.elements, *elements))
    ):
        return value.elements
    return [None] * len(elements)


_VISIT: dict[type, Callable[[ScopeTree, Any, Where], None]] = {
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
