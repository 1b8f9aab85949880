"""Statements: LibCST nodes to facts, in source order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import libcst as cst

from fwlint.facts import nodes as n
from fwlint.facts.lower.cursor import Cursor, code_of
from fwlint.facts.lower.expressions import ExpressionLowering

_AUGMENTED = {
    cst.AddAssign: "+", cst.SubtractAssign: "-", cst.MultiplyAssign: "*",
    cst.MatrixMultiplyAssign: "@", cst.DivideAssign: "/", cst.FloorDivideAssign: "//",
    cst.ModuloAssign: "%", cst.PowerAssign: "**", cst.LeftShiftAssign: "<<",
    cst.RightShiftAssign: ">>", cst.BitAndAssign: "&", cst.BitOrAssign: "|",
    cst.BitXorAssign: "^",
}  # fmt: skip


class StatementLowering(ExpressionLowering):
    """Lowers whole modules."""

    cursor: Cursor

    def block(self, body: Iterable[Any]) -> list[n.Stmt]:
        """The statements of a module or a suite."""
        result: list[n.Stmt] = []
        for node in body:
            if type(node) is cst.SimpleStatementLine:
                for small in node.body:
                    result.append(_LOWER[type(small)](self, small))
            else:
                result.append(_LOWER[type(node)](self, node))
        return result

    def _suite(self, node: cst.BaseSuite) -> list[n.Stmt]:
        if type(node) is cst.SimpleStatementSuite:
            return [_LOWER[type(small)](self, small) for small in node.body]
        return self.block(node.body)

    # -- one line -------------------------------------------------------------------------------

    def _expression_statement(self, node: cst.Expr) -> n.Stmt:
        start, value = self.placed(node.value)
        return n.Expression(start, self.cursor.end, value)

    def _assign(self, node: cst.Assign) -> n.Stmt:
        first, *others = node.targets
        start, target = self.placed(first.target)
        targets = [target, *(self.expression(other.target) for other in others)]
        value = self.expression(node.value)
        return n.Assign(start, self.cursor.end, targets, value)

    def _annotated(self, node: cst.AnnAssign) -> n.Stmt:
        target = self.expression(node.target)
        annotation = self.expression(node.annotation.annotation)
        value = self.expression(node.value) if node.value else None
        return n.AnnotatedAssign(target.start, self.cursor.end, target, annotation, value)

    def _augmented(self, node: cst.AugAssign) -> n.Stmt:
        start, target = self.placed(node.target)
        operator = _AUGMENTED[type(node.operator)]
        self.cursor.keyword(f"{operator}=")  # so that `-=` is not taken for a sign
        value = self.expression(node.value)
        return n.AugmentedAssign(start, self.cursor.end, target, operator, value)

    def _return(self, node: cst.Return) -> n.Stmt:
        start = self.cursor.keyword("return")
        value = self.expression(node.value) if node.value else None
        return n.Return(start, self.cursor.end, value)

    def _raise(self, node: cst.Raise) -> n.Stmt:
        start = self.cursor.keyword("raise")
        value = self.expression(node.exc) if node.exc else None
        cause = self.expression(node.cause.item) if node.cause else None
        return n.Raise(start, self.cursor.end, value, cause)

    def _assert(self, node: cst.Assert) -> n.Stmt:
        start = self.cursor.keyword("assert")
        test = self.expression(node.test)
        message = self.expression(node.msg) if node.msg else None
        return n.Assert(start, self.cursor.end, test, message)

    def _delete(self, node: cst.Del) -> n.Stmt:
        start = self.cursor.keyword("del")
        target = self.expression(node.target)
        is_list = isinstance(target, n.Sequence) and target.kind == "tuple"
        targets = target.elements if is_list else [target]  # type: ignore[union-attr]
        return n.Delete(start, self.cursor.end, targets)

    def _global(self, node: cst.Global | cst.Nonlocal) -> n.Stmt:
        is_nonlocal = isinstance(node, cst.Nonlocal)
        start = self.cursor.keyword("nonlocal" if is_nonlocal else "global")
        names = [item.name.value for item in node.names]
        for name in names:
            self.cursor.leaf(name)
        return n.Global(start, self.cursor.end, names, is_nonlocal)

    def _jump(self, node: cst.Pass | cst.Break | cst.Continue) -> n.Stmt:
        kind = type(node).__name__.lower()
        start = self.cursor.keyword(kind)
        return n.Jump(start, self.cursor.end, kind)  # type: ignore[arg-type]

    def _type_alias(self, node: cst.TypeAlias) -> n.Stmt:
        start = self.cursor.leaf("type")
        self.cursor.leaf(node.name.value)
        self._type_parameters(node.type_parameters)
        value = self.expression(node.value)
        return n.TypeAlias_(start, self.cursor.end, node.name.value, value)

    # -- imports --------------------------------------------------------------------------------

    def _import(self, node: cst.Import) -> n.Stmt:
        start = self.cursor.keyword("import")
        names = [self._imported(alias) for alias in node.names]
        return n.Import(start, self.cursor.end, names)

    def _import_from(self, node: cst.ImportFrom) -> n.Stmt:
        start = self.cursor.keyword("from")
        while self.cursor.is_at("..."):  # three dots of a relative import are one token
            self.cursor.leaf("...")
        module, _at = self._dotted(node.module) if node.module else ("", 0)
        parentheses = 1 if node.lpar else 0
        self.cursor.brackets(parentheses)
        names: list[n.ImportedName] = []
        star = isinstance(node.names, cst.ImportStar)
        if isinstance(node.names, cst.ImportStar):
            self.cursor.before("import")
            self.cursor.before("*")
        else:
            names = [self._imported(alias) for alias in node.names]
        self.cursor.brackets(parentheses)
        return n.ImportFrom(start, self.cursor.end, module, len(node.relative), names, star)

    def _imported(self, node: cst.ImportAlias) -> n.ImportedName:
        name, start = self._dotted(node.name)
        alias = None
        if node.asname is not None and isinstance(node.asname.name, cst.Name):
            alias = node.asname.name.value
            self.cursor.leaf(alias)
        return n.ImportedName(start, self.cursor.end, name, alias)

    def _dotted(self, node: cst.BaseExpression) -> tuple[str, int]:
        parts: list[str] = []
        while isinstance(node, cst.Attribute):
            parts.append(node.attr.value)
            node = node.value
        assert isinstance(node, cst.Name)
        parts.append(node.value)
        parts.reverse()
        starts = [self.cursor.leaf(part) for part in parts]
        return ".".join(parts), starts[0]

    # -- blocks ---------------------------------------------------------------------------------

    def _if(self, node: cst.If) -> n.Stmt:
        """An ``elif`` chain is as long as its author likes: it is walked, not recursed into."""
        heads: list[tuple[int, n.Expr, list[n.Stmt]]] = []
        link: cst.If | cst.Else | None = node
        word = "if"
        while isinstance(link, cst.If):
            start = self.cursor.keyword(word)
            test = self.expression(link.test)
            heads.append((start, test, self._suite(link.body)))
            link, word = link.orelse, "elif"
        orelse = self._else(link)
        end = self.cursor.end
        for start, test, body in reversed(heads):
            orelse = [n.If(start, end, test, body, orelse)]
        return orelse[0]

    def _else(self, node: cst.Else | None) -> list[n.Stmt]:
        if node is None:
            return []
        self.cursor.keyword("else")
        return self._suite(node.body)

    def _while(self, node: cst.While) -> n.Stmt:
        start = self.cursor.keyword("while")
        test = self.expression(node.test)
        body = self._suite(node.body)
        orelse = self._else(node.orelse)
        return n.While(start, self.cursor.end, test, body, orelse)

    def _async(self, node: Any, word: str) -> tuple[int, bool]:
        if node.asynchronous is None:
            return self.cursor.keyword(word), False
        start = self.cursor.keyword("async")
        self.cursor.keyword(word)
        return start, True

    def _for(self, node: cst.For) -> n.Stmt:
        start, is_async = self._async(node, "for")
        target = self.expression(node.target)
        iterable = self.expression(node.iter)
        body = self._suite(node.body)
        orelse = self._else(node.orelse)
        return n.For(start, self.cursor.end, target, iterable, body, orelse, is_async)

    def _with(self, node: cst.With) -> n.Stmt:
        start, is_async = self._async(node, "with")
        parentheses = 1 if type(node.lpar) is cst.LeftParen else 0
        self.cursor.brackets(parentheses)
        items: list[n.WithItem] = []
        for item in node.items:
            at, value = self.placed(item.item)
            target = self.expression(item.asname.name) if item.asname else None
            items.append(n.WithItem(at, self.cursor.end, value, target))
        self.cursor.brackets(parentheses)
        body = self._suite(node.body)
        return n.With(start, self.cursor.end, items, body, is_async)

    def _try(self, node: cst.Try | cst.TryStar) -> n.Stmt:
        start = self.cursor.keyword("try")
        body = self._suite(node.body)
        handlers = [self._handler(handler) for handler in node.handlers]
        orelse = self._else(node.orelse)
        final: list[n.Stmt] = []
        if node.finalbody is not None:
            self.cursor.keyword("finally")
            final = self._suite(node.finalbody.body)
        return n.Try(start, self.cursor.end, body, handlers, orelse, final)

    def _handler(self, node: cst.ExceptHandler | cst.ExceptStarHandler) -> n.Handler:
        start = self.cursor.keyword("except")
        exception = self.expression(node.type) if node.type else None
        name = None
        if node.name is not None and isinstance(node.name.name, cst.Name):
            name = node.name.name.value
            self.cursor.leaf(name)
        body = self._suite(node.body)
        return n.Handler(start, self.cursor.end, exception, name, body)

    def _match(self, node: cst.Match) -> n.Stmt:
        start = self.cursor.leaf("match")
        subject = self.expression(node.subject)
        cases = [self._case(case) for case in node.cases]
        return n.Match(start, self.cursor.end, subject, cases)

    def _case(self, node: cst.MatchCase) -> n.Case:
        start = self.cursor.leaf("case")
        code = code_of(node.pattern)
        at = self.cursor.pattern(code)
        pattern = n.Opaque(at, self.cursor.end, [])
        captures = list(_captures(node.pattern))
        guard = self.expression(node.guard) if node.guard else None
        body = self._suite(node.body)
        return n.Case(start, self.cursor.end, pattern, captures, guard, body)

    # -- definitions ----------------------------------------------------------------------------

    def _decorators(self, nodes: Iterable[cst.Decorator]) -> tuple[int | None, list[n.Expr]]:
        start = None
        decorators: list[n.Expr] = []
        for node in nodes:
            at = self.cursor.before("@")
            start = at if start is None else start
            decorators.append(self.expression(node.decorator))
        return start, decorators

    def _type_parameters(self, node: cst.TypeParameters | None) -> None:
        if node is not None:
            self.cursor.source(code_of(node))

    def _function(self, node: cst.FunctionDef) -> n.Stmt:
        start, decorators = self._decorators(node.decorators)
        keyword, is_async = self._async(node, "def")
        name = node.name.value
        name_start = self.cursor.leaf(name)
        self._type_parameters(node.type_parameters)
        self.cursor.bracket()
        parameters = self.parameters(node.params)
        self.cursor.bracket()
        returns = None
        if node.returns is not None:
            self.cursor.keyword("->")
            returns = self.expression(node.returns.annotation)
        body = self._suite(node.body)
        return n.Function(
            keyword if start is None else start,
            self.cursor.end,
            name,
            name_start,
            decorators,
            parameters,
            returns,
            body,
            is_async,
        )

    def _class(self, node: cst.ClassDef) -> n.Stmt:
        start, decorators = self._decorators(node.decorators)
        keyword = self.cursor.keyword("class")
        name = node.name.value
        name_start = self.cursor.leaf(name)
        self._type_parameters(node.type_parameters)
        parentheses = 1 if type(node.lpar) is cst.LeftParen else 0
        self.cursor.brackets(parentheses)
        arguments = [self.argument(argument) for argument in (*node.bases, *node.keywords)]
        self.cursor.brackets(parentheses)
        body = self._suite(node.body)
        return n.Class(
            keyword if start is None else start,
            self.cursor.end,
            name,
            name_start,
            decorators,
            arguments,
            body,
        )


def _captures(pattern: cst.CSTNode) -> Iterable[str]:
    """Names that a pattern binds."""
    stack: list[cst.CSTNode] = [pattern]
    while stack:
        node = stack.pop()
        if isinstance(node, cst.MatchAs | cst.MatchStar) and node.name is not None:
            yield node.name.value
        elif isinstance(node, cst.MatchMapping) and node.rest is not None:
            yield node.rest.value
        stack.extend(node.children)


_LOWER: dict[type, Callable[[StatementLowering, Any], n.Stmt]] = {
    cst.Expr: StatementLowering._expression_statement,
    cst.Assign: StatementLowering._assign,
    cst.AnnAssign: StatementLowering._annotated,
    cst.AugAssign: StatementLowering._augmented,
    cst.Return: StatementLowering._return,
    cst.Raise: StatementLowering._raise,
    cst.Assert: StatementLowering._assert,
    cst.Del: StatementLowering._delete,
    cst.Import: StatementLowering._import,
    cst.ImportFrom: StatementLowering._import_from,
    cst.Global: StatementLowering._global,
    cst.Nonlocal: StatementLowering._global,
    cst.Pass: StatementLowering._jump,
    cst.Break: StatementLowering._jump,
    cst.Continue: StatementLowering._jump,
    cst.If: StatementLowering._if,
    cst.While: StatementLowering._while,
    cst.For: StatementLowering._for,
    cst.With: StatementLowering._with,
    cst.Try: StatementLowering._try,
    cst.TryStar: StatementLowering._try,
    cst.Match: StatementLowering._match,
    cst.FunctionDef: StatementLowering._function,
    cst.ClassDef: StatementLowering._class,
    cst.TypeAlias: StatementLowering._type_alias,
}
