"""New expressions in the place of old ones: parsing, and the parentheses that they need."""

from __future__ import annotations

from typing import cast

import libcst as cst

from fwlint.documents.document import split_lines
from fwlint.fixes.refusal import Refusal

# How tightly operators bind, from the language reference's table of precedence.
_NEVER_BARE, _LOWEST, _CONDITION, _STARRED, _UNARY, _POWER, _AWAIT, _PRIMARY = (
    0, 1, 3, 7, 13, 14, 15, 16,
)  # fmt: skip
_LEVELS: dict[type[cst.CSTNode], int] = {
    cst.NamedExpr: _NEVER_BARE,
    cst.Tuple: _NEVER_BARE,
    cst.Yield: _NEVER_BARE,
    cst.GeneratorExp: _NEVER_BARE,
    cst.Lambda: _LOWEST,
    cst.IfExp: 2,
    cst.Or: _CONDITION,
    cst.And: 4,
    cst.Not: 5,
    cst.Comparison: 6,
    cst.BitOr: _STARRED,
    cst.BitXor: 8,
    cst.BitAnd: 9,
    cst.LeftShift: 10,
    cst.RightShift: 10,
    cst.Add: 11,
    cst.Subtract: 11,
    cst.Multiply: 12,
    cst.MatrixMultiply: 12,
    cst.Divide: 12,
    cst.FloorDivide: 12,
    cst.Modulo: 12,
    cst.Plus: _UNARY,
    cst.Minus: _UNARY,
    cst.BitInvert: _UNARY,
    cst.Power: _POWER,
    cst.Await: _AWAIT,
}
_OPERATIONS = (cst.BinaryOperation, cst.BooleanOperation, cst.UnaryOperation)


def parsed(source: str, module: cst.Module) -> cst.BaseExpression:
    """``source`` as an expression of ``module``; its own line breaks stay as they are."""
    config = module.config_for_parsing
    text = in_newlines_of(module, source.strip())
    try:
        expression = cst.parse_expression(text, config)
    except cst.ParserSyntaxError:
        try:  # what must always stand in parentheses: a walrus, a yield, several lines
            expression = cst.parse_expression(f"({text})", config)
        except cst.ParserSyntaxError as error:
            raise Refusal(f"its source is not an expression: {source}") from error
    if len(split_lines(text)) > 1:
        expression = cast(cst.BaseExpression, expression.visit(_VerbatimLines()))
    return expression


def in_newlines_of(module: cst.Module, source: str) -> str:
    return module.default_newline.join(split_lines(source))


def in_place_of(
    old: cst.BaseExpression, new: cst.BaseExpression, parent: cst.CSTNode
) -> cst.BaseExpression:
    """``new`` as it must stand where ``old`` is a child of ``parent``."""
    if old.lpar and not (isinstance(parent, cst.Arg) and _plain_parentheses(old)):
        lpar = [*old.lpar, *new.lpar[1:]]
        return new.with_changes(lpar=lpar, rpar=[*new.rpar[:-1], *old.rpar])
    if _level(new) < _required_level(parent, old) or _misread(new, parent):
        return parenthesized(new)
    return new


def parenthesized(node: cst.BaseExpression) -> cst.BaseExpression:
    return node.with_changes(
        lpar=[cst.LeftParen(), *node.lpar], rpar=[*node.rpar, cst.RightParen()]
    )


def _plain_parentheses(node: cst.BaseExpression) -> bool:
    """No line break and no comment would go with the parentheses of ``node``."""
    gaps = [p.whitespace_after for p in node.lpar] + [p.whitespace_before for p in node.rpar]
    return all(isinstance(gap, cst.SimpleWhitespace) for gap in gaps)


def _misread(node: cst.BaseExpression, parent: cst.CSTNode) -> bool:
    """``1.real`` would be a float, and ``{{`` in an f-string is an escaped brace."""
    if isinstance(parent, cst.Attribute):
        return isinstance(node, cst.Integer) and not node.lpar
    if isinstance(parent, cst.FormattedStringExpression):
        return cst.Module([]).code_for_node(node).startswith("{")
    return False


def _level(node: cst.BaseExpression) -> int:
    if node.lpar:
        return _PRIMARY
    kind = node.operator if isinstance(node, _OPERATIONS) else node
    return _LEVELS.get(type(kind), _PRIMARY)


def _required_level(parent: cst.CSTNode, child: cst.BaseExpression) -> int:
    """How tightly an expression must bind to stand bare where ``child`` stands."""
    if isinstance(parent, (cst.BinaryOperation, cst.BooleanOperation)):
        if isinstance(parent.operator, cst.Power):
            return _AWAIT if child is parent.left else _UNARY
        level = _LEVELS[type(parent.operator)]
        return level if child is parent.left else level + 1
    if isinstance(parent, cst.UnaryOperation):
        return _LEVELS[type(parent.operator)]
    if isinstance(parent, cst.IfExp):
        return _LOWEST if child is parent.orelse else _CONDITION
    if isinstance(parent, (cst.CompFor, cst.CompIf, cst.FormattedStringExpression)):
        return _CONDITION
    if isinstance(
        parent, (cst.Comparison, cst.ComparisonTarget, cst.StarredElement, cst.StarredDictElement)
    ):
        return _STARRED
    if isinstance(parent, (cst.Attribute, cst.Call, cst.Subscript, cst.Await)):
        return _PRIMARY
    return _LOWEST


class _VerbatimLines(cst.CSTTransformer):
    """Keeps the block's indentation out of the continuation lines of an expression."""

    def leave_ParenthesizedWhitespace(
        self,
        original_node: cst.ParenthesizedWhitespace,
        updated_node: cst.ParenthesizedWhitespace,
    ) -> cst.ParenthesizedWhitespace:
        return updated_node.with_changes(indent=False)

    def leave_EmptyLine(
        self, original_node: cst.EmptyLine, updated_node: cst.EmptyLine
    ) -> cst.EmptyLine:
        return updated_node.with_changes(indent=False)
