"""Expressions: LibCST nodes to facts, in source order, each with its range.

Chains (``a.b().c[0]``, ``a + b + c``) lean to the left as deep as they are long; they are
unrolled with an explicit stack. What nests otherwise nests no deeper than Python's own parser
allows, and recursion is enough.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import libcst as cst

from fwlint.facts import nodes as n
from fwlint.facts.lower.cursor import code_of
from fwlint.facts.lower.leaves import LeafLowering

_CHAIN = {
    cst.Attribute: "value",
    cst.Call: "func",
    cst.Subscript: "value",
    cst.BinaryOperation: "left",
    cst.BooleanOperation: "left",
}
_OPERATORS: dict[type, str] = {
    cst.Add: "+", cst.Subtract: "-", cst.Multiply: "*", cst.Divide: "/", cst.FloorDivide: "//",
    cst.Modulo: "%", cst.Power: "**", cst.MatrixMultiply: "@", cst.LeftShift: "<<",
    cst.RightShift: ">>", cst.BitAnd: "&", cst.BitOr: "|", cst.BitXor: "^",
    cst.Minus: "-", cst.Plus: "+", cst.BitInvert: "~", cst.Not: "not",
    cst.And: "and", cst.Or: "or",
    cst.Equal: "==", cst.LessThan: "<", cst.GreaterThan: ">", cst.LessThanEqual: "<=",
    cst.GreaterThanEqual: ">=", cst.In: "in", cst.Is: "is",
    cst.NotEqual: "!=", cst.NotIn: "not in", cst.IsNot: "is not",
}  # fmt: skip


class ExpressionLowering(LeafLowering):
    """Lowers expressions; collects, in source order, what checks are dispatched on."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.calls: list[n.Call] = []
        self.references: list[n.Name | n.Attribute] = []
        self.inner_scopes: list[n.Lambda | n.Comprehension] = []
        self.named: list[n.NamedExpression] = []

    def expression(self, node: cst.BaseExpression) -> n.Expr:
        """Lower one expression, its parentheses included in the walk but not in the range."""
        cursor = self.cursor
        chain: list[tuple[Any, int]] = []
        kind = type(node)
        while kind in _CHAIN:
            cursor.brackets(len(node.lpar))
            chain.append((node, cursor.next))
            node = getattr(node, _CHAIN[kind])
            kind = type(node)
        first = cursor.next
        parentheses = len(node.lpar)
        if parentheses:
            cursor.brackets(parentheses)
        lower = _LOWER.get(kind, ExpressionLowering._opaque)
        result = lower(self, node)
        if parentheses:
            cursor.brackets(parentheses)
        start_of_first = cursor.starts[first] if parentheses else result.start
        for link, begin in reversed(chain):
            start = start_of_first if begin == first else cursor.starts[begin]
            result = self._link(link, result, start)
            if link.lpar:
                cursor.brackets(len(link.rpar))
        if type(result) is n.Name or type(result) is n.Attribute:
            self._refer(result)
        return result

    def placed(self, node: cst.BaseExpression) -> tuple[int, n.Expr]:
        """Lower one expression; where its outermost parenthesis starts comes before it."""
        first = self.cursor.next
        value = self.expression(node)
        return (self.cursor.starts[first] if node.lpar else value.start), value

    # -- chains ---------------------------------------------------------------------------------

    def _link(self, node: Any, left: n.Expr, start: int) -> n.Expr:
        cursor = self.cursor
        kind = type(node)  # LibCST's classes are abstract, and isinstance() of them is slow
        if kind is cst.Attribute:
            name = node.attr.value
            at = cursor.leaf(name)
            return n.Attribute(start, cursor.end, left, name, at)
        if type(left) is n.Name or type(left) is n.Attribute:
            self._refer(left)
        if kind is cst.Call:
            cursor.bracket()
            arguments = [self.argument(argument) for argument in node.args]
            cursor.bracket()
            call = n.Call(start, cursor.end, left, arguments)
            self.calls.append(call)
            return call
        if kind is cst.Subscript:
            cursor.bracket()
            index = self._index(node.slice)
            cursor.bracket()
            return n.Subscript(start, cursor.end, left, index)
        operator = _OPERATORS[type(node.operator)]
        if operator in ("+", "-"):
            cursor.keyword(operator)  # so that it is not taken for a sign of the right operand
        right = self.expression(node.right)
        if kind is cst.BinaryOperation:
            return n.Binary(start, cursor.end, left, operator, right)
        operands = [left, right]
        if type(left) is n.Boolean and left.operator == operator and not node.left.lpar:
            operands = [*left.operands, right]
        return n.Boolean(start, cursor.end, operator, operands)  # type: ignore[arg-type]

    def argument(self, node: cst.Arg) -> n.Argument:
        """One argument of a call or a class definition."""
        keyword = None
        if node.keyword is not None:
            keyword = node.keyword.value
            start = self.cursor.leaf(keyword)
        elif node.star:
            start = self.cursor.before(node.star)
        else:
            start, value = self.placed(node.value)
            return n.Argument(start, self.cursor.end, None, "", value)
        value = self.expression(node.value)
        return n.Argument(start, self.cursor.end, keyword, node.star, value)

    def _index(self, elements: Any) -> n.Expr:
        first = self.cursor.next
        parts: list[n.Expr] = []
        for element in elements:
            parts.append(self._index_part(element.slice))
            if type(element.comma) is cst.Comma:
                self.cursor.punctuation(",")
            elif len(elements) == 1:
                return parts[0]
        head = elements[0].slice
        is_bracketed = isinstance(head, cst.Index) and not head.star and head.value.lpar
        start = self.cursor.starts[first] if is_bracketed else parts[0].start
        return n.Sequence(start, self.cursor.end, "tuple", parts)

    def _index_part(self, node: cst.BaseSlice) -> n.Expr:
        cursor = self.cursor
        if isinstance(node, cst.Index):
            if node.star:
                start = cursor.before("*")
                value = self.expression(node.value)
                return n.Starred(start, cursor.end, value)
            return self.expression(node.value)
        assert isinstance(node, cst.Slice)
        start, lower = self.placed(node.lower) if node.lower else (-1, None)
        colon = cursor.punctuation(":")
        upper = self.expression(node.upper) if node.upper else None
        if isinstance(node.second_colon, cst.Colon):
            cursor.punctuation(":")
        step = self.expression(node.step) if node.step else None
        return n.Slice(colon if lower is None else start, cursor.end, lower, upper, step)

    def _refer(self, result: n.Name | n.Attribute) -> None:
        value: n.Expr = result
        while type(value) is n.Attribute:
            value = value.value
        if type(value) is n.Name:
            self.references.append(result)

    # -- displays -------------------------------------------------------------------------------

    def elements(self, nodes: Any) -> list[n.Expr]:
        """The elements of a display."""
        return [
            self.expression(element.value if type(element) is cst.Element else element)
            for element in nodes
        ]

    def _tuple(self, node: cst.Tuple) -> n.Expr:
        cursor = self.cursor
        start = cursor.starts[cursor.next]
        elements = self.elements(node.elements)
        if elements and not self._starts_with_bracket(node):
            start = elements[0].start
        if elements and type(node.elements[-1].comma) is cst.Comma:
            cursor.punctuation(",")
        end = cursor.end if elements else start
        return n.Sequence(start, end, "tuple", elements)

    @staticmethod
    def _starts_with_bracket(node: cst.Tuple) -> bool:
        first = node.elements[0]
        return isinstance(first, cst.Element) and bool(first.value.lpar)

    def _list(self, node: cst.List) -> n.Expr:
        start = self.cursor.bracket()
        elements = self.elements(node.elements)
        self.cursor.bracket()
        return n.Sequence(start, self.cursor.end, "list", elements)

    def _set(self, node: cst.Set) -> n.Expr:
        start = self.cursor.bracket()
        elements = self.elements(node.elements)
        self.cursor.bracket()
        return n.Sequence(start, self.cursor.end, "set", elements)

    def _dict(self, node: cst.Dict) -> n.Expr:
        start = self.cursor.bracket()
        keys: list[n.Expr | None] = []
        values: list[n.Expr] = []
        for element in node.elements:
            if isinstance(element, cst.DictElement):
                keys.append(self.expression(element.key))
            else:
                keys.append(None)
            values.append(self.expression(element.value))
        self.cursor.bracket()
        return n.Mapping(start, self.cursor.end, keys, values)

    def _starred(self, node: cst.StarredElement) -> n.Expr:
        start = self.cursor.before("*")
        value = self.expression(node.value)
        return n.Starred(start, self.cursor.end, value)

    # -- operators ------------------------------------------------------------------------------

    def _unary(self, node: cst.UnaryOperation) -> n.Expr:
        operator = _OPERATORS[type(node.operator)]
        start = self.cursor.before(operator)
        operand = self.expression(node.expression)
        is_number = type(node.expression) in (cst.Integer, cst.Float)
        if operator == "-" and is_number and not node.expression.lpar:
            return _negated(start, operand)
        return n.Unary(start, self.cursor.end, operator, operand)

    def _comparison(self, node: cst.Comparison) -> n.Expr:
        start, left = self.placed(node.left)
        operators: list[str] = []
        comparators: list[n.Expr] = []
        for target in node.comparisons:
            operators.append(_OPERATORS[type(target.operator)])
            comparators.append(self.expression(target.comparator))
        return n.Compare(start, self.cursor.end, left, operators, comparators)

    def _conditional(self, node: cst.IfExp) -> n.Expr:
        start, body = self.placed(node.body)
        test = self.expression(node.test)
        orelse = self.expression(node.orelse)
        return n.Conditional(start, self.cursor.end, test, body, orelse)

    def _named(self, node: cst.NamedExpr) -> n.Expr:
        target = self.expression(node.target)
        assert isinstance(target, n.Name)
        value = self.expression(node.value)
        result = n.NamedExpression(target.start, self.cursor.end, target, value)
        self.named.append(result)
        return result

    def _await(self, node: cst.Await) -> n.Expr:
        start = self.cursor.before("await")
        value = self.expression(node.expression)
        return n.Await(start, self.cursor.end, value)

    def _yield(self, node: cst.Yield) -> n.Expr:
        start = self.cursor.before("yield")
        value = None if node.value is None else self.expression(_yielded(node.value))
        return n.Yield(start, self.cursor.end, value, isinstance(node.value, cst.From))

    def _from(self, node: cst.From) -> n.Expr:
        return self.expression(node.item)

    # -- functions inside expressions -----------------------------------------------------------

    def _lambda(self, node: cst.Lambda) -> n.Expr:
        start = self.cursor.before("lambda")
        parameters = self.parameters(node.params)
        body = self.expression(node.body)
        result = n.Lambda(start, self.cursor.end, parameters, body)
        self.inner_scopes.append(result)
        return result

    def parameters(self, node: cst.Parameters) -> list[n.Parameter]:
        """Parameters in source order."""
        result = [self._parameter(p, "positional-only") for p in node.posonly_params]
        result += [self._parameter(p, "plain") for p in node.params]
        if type(node.star_arg) is cst.Param:
            result.append(self._parameter(node.star_arg, "var-positional"))
        result += [self._parameter(p, "keyword-only") for p in node.kwonly_params]
        if node.star_kwarg is not None:
            result.append(self._parameter(node.star_kwarg, "var-keyword"))
        return result

    def _parameter(self, node: cst.Param, kind: Any) -> n.Parameter:
        name = node.name.value
        start = self.cursor.leaf(name)
        annotation = self.expression(node.annotation.annotation) if node.annotation else None
        default = self.expression(node.default) if node.default else None
        return n.Parameter(start, self.cursor.end, name, kind, annotation, default)

    def _list_comprehension(self, node: cst.ListComp) -> n.Expr:
        return self._bracketed(node, "list")

    def _set_comprehension(self, node: cst.SetComp) -> n.Expr:
        return self._bracketed(node, "set")

    def _dict_comprehension(self, node: cst.DictComp) -> n.Expr:
        return self._bracketed(node, "dict")

    def _bracketed(self, node: Any, kind: Any) -> n.Expr:
        start = self.cursor.bracket()
        result = self._comprehension(node, kind)
        self.cursor.bracket()
        result.start, result.end = start, self.cursor.end
        return result

    def _generator(self, node: cst.GeneratorExp) -> n.Expr:
        first = self.cursor.next
        result = self._comprehension(node, "generator")
        if node.elt.lpar:
            result.start = self.cursor.starts[first]
        return result

    def _comprehension(self, node: Any, kind: Any) -> n.Comprehension:
        value = None
        if kind == "dict":
            element = self.expression(node.key)
            value = self.expression(node.value)
        else:
            element = self.expression(node.elt)
        clauses: list[n.Clause] = []
        part = node.for_in
        while part is not None:
            target = self.expression(part.target)
            iterable = self.expression(part.iter)
            conditions = [self.expression(condition.test) for condition in part.ifs]
            clauses.append(
                n.Clause(
                    target.start,
                    self.cursor.end,
                    target,
                    iterable,
                    conditions,
                    part.asynchronous is not None,
                )
            )
            part = part.inner_for_in
        result = n.Comprehension(element.start, self.cursor.end, kind, element, value, clauses)
        self.inner_scopes.append(result)
        return result

    def _opaque(self, node: cst.BaseExpression) -> n.Expr:
        """Syntax newer than this module: passed over by its text."""
        start = self.cursor.source(code_of(node.with_changes(lpar=(), rpar=())))
        return n.Opaque(start, self.cursor.end, [])


def _negated(start: int, operand: n.Expr) -> n.Constant | n.Unary:
    if isinstance(operand, n.Constant) and isinstance(operand.value, int | float):
        return n.Constant(start, operand.end, operand.kind, -operand.value)
    return n.Unary(start, operand.end, "-", operand)


def _yielded(node: cst.BaseExpression | cst.From) -> cst.BaseExpression:
    return node.item if isinstance(node, cst.From) else node


_LOWER: dict[type, Callable[[ExpressionLowering, Any], n.Expr]] = {
    cst.Name: ExpressionLowering._name,
    cst.Integer: ExpressionLowering._integer,
    cst.Float: ExpressionLowering._float,
    cst.Imaginary: ExpressionLowering._imaginary,
    cst.Ellipsis: ExpressionLowering._ellipsis,
    cst.SimpleString: ExpressionLowering._string,
    cst.ConcatenatedString: ExpressionLowering._concatenated,
    cst.FormattedString: ExpressionLowering._formatted,
    cst.Tuple: ExpressionLowering._tuple,
    cst.List: ExpressionLowering._list,
    cst.Set: ExpressionLowering._set,
    cst.Dict: ExpressionLowering._dict,
    cst.StarredElement: ExpressionLowering._starred,
    cst.UnaryOperation: ExpressionLowering._unary,
    cst.Comparison: ExpressionLowering._comparison,
    cst.IfExp: ExpressionLowering._conditional,
    cst.Lambda: ExpressionLowering._lambda,
    cst.ListComp: ExpressionLowering._list_comprehension,
    cst.SetComp: ExpressionLowering._set_comprehension,
    cst.DictComp: ExpressionLowering._dict_comprehension,
    cst.GeneratorExp: ExpressionLowering._generator,
    cst.NamedExpr: ExpressionLowering._named,
    cst.Await: ExpressionLowering._await,
    cst.Yield: ExpressionLowering._yield,
    cst.From: ExpressionLowering._from,
}
